import { createHash } from 'node:crypto';
import { access, constants, readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { Mode } from './modes.ts';

/**
 * Identifies the data that a mode translates with: the first eight hex digits of a SHA-256 over its mode file and over size and time
 * of every file that it names. `unknown` where the mode file cannot be found.
 */
export async function dataIdentity(command: string, mode: Mode): Promise<string> {
  const folder = await dataFolder(command);
  const program = await readFile(join(folder, 'modes', `${mode.name}.mode`), 'utf8').catch(() => undefined);
  if (program === undefined) return 'unknown';
  const hash = createHash('sha256').update(program);
  for (const [, file] of program.matchAll(/'([^']+)'/g)) {
    const data = await stat(file as string).catch(() => undefined);
    hash.update(`\n${file} ${data?.size} ${data?.mtimeMs}`);
  }
  return hash.digest('hex').slice(0, 8);
}

/** Where the modes are: as the command itself decides, `APERTIUM_DATADIR`, else beside the folder that the command is in. */
async function dataFolder(command: string): Promise<string> {
  if (process.env.APERTIUM_DATADIR) return process.env.APERTIUM_DATADIR;
  const folders = command.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  for (const folder of folders) {
    const candidate = join(folder, command);
    const executable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable) return join(dirname(await realpath(candidate)), '..', 'share', 'apertium');
  }
  return '/usr/share/apertium';
}
