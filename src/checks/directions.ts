import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { PairCheck, Remark } from './check.ts';
import { listed, readTable } from './data/table.ts';
import { WordList } from './word-list.ts';
import { remembering, rememberingNumber, type Word, wordsOf } from './words.ts';

type Pole = 'a' | 'b';
/** The words of one pole of a pair of opposites. */
interface Side {
  pair: string;
  pole: Pole;
  list: WordList;
}

/** By language: the sides that a word may belong to; of most words there are none. */
const sidesOf = new Map<LanguageTag, (word: Word) => Side[]>();
const none: Side[] = [];
/** Pairs of opposites in the order of data/directions.tsv. */
const order: string[] = [];
{
  const rows = readTable('directions');
  order.push(...new Set(rows.map(([pair = '']) => pair)));
  for (const language of new Set(rows.map(([, , name = '']) => name))) {
    const sides = rows
      .filter(([, , name]) => name === language)
      .map(
        ([pair = '', pole = '', , words]): Side => ({ pair, pole: pole as Pole, list: new WordList(listed(words)) }),
      );
    const all = remembering((lower) => sides.filter(({ list }) => list.mayHold(lower)));
    const has = rememberingNumber((lower) => Number(sides.some(({ list }) => list.mayHold(lower))));
    sidesOf.set(language, (word) => (has(word) === 0 ? none : all(word)));
  }
}

/**
 * The translation says the opposite: north for south, increase for decrease, before for after. Only where the source speaks of one pole
 * alone and the translation of the other alone.
 */
export const directions: PairCheck = {
  id: 'directions',
  type: 'mistranslation',
  mqm: 'accuracy/mistranslation',
  severity: 'warning',
  needs: 'pair',
  languages: [...sidesOf.keys()],
  run({ source, target }) {
    const here = polesIn(source.text, baseLanguage(source.language));
    if (here.size === 0) return [];
    const there = polesIn(target.text, baseLanguage(target.language));
    const remarks: Remark[] = [];
    for (const pair of order) {
      const wrong = turned(here.get(pair), there.get(pair));
      if (!wrong) continue;
      const { word, now } = wrong;
      const message = { key: 'directions.opposite', parameters: { source: word.text, target: now.text } };
      remarks.push({ start: now.start, end: now.end, message });
    }
    return remarks.sort((a, b) => a.start - b.start);
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'north of Lyon', target: 'au nord de Lyon' },
      { from: 'en', to: 'fr', source: 'from north to south', target: 'du sud au nord' },
      { from: 'en', to: 'fi', source: 'north of Lyon', target: 'Lyonista etelään' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'north of Lyon', target: 'au sud de Lyon' },
        remarks: [
          {
            start: 3,
            end: 6,
            message: { key: 'directions.opposite', parameters: { source: 'north', target: 'sud' } },
          },
        ],
      },
    ],
  },
};

/** Words shortly before another that turn it around: `not permitted` is forbidden. */
const denying = new Set(
  'not n t no ne never cannot pas non ni jamais plus nunca nicht kein keine nie não لا لم لن غير'.split(' '),
);
const NEAR = 3;

function isDenied(words: Word[], index: number): boolean {
  for (let before = Math.max(0, index - NEAR); before < index; before += 1)
    if (denying.has(words[before]?.lower ?? '')) return true;
  return false;
}

/** The first word of each pole that stands in a text undenied, by pair. */
function polesIn(text: string, language: LanguageTag): Map<string, Partial<Record<Pole, Word>>> {
  const found = new Map<string, Partial<Record<Pole, Word>>>();
  const sides = sidesOf.get(language);
  if (!sides) return found;
  const words = wordsOf(text);
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as Word;
    const possible = sides(word);
    if (possible.length === 0) continue;
    for (const { pair, pole, list } of possible) {
      if (list.at(words, index) === 0 || isDenied(words, index)) continue;
      const poles = found.get(pair) ?? {};
      poles[pole] ??= word;
      found.set(pair, poles);
    }
  }
  return found;
}

function turned(
  from: Partial<Record<Pole, Word>> | undefined,
  to: Partial<Record<Pole, Word>> | undefined,
): { word: Word; now: Word } | undefined {
  if (from?.a && !from.b && to?.b && !to.a) return { word: from.a, now: to.b };
  if (from?.b && !from.a && to?.a && !to.b) return { word: from.b, now: to.a };
  return undefined;
}
