import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';

/** Why a package is not there: no apt on this system, no right to install, not in its archives, or apt failed. */
export type MissingReason = 'no-apt' | 'no-rights' | 'not-in-archive' | 'apt-failed';

export interface PackageReport {
  /** Packages that are there now, whoever installed them. */
  installed: string[];
  /** Packages that are not; `detail` is apt's own last words, in its own language. */
  missing: { name: string; why: MissingReason; detail?: string }[];
}

/** Package lists older than this are fetched again before an installation: a mirror no longer has what old lists name. Milliseconds. */
const LISTS_STALE_AFTER = 24 * 60 * 60 * 1000;

/** Longest time for one run of apt-get, in milliseconds: it may wait for another apt, and for a slow mirror. */
const APT_TIMEOUT = 15 * 60 * 1000;

/** The command that an administrator would run by hand. */
export function installCommand(packages: string[]): string {
  return `sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/** Which of the packages dpkg says are installed; none where there is no dpkg. */
export async function installedPackages(packages: string[]): Promise<string[]> {
  // dpkg-query fails when it does not know one of the names, and lists the others all the same.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is dpkg-query's own notation.
  const { output } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...packages]);
  const installed = new Set(
    output.split('\n').flatMap((line) => {
      const [name, status] = line.split(' ');
      return name && status === 'installed' ? [name] : [];
    }),
  );
  return packages.filter((name) => installed.has(name));
}

/**
 * Installs Debian packages with apt-get, as root or through `sudo -n` (which never asks for a password). What is installed already
 * costs one call of dpkg-query. Never throws: what could not be installed is in the report with the reason.
 *
 * @param print gets each command that changes this machine, before it runs
 */
export async function installDebianPackages(packages: string[], print: (line: string) => void): Promise<PackageReport> {
  const installed = await installedPackages(packages);
  const wanted = packages.filter((name) => !installed.includes(name));
  if (wanted.length === 0) return { installed, missing: [] };

  const stop = (why: MissingReason): PackageReport => ({ installed, missing: wanted.map((name) => ({ name, why })) });
  if ((await run('apt-get', ['--version'])).status !== 0) return stop('no-apt');
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (prefix.length > 0 && (await run('sudo', ['-n', 'true'])).status !== 0) return stop('no-rights');

  const apt = (...parameters: string[]) => {
    const command = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...parameters];
    print(`$ ${command.join(' ')}`);
    return run(command[0] as string, command.slice(1), APT_TIMEOUT);
  };
  let updated = false;
  const update = async () => {
    updated = true;
    return apt('update');
  };
  if (listsAreStale()) await update();
  let known = await inArchive(wanted);
  if (known.length < wanted.length && !updated) {
    await update();
    known = await inArchive(wanted);
  }

  const install = () => apt('install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...known);
  let attempt = known.length > 0 ? await install() : undefined;
  if (attempt && attempt.status !== 0 && !updated) {
    await update();
    attempt = await install();
  }
  const now = await installedPackages(packages);
  const detail = attempt && attempt.status !== 0 ? lastLine(attempt.complaint) : undefined;
  const missing = wanted
    .filter((name) => !now.includes(name))
    .map((name): PackageReport['missing'][number] =>
      known.includes(name)
        ? { name, why: 'apt-failed', ...(detail ? { detail } : {}) }
        : { name, why: 'not-in-archive' },
    );
  return { installed: now, missing };
}

/** The packages that the archives in force offer. */
async function inArchive(packages: string[]): Promise<string[]> {
  const { output } = await run('apt-cache', ['--no-all-versions', 'show', ...packages]);
  const offered = new Set([...output.matchAll(/^Package: (\S+)$/gm)].map((match) => match[1]));
  return packages.filter((name) => offered.has(name));
}

/** Whether apt's lists were never fetched, or not lately. The folder's own time counts: the lists in it bear the mirror's times. */
function listsAreStale(): boolean {
  const times = ['/var/lib/apt/lists', '/var/lib/apt/lists/partial', '/var/lib/apt/periodic/update-success-stamp'].map(
    (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return Date.now() - Math.max(...times) > LISTS_STALE_AFTER;
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.slice(0, 300);
}

interface Outcome {
  /** Exit status; -1 where the program could not start or was killed. */
  status: number;
  output: string;
  complaint: string;
}

/** Runs a program without a shell, and never throws. */
function run(command: string, parameters: string[], timeout = 30_000): Promise<Outcome> {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  return new Promise((resolve) => {
    execFile(command, parameters, { env, timeout, maxBuffer: 64_000_000 }, (error, output, complaint) => {
      const status = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      resolve({ status, output, complaint: complaint || (error?.message ?? '') });
    });
  });
}
