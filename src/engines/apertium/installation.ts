import { createHash } from 'node:crypto';
import { access, constants, readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { type LanguageTag, sameLanguage } from '../../model/language.ts';
import type { Mode } from './modes.ts';

/**
 * The dictionaries that analyse a language, each the first one of a mode that translates from it. Those of modes with ISO 639-3 names
 * are the maintained ones, and decide.
 */
export async function dictionariesOf(
  command: string,
  modes: Mode[],
  language: LanguageTag,
): Promise<{ trusted: string[]; others: string[] }> {
  const found = { trusted: [] as string[], others: [] as string[] };
  for (const mode of modes.filter(({ from }) => sameLanguage(from, language))) {
    const file = await dictionaryOf(command, mode);
    const list = /^[a-z]{3}-/.test(mode.name) ? found.trusted : found.others;
    if (file !== undefined && !list.includes(file)) list.push(file);
  }
  return found;
}

/** The dictionary that a mode analyses its source with; `undefined` where it cannot be found. */
export async function dictionaryOf(command: string, { name }: Mode): Promise<string | undefined> {
  const folder = await dataFolder(command);
  const program = await readFile(join(folder, 'modes', `${name}.mode`), 'utf8').catch(() => '');
  const file = /'([^']+)'/.exec(program)?.[1];
  return file?.endsWith('.automorf.bin') ? file : undefined;
}

/** Lttoolbox's program that reads dictionaries: it is installed with Apertium, beside it. */
export function analyserOf(command: string): string {
  return command.includes('/') ? join(dirname(command), 'lt-proc') : 'lt-proc';
}

/**
 * Identifies the data that a mode translates with: the first eight hex digits of a SHA-256 over its mode file and over size and time
 * of every file that it names. `unknown` where the mode file cannot be found.
 */
export async function dataIdentity(command: string, mode: Mode): Promise<string> {
  const folder = await dataFolder(command);
  const program = await readFile(join(folder, 'modes', `${mode.name}.mode`), 'utf8').catch(() => undefined);
  if (program === undefined) return 'unknown';
  return identityOf(
    program.matchAll(/'([^']+)'/g).map(([, file]) => file as string),
    program,
  );
}

/** The first eight hex digits of a SHA-256 over a text and over name, size and time of files. */
export async function identityOf(files: Iterable<string>, text = ''): Promise<string> {
  const hash = createHash('sha256').update(text);
  for (const file of files) {
    const data = await stat(file).catch(() => undefined);
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
