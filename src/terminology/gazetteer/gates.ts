import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { readData } from './tables.ts';

/**
 * Why a spelling of another language needs care in this one.
 * `word`: an ordinary word; it counts as the name only inside a sentence, with a capital that no headline gives it.
 * `name`: also the right name of something else (a club, a wine, an old usage); shown, never certain.
 * `person`: a family name or first name of many; alone it counts only where the text names the person in full.
 * `from`: letters that stand for something else in this language; shown, never certain, where the text is said to come from the other one.
 * `never`: more often something else than the name; not shown.
 */
export type Gate = (typeof gateKinds)[number];

export const gateKinds = ['word', 'name', 'person', 'from', 'never'] as const;

let gates: Map<string, Gate> | undefined;

/** The gate of a spelling in a text of the language; undefined for a spelling that can only be the name. */
export function gateOf(spelling: string, language: LanguageTag): Gate | undefined {
  gates ??= parseGates(readData('gates.tsv'));
  return gates.get(`${baseLanguage(language)} ${spelling}`) ?? gates.get(`* ${spelling}`);
}

/** Reads gates.tsv: language (or `*`), gate, the spellings separated by `; `. */
export function parseGates(text: string): Map<string, Gate> {
  const rows = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    rows.slice(1).flatMap((row) => {
      const [language, gate, spellings] = row.split('\t');
      return (spellings ?? '').split('; ').map((spelling): [string, Gate] => [`${language} ${spelling}`, gate as Gate]);
    }),
  );
}
