/**
 * Runs before the tests: makes sure that the programs they start are on this machine. On Debian and its like it installs what is missing
 * (as root, or through sudo without a password); elsewhere it says what is missing. The tests that need it then skip, with the reason.
 *
 * Always exits with status 0: a machine without PostgreSQL can still run most tests.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findProgram } from '../tests/servers/program.ts';

/** What the tests start: Debian's package, how to tell that it is there, and the service that installing it may start. */
const needs: { package: string; present: () => boolean; service?: string }[] = [
  { package: 'redis-server', present: () => has('redis-server') || has('valkey-server'), service: 'redis-server' },
  { package: 'postgresql', present: () => has('initdb', ['/usr/lib/postgresql/*/bin']), service: 'postgresql' },
  { package: 'libxml2-utils', present: () => has('xmllint') },
  { package: 'chromium', present: () => ['chromium', 'chromium-browser', 'google-chrome'].some((name) => has(name)) },
  { package: 'apertium', present: () => has('apertium') },
  ...pairs({
    'apertium-fr-es': 'fr-es',
    'apertium-fra-cat': 'fra-cat',
    'apertium-eng-spa': 'eng-spa',
    'apertium-eng-cat': 'eng-cat',
  }),
];

const absent = needs.filter((need) => !need.present());
if (absent.length > 0) await provide();

async function provide(): Promise<void> {
  const names = absent.map((need) => need.package);
  let missing = names;
  if (has('apt-get')) {
    // Debian's scripts start a service that they install; the tests only ever use servers of their own.
    process.env.RUNLEVEL = '1';
    // Loaded only now: nearly every run finds everything there and should not wait for it.
    const { installDebianPackages } = await import('../src/cli/packages.ts');
    await installDebianPackages(names, (line) => process.stdout.write(`${line}\n`)).catch((error: unknown) => {
      process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
    });
    missing = absent.filter((need) => !need.present()).map((need) => need.package);
    stopServices(absent.flatMap((need) => (need.service && need.present() ? [need.service] : [])));
  }
  if (missing.length === 0) return;
  process.stdout.write(`Not on this machine: ${missing.join(', ')}. The tests that need them will be skipped.\n`);
}

/** Stops services that came up although they were asked not to (systemd does not know RUNLEVEL). */
function stopServices(services: string[]): void {
  for (const service of services) {
    const command = existsSync('/run/systemd/system')
      ? ['systemctl', 'disable', '--now', service]
      : ['service', service, 'stop'];
    const [program = '', ...rest] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];
    spawnSync(program, rest, { stdio: 'ignore' });
  }
}

function has(program: string, folders: string[] = []): boolean {
  return findProgram(program, folders) !== undefined;
}

/** Apertium's pairs by package: a pair is there when its mode file is. */
function pairs(modes: Record<string, string>): typeof needs {
  return Object.entries(modes).map(([name, mode]) => ({
    package: name,
    present: () => existsSync(`/usr/share/apertium/modes/${mode}.mode`),
  }));
}
