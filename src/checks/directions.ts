import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { PairCheck, Remark } from './check.ts';
import { listed, readTable } from './data/table.ts';
import { WordList } from './word-list.ts';
import { type Word, wordsOf } from './words.ts';

type Pole = 'a' | 'b';
/** The two poles of a pair of opposites in one language. */
type Poles = Record<Pole, WordList>;

/** Pairs of opposites by language, in the order of data/directions.tsv. */
const opposites = new Map<LanguageTag, Map<string, Poles>>();
/** One list a language of everything in it, so that a text that speaks of no direction costs one pass. */
const any = new Map<LanguageTag, WordList>();
{
  const rows = readTable('directions');
  for (const language of new Set(rows.map(([, , name = '']) => name))) {
    const own = rows.filter(([, , name]) => name === language);
    const pairs = new Map<string, Poles>();
    for (const pair of new Set(own.map(([name = '']) => name))) {
      const list = (pole: Pole): WordList =>
        new WordList(listed(own.find(([name, side]) => name === pair && side === pole)?.[3]));
      pairs.set(pair, { a: list('a'), b: list('b') });
    }
    opposites.set(language, pairs);
    any.set(language, new WordList(own.flatMap((row) => listed(row[3]))));
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
  languages: [...opposites.keys()],
  run({ source, target }) {
    const [from, to] = [baseLanguage(source.language), baseLanguage(target.language)];
    const [words, others] = [polar(source.text, from), polar(target.text, to)];
    if (words.length === 0 || others.length === 0) return [];
    const remarks: Remark[] = [];
    for (const [pair, poles] of opposites.get(from) ?? []) {
      const answers = opposites.get(to)?.get(pair);
      if (!answers) continue;
      const here = polesIn(words, poles);
      const there = polesIn(others, answers);
      const wrong = turned(here, there);
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

interface Place {
  words: Word[];
  index: number;
}

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

/** Places of a text where a word of the table stands, undenied. */
function polar(text: string, language: LanguageTag): Place[] {
  const list = any.get(language);
  if (!list) return [];
  const words = wordsOf(text);
  return words.flatMap((_, index) => (list.at(words, index) > 0 && !isDenied(words, index) ? [{ words, index }] : []));
}

function polesIn(places: Place[], poles: Poles): Record<Pole, Word | undefined> {
  const first = (pole: Pole): Word | undefined => {
    const place = places.find(({ words, index }) => poles[pole].at(words, index) > 0);
    return place?.words[place.index];
  };
  return { a: first('a'), b: first('b') };
}

function turned(
  from: Record<Pole, Word | undefined>,
  to: Record<Pole, Word | undefined>,
): { word: Word; now: Word } | undefined {
  if (from.a && !from.b && to.b && !to.a) return { word: from.a, now: to.b };
  if (from.b && !from.a && to.a && !to.b) return { word: from.b, now: to.a };
  return undefined;
}
