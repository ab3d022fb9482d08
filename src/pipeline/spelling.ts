import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import nspell from 'nspell';
import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { Speller } from '../model/ports.ts';
import type { Profile } from '../model/profile.ts';

/** Whether a profile asks for spelling in texts of a language: it is off unless somebody does. */
export function wantsSpelling(profile: Profile | undefined, language: LanguageTag): boolean {
  const wish = profile?.languages[baseLanguage(language)]?.spelling ?? profile?.checks.spelling;
  return wish !== undefined && wish !== 'off';
}

/** The npm package that holds the Hunspell dictionary of a language: `dictionary-fr`. */
export function dictionaryName(language: LanguageTag): string {
  return `dictionary-${baseLanguage(language).toLowerCase()}`;
}

/** Where packages with dictionaries are looked for: where the settings say, else in the project that the program runs in. */
export function dictionaryFolders({ dictionaries }: { dictionaries: string[] }): string[] {
  return dictionaries.length > 0 ? dictionaries : [process.cwd()];
}

/** Dictionaries take a second to read and tens of megabytes to hold: one process reads each once. */
const read = new Map<string, Speller>();

/**
 * The dictionaries for the languages in which a profile asks for spelling, found as Node finds packages: in `node_modules` of the folders,
 * or of those above them. The variant of a region (`dictionary-en-gb`) goes before its language. No dictionary comes with the product:
 * each has a licence of its own, which is its user's to accept.
 *
 * @param folders where packages are looked for, in order
 */
export function openSpelling(
  profile: Profile | undefined,
  folders: string[],
): (language: LanguageTag) => Speller | undefined {
  const found = new Map<LanguageTag, Speller | undefined>();
  return (language) => {
    if (!found.has(language))
      found.set(language, wantsSpelling(profile, language) ? spellerOf(language, folders) : undefined);
    return found.get(language);
  };
}

function spellerOf(language: LanguageTag, folders: string[]): Speller | undefined {
  for (const name of new Set([`dictionary-${language.toLowerCase()}`, dictionaryName(language)])) {
    if (!/^dictionary-[a-z0-9-]+$/.test(name)) continue;
    for (const folder of folders) {
      const place = packageFolder(name, folder);
      if (place === undefined) continue;
      const speller = read.get(place) ?? readSpeller(place);
      if (speller) {
        read.set(place, speller);
        return speller;
      }
    }
  }
  return undefined;
}

function packageFolder(name: string, folder: string): string | undefined {
  try {
    return dirname(createRequire(join(resolve(folder), 'any.js')).resolve(name));
  } catch {
    // Not installed there.
    return undefined;
  }
}

/** @returns undefined where the package holds no dictionary */
function readSpeller(place: string): Speller | undefined {
  let files: { aff: Buffer; dic: Buffer };
  try {
    files = { aff: readFileSync(join(place, 'index.aff')), dic: readFileSync(join(place, 'index.dic')) };
  } catch {
    return undefined;
  }
  const spell = nspell(files);
  const suggested = new Map<string, string[]>();
  return {
    knows: (word) => spell.correct(word),
    suggestions(word) {
      const known = suggested.get(word) ?? spell.suggest(word);
      suggested.set(word, known);
      return known;
    },
  };
}
