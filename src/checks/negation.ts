import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { PairCheck } from './check.ts';
import { listed, readTable } from './data/table.ts';
import { WordList } from './word-list.ts';
import { folded, remembering, rememberingNumber, type Word, wordsOf } from './words.ts';

/** How a language says no; see data/negation.tsv. */
interface Denial {
  strong: WordList;
  weak: WordList;
  idle: WordList;
  frame?: WordList;
  /** Whether a second negative word belongs to the first one: `no dijo nada`. */
  concord: boolean;
  /** Whether a word may be, or begin, an entry that matters for the strong ones; of most words it is 0. */
  matters(word: Word): number;
  /** Whether a word denies itself by its form. */
  kindOf(word: Word): 'denied' | 'perhaps' | 'no';
}

const denials = new Map<LanguageTag, Denial>();
{
  const rows = readTable('negation');
  for (const language of new Set(rows.map(([name = '']) => name))) {
    const cell = (kind: string): string[] =>
      listed(rows.find(([name, rowKind]) => name === language && rowKind === kind)?.[2]);
    const frame = cell('frame');
    const [exempt, prefixes, suffixes] = [new WordList(cell('exempt')), cell('prefix'), cell('suffix')];
    const [strong, idle] = [new WordList(cell('strong')), new WordList(cell('idle'))];
    const lists = [strong, idle, new WordList(frame)];
    denials.set(language, {
      strong,
      weak: new WordList(cell('weak')),
      idle,
      matters: rememberingNumber((lower) => Number(lower === 't' || lists.some((list) => list.mayHold(lower)))),
      ...(frame.length > 0 ? { frame: new WordList(frame) } : {}),
      concord: cell('concord').length > 0,
      kindOf: remembering((lower) => kindOf(lower, exempt, prefixes, suffixes)),
    });
  }
}

/** Endings, without diacritics, of adjectives and adverbs in the languages of the table: a denied word is mostly one. */
const quality =
  /(?:[bd]le|bl[ey]|bles|ely|ally|ently|antly|edly|ed|ent|ents|ant|ants|ect|al|ive|ious|ful|fair|ic|ite|ous|ary|ure|ees?|e|if|ifs|eux|euse|uit|ement|ado|ada|ados|adas|ido|ida|oso|iente|able|lich|ig|bar|y)$/u;

/** Words that come in twos and threes (`ni … ni`, `neither … nor`): their number says nothing. */
const PAIRED = new Set(['ni', 'nor', 'neither', 'né', 'nem', 'weder', 'noch']);

/** So many words leave no room for saying the same otherwise. */
const SHORT = 10;

/** Between `ne` and `pas` stand a verb, its pronouns, an adverb. */
const FRAME = 7;

/**
 * A negation of the source that the translation has lost, or one that it adds. Anything in the other text that can say no answers for
 * it: another negative word, a verb such as refuse, a word with a denying prefix. So what is found is mostly real, and of several
 * negations in a sentence the loss of one is not seen.
 */
export const negation: PairCheck = {
  id: 'negation',
  type: 'mistranslation',
  mqm: 'accuracy/mistranslation',
  severity: 'warning',
  needs: 'pair',
  languages: [...denials.keys()],
  run({ source, target, origin }) {
    const from = denials.get(baseLanguage(source.language));
    const to = denials.get(baseLanguage(target.language));
    if (!from || !to) return [];
    const [words, others] = [wordsOf(source.text), wordsOf(target.text)];
    if (words.length === 0 || others.length === 0) return [];
    const lost = strongIn(words, from, source.text);
    const added = strongIn(others, to, target.text);
    const missing = lost.length - added.length;
    if (missing === 0) return [];
    const here = { words, strong: lost, denial: from };
    const there = { words: others, strong: added, denial: to };
    const [told, silent] = missing > 0 ? [here, there] : [there, here];
    // What says no without a negative word on both sides is no answer.
    const answers = otherDenials(silent, told.words);
    if (answers > 0 && answers > otherDenials(told, silent.words)) return [];
    const first = told.strong.find(({ lower }) => !PAIRED.has(lower));
    if (!first) return [];
    // One of several may have gone into another word; where none is left, the sentence says the opposite. What the source
    // says by other means (`it will open in May`: `it will not open until May`) a person's translation may deny, in a long sentence above all.
    const reworded = missing < 0 && origin !== 'mt' && others.length > SHORT;
    const severity = answers > 0 || reworded ? { severity: 'info' as const } : {};
    const { start, end, text: word } = first;
    if (missing > 0)
      return [{ start, end, side: 'source', ...severity, message: { key: 'negation.lost', parameters: { word } } }];
    return [{ start, end, ...severity, message: { key: 'negation.added', parameters: { word } } }];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'It is not true.', target: 'Ce n’est pas vrai.' },
      { from: 'en', to: 'fr', source: 'They did not come.', target: 'Ils ont refusé de venir.' },
      { from: 'fr', to: 'en', source: 'Il n’est pas heureux.', target: 'He is unhappy.' },
      { from: 'en', to: 'fr', source: 'Not only Lyon', target: 'Lyon et d’autres' },
      { from: 'en', to: 'fi', source: 'It is not true.', target: 'Se on totta.' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'It is not true.', target: 'C’est vrai.' },
        remarks: [{ start: 6, end: 9, side: 'source', message: { key: 'negation.lost', parameters: { word: 'not' } } }],
      },
      {
        input: { from: 'fr', to: 'en', source: 'Ils sont venus.', target: 'They never came.' },
        remarks: [{ start: 5, end: 10, message: { key: 'negation.added', parameters: { word: 'never' } } }],
      },
    ],
  },
};

