import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { PairCheck } from './check.ts';
import { listed, readTable } from './data/table.ts';
import { WordList } from './word-list.ts';
import { type Word, wordsOf } from './words.ts';

const verbs = new Map<LanguageTag, WordList>(
  readTable('attribution').map(([language = '', words]) => [language, new WordList(listed(words))]),
);
const quote = /["«»“”„]/gu;

/** A quotation that the source attributes to somebody, and the translation to nobody: it has become the paper's own word. */
export const attribution: PairCheck = {
  id: 'attribution',
  type: 'omission',
  mqm: 'accuracy/omission',
  severity: 'info',
  needs: 'pair',
  languages: [...verbs.keys()],
  run({ source, target }) {
    if (!/["«»“”„]/u.test(source.text)) return [];
    const [from, to] = [verbs.get(baseLanguage(source.language)), verbs.get(baseLanguage(target.language))];
    if (!from || !to) return [];
    const said = beside(source.text).find((word) => from.has(word));
    if (!said || to.firstIn(wordsOf(target.text))) return [];
    const { start, end, text } = said;
    return [{ start, end, side: 'source', message: { key: 'attribution.lost', parameters: { word: text } } }];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: '“Go,” said Marie.', target: '« Va », a dit Marie.' },
      { from: 'en', to: 'fr', source: '“Go,” said Marie.', target: 'Va-t’en, selon Marie.' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: '“Go,” said Marie.', target: '« Va », Marie.' },
        remarks: [
          { start: 6, end: 10, side: 'source', message: { key: 'attribution.lost', parameters: { word: 'said' } } },
        ],
      },
    ],
  },
};

/** Words within three of a quotation mark, outside the quotation or in it. */
function beside(text: string): Word[] {
  const words = wordsOf(text);
  const near = new Set<Word>();
  let next = 0;
  for (const { index: at } of text.matchAll(quote)) {
    while (next < words.length && (words[next]?.start ?? 0) < at) next += 1;
    for (const word of words.slice(Math.max(0, next - REACH), next + REACH)) near.add(word);
  }
  return [...near];
}

const REACH = 3;
