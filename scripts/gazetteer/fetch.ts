import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the sources lie unpacked; leaving the scope removes them. */
export interface Sources extends Disposable {
  cldrNames: string;
  cldrDates: string;
  geonames: string;
  geonamesVersion: string;
}

/** Fetches the sources through npm and apt-get into a temporary folder. A command that fails ends the run with its own words. */
export function fetchSources(cldrVersion: string): Sources {
  const folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
  const deb = join(folder, 'deb');
  run(folder, 'apt-get', ['download', 'libgeonames-common']);
  const archive = globSync('libgeonames-common_*.deb', { cwd: folder })[0] ?? '';
  run(folder, 'dpkg-deb', ['-x', archive, deb]);
  return {
    cldrNames: unpack(folder, `cldr-localenames-full@${cldrVersion}`),
    cldrDates: unpack(folder, `cldr-dates-full@${cldrVersion}`),
    geonames: join(deb, 'usr/share/locale'),
    geonamesVersion: run(folder, 'dpkg-deb', ['-f', archive, 'Version']).trim(),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function unpack(folder: string, name: string): string {
  const archive = run(folder, 'npm', ['pack', '--silent', name]).trim().split('\n').at(-1) ?? '';
  const to = join(folder, name.replaceAll(/\W/g, '-'));
  mkdirSync(to);
  run(folder, 'tar', ['-xzf', archive, '-C', to]);
  return join(to, 'package/main');
}

function run(cwd: string, command: string, args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status === 0) return stdout;
  process.stderr.write(`gazetteer: ${command} ${args.join(' ')} failed\n${error?.message ?? stderr}\n`);
  process.exit(1);
}