/** Words that say no by themselves. */
function strongIn(words: Word[], { strong, idle, frame, concord, matters }: Denial, text: string): Word[] {
  const found: Word[] = [];
  let opened = Number.NEGATIVE_INFINITY;
  let closed = false;
  for (let index = 0; index < words.length; index += 1) {
    if (matters(words[index] as Word) === 0) continue;
    const skipped = idle.at(words, index);
    if (skipped > 0) {
      index += skipped - 1;
      continue;
    }
    const word = words[index] as Word;
    if (frame?.has(word)) [opened, closed] = [index, false];
    else if (
      // `n’a plus rien`, `no dijo nada` say no once.
      !(closed && index - opened <= FRAME) &&
      (strong.at(words, index) > 0
        ? !frame || index - opened <= FRAME || standsAlone(word, words[index - 1], text)
        : contracted(words, index, text))
    ) {
      // `No. 5` and `no 5` are numbers.
      if (/^n[ou]$/u.test(word.lower) && /^[.\s°º\u00A0]*\d/u.test(text.slice(word.end, word.end + 4))) continue;
      if (concord) [opened, closed] = [index, true];
      else closed = frame !== undefined;
      found.push(word);
    }
  }
  return found;
}

/** `, pas la société`, `mais pas` : short for a whole denied sentence. */
function standsAlone(word: Word, before: Word | undefined, text: string): boolean {
  if (word.lower !== 'pas' || !before) return false;
  return /[,;:(]\s*$/u.test(text.slice(before.end, word.start)) || before.lower === 'mais';
}

/** The t of `don’t`. */
function contracted(words: Word[], index: number, text: string): boolean {
  const [before, word] = [words[index - 1], words[index]];
  return (
    word?.lower === 't' && Boolean(before?.lower.endsWith('n')) && /^['’]$/u.test(text.slice(before?.end, word.start))
  );
}

/** A text and the words in it that say no by themselves. */
interface Denying {
  words: Word[];
  strong: Word[];
  denial: Denial;
}

/** How many words of a text can say no beside the strong ones, given the words of the other text. */
function otherDenials({ words, strong, denial }: Denying, others: Word[]): number {
  const { weak, frame } = denial;
  let [count, frames] = [0, 0];
  for (const [index, word] of words.entries()) {
    if (strong.includes(word)) continue;
    if (frame?.has(word)) frames += 1;
    else if (weak.at(words, index) > 0 ? !isShared(word, others) : isDenied(word, denial, others)) count += 1;
  }
  return count + Math.max(0, frames - strong.length);
}

/** Whether the other text has the same word, as `refused` and `refusé` are: then it says no for itself. */
function isShared(word: Word, others: Word[]): boolean {
  const { start } = beginningOf(word);
  return start.length === 4 && others.some((other) => beginningOf(other).start === start);
}

/** The word without diacritics, and its first four and five letters. */
const beginningOf = remembering((lower) => {
  const plain = folded(lower);
  return { plain, start: plain.slice(0, 4), more: plain.slice(0, 5) };
});

/** Whether a word denies itself: `unable`, `homeless`. */
function isDenied(word: Word, denial: Denial, others: Word[]): boolean {
  const kind = denial.kindOf(word);
  if (kind !== 'perhaps') return kind === 'denied';
  // `information` denies nothing where the other text has it too.
  const { more } = beginningOf(word);
  return !others.some((other) => beginningOf(other).more === more);
}

/** Whether a word has the ending of a denied one, or the beginning of one: then the other text decides. */
function kindOf(lower: string, exempt: WordList, prefixes: string[], suffixes: string[]): 'denied' | 'perhaps' | 'no' {
  const { plain } = beginningOf({ lower, key: -1 });
  if (plain.length < 6 || exempt.mayHold(lower)) return 'no';
  if (suffixes.some((suffix) => plain.endsWith(suffix))) return 'denied';
  return prefixes.some((prefix) => plain.startsWith(prefix)) && quality.test(plain) ? 'perhaps' : 'no';
}
