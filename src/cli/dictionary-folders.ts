import type { Config } from '../config.ts';

/** Where packages with dictionaries are looked for: where the settings say, else in the project that the program runs in. */
export function dictionaryFolders({ dictionaries }: Pick<Config, 'dictionaries'>): string[] {
  return dictionaries.length > 0 ? dictionaries : [process.cwd()];
}
