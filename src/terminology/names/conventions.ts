import { readFileSync } from 'node:fs';
import type { LanguageTag } from '../../model/language.ts';

/** Where in a word a convention holds: at its start, at its end, as the whole word, anywhere. Both spellings have to be there. */
export type Place = '^' | '$' | '=' | '';

/** A way in which one press spells what the English press spells otherwise: French `tch` for `ch`. */
export interface Convention {
  /** Base language of the spelling, or `*` for every language. */
  language: LanguageTag;
  /** Letters (as `lettersOf` gives them) of the spelling; empty for what English adds. */
  from: string;
  /** Letters of the English name; empty for what English leaves out. */
  to: string;
  place: Place;
  /** How often it is met, before any data were looked at. */
  kind: Kind;
  /** Evidence that the two name the same, in log odds: above 0 speaks for it. */
  weight: number;
}

export type Kind = 'usual' | 'possible' | 'rare';

/**
 * How presses transliterate names, from conventions.tsv beside this file: facts written for this product, with weights that
 * scripts/train-names.ts learned.
 */
export const conventions: readonly Convention[] = table('conventions.tsv').map(
  ([language = '', from = '', to = '', place = '', kind = '', weight = '']) => ({
    language,
    from,
    to,
    place: place as Place,
    kind: kind as Kind,
    weight: Number(weight),
  }),
);

/**
 * What else two spellings may have in common or differ in, by the names that edits.tsv explains: log odds as well, and what they were
 * before any data were looked at.
 */
export const edits: ReadonlyMap<string, { prior: number; weight: number }> = new Map(
  table('edits.tsv').map(([edit = '', prior = '', weight = '']) => [
    edit,
    { prior: Number(prior), weight: Number(weight) },
  ]),
);

function table(file: string): string[][] {
  const lines = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8').split('\n');
  return lines.slice(1).flatMap((line) => (line === '' ? [] : [line.split('\t')]));
}
