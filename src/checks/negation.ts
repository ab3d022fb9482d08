import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { PairCheck } from './check.ts';
import { listed, readTable } from './data/table.ts';
import { WordList } from './word-list.ts';
import { folded, type Word, wordsOf } from './words.ts';

/** How a language says no; see data/negation.tsv. */
interface Denial {
  strong: WordList;
  weak: WordList;
  idle: WordList;
  frame?: WordList;
  prefixes: string[];
  suffixes: string[];
}

const denials = new Map<LanguageTag, Denial>();
{
  const rows = readTable('negation');
  for (const language of new Set(rows.map(([name = '']) => name))) {
    const cell = (kind: string): string[] =>
      listed(rows.find(([name, rowKind]) => name === language && rowKind === kind)?.[2]);
    const frame = cell('frame');
    denials.set(language, {
      strong: new WordList(cell('strong')),
      weak: new WordList(cell('weak')),
      idle: new WordList(cell('idle')),
      ...(frame.length > 0 ? { frame: new WordList(frame) } : {}),
      prefixes: cell('prefix'),
      suffixes: cell('suffix'),
    });
  }
}

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
  run({ source, target }) {
    const from = denials.get(baseLanguage(source.language));
    const to = denials.get(baseLanguage(target.language));
    if (!from || !to) return [];
    const [words, others] = [wordsOf(source.text), wordsOf(target.text)];
    if (words.length === 0 || others.length === 0) return [];
    const lost = strongIn(words, from, source.text);
    const added = strongIn(others, to, target.text);
    if (lost.length > 0 && added.length === 0 && !denies(others, to, words)) {
      const [{ start, end, text }] = lost as [Word];
      return [{ start, end, side: 'source', message: { key: 'negation.lost', parameters: { word: text } } }];
    }
    if (added.length > 0 && lost.length === 0 && !denies(words, from, others)) {
      const [{ start, end, text }] = added as [Word];
      return [{ start, end, message: { key: 'negation.added', parameters: { word: text } } }];
    }
    return [];
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
        remarks: [
          { start: 6, end: 9, side: 'source', message: { key: 'negation.lost', parameters: { word: 'not' } } },
        ],
      },
      {
        input: { from: 'fr', to: 'en', source: 'Ils sont venus.', target: 'They never came.' },
        remarks: [{ start: 5, end: 10, message: { key: 'negation.added', parameters: { word: 'never' } } }],
      },
    ],
  },
};

/** Words that say no by themselves. */
function strongIn(words: Word[], { strong, idle, frame }: Denial, text: string): Word[] {
  const found: Word[] = [];
  let opened = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < words.length; index += 1) {
    const skipped = idle.at(words, index);
    if (skipped > 0) {
      index += skipped - 1;
      continue;
    }
    const word = words[index] as Word;
    if (frame?.has(word.lower)) opened = index;
    else if (strong.at(words, index) > 0 ? !frame || index - opened <= FRAME : contracted(words, index, text)) {
      // `No. 5` and `no 5` are numbers.
      if (/^n[ou]$/u.test(word.lower) && /^[.\s°º\u00A0]*\d/u.test(text.slice(word.end, word.end + 4))) continue;
      found.push(word);
    }
  }
  return found;
}

/** The t of `don’t`. */
function contracted(words: Word[], index: number, text: string): boolean {
  const [before, word] = [words[index - 1], words[index]];
  return word?.lower === 't' && Boolean(before?.lower.endsWith('n')) && /^['’]$/u.test(text.slice(before?.end, word.start));
}

/** Whether anything in the text may say no, given the words of the other text. */
function denies(words: Word[], { weak, prefixes, suffixes }: Denial, others: Word[]): boolean {
  return words.some((word, index) => {
    if (weak.at(words, index) > 0) return true;
    const plain = folded(word.lower);
    if (plain.length < 6) return false;
    if (suffixes.some((suffix) => plain.endsWith(suffix))) return true;
    if (!prefixes.some((prefix) => plain.startsWith(prefix))) return false;
    // `information` denies nothing where the other text has it too.
    return !others.some((other) => folded(other.lower).startsWith(plain.slice(0, 5)));
  });
}
