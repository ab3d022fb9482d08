import { baseLanguage, type LanguageTag, sameLanguage } from '../model/language.ts';
import type { PairCheck, PairInput } from './check.ts';
import { listed, readTable } from './data/table.ts';
import { type Word, wordsOf } from './words.ts';

const functionWords = new Map<LanguageTag, Set<string>>(
  readTable('function-words').map(([language = '', words]) => [language, new Set(listed(words))]),
);
/** The small words of every language. */
const grammar = new Set([...functionWords.values()].flatMap((words) => [...words]));
const PLACES = 20;
/** So many words of the source in a row, in its order, are no coincidence; two are where one is a word of the other language's grammar. */
const RUN = 3;

/** Words of the source that stand in the translation as they are, in a run: nobody translated them. Names and quoted titles may stay. */
export const residue: PairCheck = {
  id: 'residue',
  type: 'untranslated',
  mqm: 'accuracy/untranslated',
  severity: 'warning',
  needs: 'pair',
  run(input) {
    const { source, target, origin } = input;
    if (origin === 'kept' || origin === 'table' || sameLanguage(source.language, target.language)) return [];
    const run = longestRun(input);
    if (!run) return [];
    const words = target.text.slice(run.start, run.end);
    return [{ ...run, message: { key: 'residue.words', parameters: { words } } }];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'The New York Times said so', target: 'Le New York Times l’a dit' },
      { from: 'en', to: 'fr', source: 'an Our Dumb World book', target: 'un livre nommé Our Dumb World' },
      { from: 'fr', to: 'en', source: 'la place du village', target: 'the village place' },
      { from: 'fr', to: 'ca', source: 'Les forces de Damas avancent.', target: 'Les forces de Damasc avancen.' },
    ],
    invalid: [
      {
        input: {
          from: 'en',
          to: 'fr',
          source: 'The firm made a bid for the bank.',
          target: 'La société a fait une bid for the banque.',
        },
        remarks: [{ start: 22, end: 33, message: { key: 'residue.words', parameters: { words: 'bid for the' } } }],
      },
    ],
  },
};

function longestRun({ source, target, constraints }: PairInput): { start: number; end: number } | undefined {
  const [words, others] = [wordsOf(source.text), wordsOf(target.text)];
  if (!twoShared(words, others)) return undefined;
  const places = new Map<string, number[]>();
  for (const [index, { lower }] of words.entries()) {
    const known = places.get(lower);
    // A word that stands everywhere need not be followed from everywhere.
    if (known) {
      if (known.length < PLACES) known.push(index);
    } else places.set(lower, [index]);
  }
  const own = functionWords.get(baseLanguage(target.language));
  const foreign = functionWords.get(baseLanguage(source.language));
  for (let index = 0; index < others.length; index += 1) {
    let length = 0;
    for (const at of places.get(others[index]?.lower ?? '') ?? []) {
      let run = 1;
      while (others[index + run] && words[at + run]?.lower === others[index + run]?.lower) run += 1;
      length = Math.max(length, run);
    }
    if (length < 2) continue;
    const run = others.slice(index, index + length);
    const [first, last] = [run[0] as Word, run.at(-1) as Word];
    const isForeign = ({ lower }: Word): boolean => Boolean(foreign?.has(lower)) && !own?.has(lower);
    const whole = target.text.slice(first.start, last.end);
    const prescribed = constraints.some(({ accepted }) => accepted.some((form) => form.includes(whole)));
    const isOwn = ({ lower }: Word): boolean => Boolean(own?.has(lower));
    if (!prescribed && isUntranslated(run, isForeign, isOwn, target.text) && !isTitle(target.text, first, last))
      return { start: first.start, end: last.end };
    index += length - 1;
  }
  return undefined;
}

/** Marks of the words of a source, by key: the number of the call that made them. */
let marks = new Uint32Array(1024);
let call = 0;

/** Whether two words in a row stand somewhere in the other text: mostly not, and then there is nothing to look for. */
function twoShared(words: Word[], others: Word[]): boolean {
  call = (call + 1) >>> 0;
  let beyond: Set<string> | undefined;
  for (const { key, lower } of words) {
    if (key < 0) {
      beyond ??= new Set();
      beyond.add(lower);
      continue;
    }
    if (key >= marks.length) {
      const longer = new Uint32Array(key * 2);
      longer.set(marks);
      marks = longer;
    }
    marks[key] = call;
  }
  let before = false;
  for (const { key, lower } of others) {
    const now = key < 0 ? beyond?.has(lower) === true : marks[key] === call;
    if (now && before) return true;
    before = now;
  }
  return false;
}

function isUntranslated(
  run: Word[],
  isForeign: (word: Word) => boolean,
  isOwn: (word: Word) => boolean,
  text: string,
): boolean {
  const small = run.filter(({ text: word }) => /^\p{Ll}/u.test(word) && word.length > 1);
  const between = text.slice(run[0]?.start, run.at(-1)?.end);
  if (/[\d@/_]|\.\p{L}/u.test(between)) return false;
  // The name of an institution or a person keeps its small words: `Royal Society for the Prevention of Cruelty`.
  if (small.length < run.length && small.every(({ lower }) => grammar.has(lower))) return false;
  if (run.length >= RUN) {
    // Kindred languages share small words: French and Catalan write `les forces de` alike.
    const telling = small.filter((word) => !isOwn(word));
    return (small.length >= RUN && telling.length >= 2) || (small.some(isForeign) && small.length >= 2);
  }
  return small.length === 2 && small.some(isForeign);
}

/** A title stays as it is: inside quotation marks, or with capitals all around. */
function isTitle(text: string, first: Word, last: Word): boolean {
  const before = text.slice(0, first.start);
  const opened = Math.max(before.lastIndexOf('«'), before.lastIndexOf('“'), before.lastIndexOf('„'));
  const closed = Math.max(before.lastIndexOf('»'), before.lastIndexOf('”'));
  const straight = (before.match(/"/gu)?.length ?? 0) % 2 === 1;
  if (!straight && !(opened >= 0 && opened > closed)) return false;
  return /["»”“]/u.test(text.slice(last.end));
}
