import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPhrase, phraseSpans } from '../../src/memory/concordance.ts';
import { MemoryIndex } from '../../src/memory/index/memory-index.ts';
import { Cooccurrence, type TextPair, translatedSpan } from '../../src/memory/translated-phrase.ts';

function key(number: number): string {
  return `0190a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

function indexOf(texts: string[]): MemoryIndex {
  const index = new MemoryIndex(undefined, { delta: 40, young: 90 });
  for (const [at, text] of texts.entries()) index.add({ key: key(at), text, changedAt: new Date(at * 1000) });
  return index;
}

function found(index: MemoryIndex, phrase: string, limit = 10): string[] {
  return findPhrase(index, phrase, { limit }).hits.map(
    ({ key: hit, kind }) => `${kind} ${Number.parseInt(hit.slice(24), 16)}`,
  );
}

describe('a phrase looked up in the memory', () => {
  const texts = [
    'The security council met on Monday.',
    'A council on food security was held in Rome.',
    'The Security Council voted.',
    'Security was tight, said the mayor after he had left a long meeting of the city council.',
    'Nothing of that kind.',
  ];

  it('comes back as it stands first, then with its words near each other, each time newest first', () => {
    const index = indexOf(texts);
    expect(found(index, 'security council')).toEqual(['phrase 2', 'phrase 0', 'near 1']);
    expect(found(index, 'security council', 1)).toEqual(['phrase 2']);
    index.remove(key(2));
    expect(found(index, 'Security council!')).toEqual(['phrase 0', 'near 1']);
    expect(found(index, 'security alliance')).toEqual([]);
    expect(found(index, '…')).toEqual([]);
    expect(findPhrase(index, 'security council', { limit: 5, without: new Set([0]) }).hits).toEqual([]);
  });

  it('is found by the index wherever it stands in the texts, whatever was merged', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const sentence = fc.array(word, { minLength: 1, maxLength: 9 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 60, maxLength: 120 }),
        fc.array(word, { minLength: 1, maxLength: 3 }),
        (all, words) => {
          const index = indexOf(all);
          while (index.step());
          const phrase = words.join(' ');
          const expected = all
            .flatMap((text, at) => (` ${text} `.includes(` ${phrase} `) ? [`phrase ${at}`] : []))
            .reverse();
          expect(found(index, phrase, 1000).filter((hit) => hit.startsWith('phrase'))).toEqual(expected);
          expect(found(index, phrase, 2).filter((hit) => hit.startsWith('phrase'))).toEqual(expected.slice(0, 2));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is marked where it stands, else by its words in the shortest stretch', () => {
    const marked = (phrase: string, text: string) =>
      phraseSpans(phrase, text).map(({ start, end }) => text.slice(start, end));
    expect(marked('security council', 'The Security-Council, the security council.')).toEqual([
      'Security-Council',
      'security council',
    ]);
    expect(marked('security council', 'Security. The council on food security.')).toEqual(['Security', 'council']);
    expect(marked('a b', 'b')).toEqual([]);
  });
});

describe('the probable translation of a phrase', () => {
  const nouns = [
    ['maison', 'house'],
    ['voiture', 'car'],
    ['école', 'school'],
    ['route', 'road'],
    ['rivière', 'river'],
    ['montagne', 'mountain'],
  ] as const;
  const verbs = [
    ['regarde', 'watches'],
    ['achète', 'buys'],
    ['quitte', 'leaves'],
  ] as const;
  const pairs: TextPair[] = nouns.flatMap(([source, target], first) =>
    verbs.flatMap(([verbSource, verbTarget]) =>
      nouns
        .filter((_, second) => second !== first)
        .map(([other, otherTarget]) => ({
          source: `Paul ${verbSource} la ${source} avant la ${other}`,
          target: `Before the ${otherTarget}, Paul ${verbTarget} the ${target}`,
        })),
    ),
  );
  const statistics = new Cooccurrence(pairs);

  const translation = (pair: TextPair, phrase: string): string | undefined => {
    const [span] = phraseSpans(phrase, pair.source);
    const target = span && translatedSpan(pair, span, statistics);
    return target && pair.target.slice(target.start, target.end);
  };

  it('is learned from the units, word for word and wherever the words went', () => {
    for (const pair of pairs) {
      const [, verb = '', , noun = ''] = pair.source.split(' ');
      expect(translation(pair, noun)).toBe(nouns.find(([source]) => source === noun)?.[1]);
      expect(translation(pair, verb)).toBe(verbs.find(([source]) => source === verb)?.[1]);
    }
  });

  it('takes names and figures for their own translation', () => {
    const pair = { source: 'Selon Kowalski, 45 personnes', target: '45 people, according to Kowalski' };
    expect(translation(pair, 'Kowalski')).toBe('Kowalski');
    expect(translation(pair, '45')).toBe('45');
  });

  it('is not given where it is not sure', () => {
    expect(translation({ source: 'Paul mange la pomme', target: 'Paul eats the apple' }, 'pomme')).toBeUndefined();
    const twice = { source: 'la maison', target: 'the house beside the other house' };
    expect(translation(twice, 'maison')).toBeUndefined();
  });
});
