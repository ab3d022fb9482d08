import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { similarity } from '../../../src/memory/fuzzy.ts';
import { MemoryIndex } from '../../../src/memory/index/memory-index.ts';
import { pieces, sentences } from './sentences.ts';

interface Held {
  key: string;
  text: string;
  group: number;
  changed: number;
}

/** An index that merges every few additions, beside a plain list; both are asked the same. */
class Pair {
  readonly index = new MemoryIndex(undefined, { delta: 8, young: 20 });
  readonly held = new Map<string, Held>();
  readonly order: string[] = [];

  add(number: number, text: string, group: number, changed: number): void {
    const key = keyOf(number);
    if (!this.order.includes(key)) this.order.push(key);
    this.held.set(key, { key, text, group, changed });
    this.index.add({ key, text, group, changedAt: new Date(changed * 1000) });
  }

  remove(number: number): void {
    const key = keyOf(number);
    expect(this.index.remove(key)).toBe(this.held.delete(key));
  }

  /** What comparing the text with every unit gives, in the order that the index promises. */
  bruteForce(text: string, threshold: number, limit: number, penalties: number[]): [string, number][] {
    return [...this.held.values()]
      .map((unit) => ({ ...unit, score: similarity(text, unit.text) - (penalties[unit.group] ?? 0) }))
      .filter(({ score }) => score >= threshold)
      .sort(
        (a, b) => b.score - a.score || b.changed - a.changed || this.order.indexOf(b.key) - this.order.indexOf(a.key),
      )
      .slice(0, limit)
      .map(({ key, score }) => [key, score]);
  }

  check(text: string, threshold: number, penalties: number[] = []): number {
    for (const limit of [1, 5]) {
      const found = this.index.search({ text }, { threshold, limit, penalties });
      const expected = this.bruteForce(text, threshold, limit, penalties);
      expect(found.map(({ key, score }) => [key, score])).toEqual(expected);
    }
    expect(this.index.size).toBe(this.held.size);
    return this.bruteForce(text, threshold, 5, penalties).length;
  }
}

function keyOf(number: number): string {
  return `0190a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** A sentence of one of the languages after some edits. */
const text = fc
  .tuple(
    fc.constantFrom(...Object.values(sentences).flat()),
    fc.array(fc.tuple(fc.nat(99), fc.nat(2), fc.constantFrom(...pieces)), { maxLength: 5 }),
  )
  .map(([sentence, edits]) => {
    const spaced = sentence.includes(' ');
    const words = spaced ? sentence.split(' ') : [...sentence];
    for (const [place, kind, piece] of edits) {
      const at = place % (words.length + 1);
      if (kind === 0) words.splice(at, 1);
      else words.splice(at, kind === 1 ? 0 : 1, piece);
    }
    return words.join(spaced ? ' ' : '');
  });

const anyText = fc.oneof({ weight: 12, arbitrary: text }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) });

const operation = fc.oneof(
  { weight: 10, arbitrary: fc.tuple(fc.constant('add' as const), fc.nat(60), anyText, fc.nat(2), fc.nat(3)) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('remove' as const), fc.nat(60)) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('step' as const), fc.nat(40)) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('search' as const), anyText, fc.constantFrom(0.7, 0.5, 0.35, 0.96)) },
);

describe('the index of the memory, whatever was added, replaced and removed before', () => {
  it('finds what comparing with every unit finds, in the same order and with the same scores', () => {
    fc.assert(
      fc.property(
        fc.array(operation, { minLength: 20, maxLength: 120 }),
        fc.array(anyText, { maxLength: 4 }),
        (operations, queries) => {
          const pair = new Pair();
          for (const each of operations) {
            if (each[0] === 'add') pair.add(each[1], each[2], each[3], each[4]);
            else if (each[0] === 'remove') pair.remove(each[1]);
            else if (each[0] === 'step') for (let step = 0; step < each[1]; step += 1) pair.index.step();
            else pair.check(each[1], each[2]);
          }
          for (const query of queries) {
            pair.check(query, 0.7);
            pair.check(query, 0.5, [0, 0.05, Infinity]);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it.each(Object.keys(sentences))('loses nothing in %s', (language) => {
    const own = sentences[language] ?? [];
    const pair = new Pair();
    let number = 0;
    const edited = fc
      .sample(text, { numRuns: 2000, seed: 7 })
      .filter((each) => own.some((sentence) => similarity(sentence, each) >= 0.4));
    for (const each of edited) {
      number += 1;
      pair.add(number, each, 0, number % 5);
    }
    while (pair.index.step());
    const hits = own.map((sentence) => pair.check(sentence, 0.5) + pair.check(sentence, 0.7));
    expect(Math.min(...hits)).toBeGreaterThan(5);
  });

  it('finds near copies of a text of thousands of words, and of one with a word that repeats a thousand times', () => {
    const pair = new Pair();
    const long = Array.from({ length: 4000 }, (_, at) => `word${(at * 7919) % 1013}`).join(' ');
    const same = 'tick '.repeat(1500);
    pair.add(1, long, 0, 0);
    pair.add(2, `${long} and a tail of some words`, 0, 0);
    pair.add(3, same, 0, 0);
    pair.add(4, `${same} tock`, 0, 0);
    expect(pair.check(`a head ${long}`, 0.7)).toBe(2);
    expect(pair.check('tick '.repeat(1200), 0.7)).toBe(2);
    expect(pair.check('tick '.repeat(900), 0.7)).toBe(0);
  });

  it('finds texts without words by their signs', () => {
    const pair = new Pair();
    pair.add(1, '***', 0, 0);
    pair.add(2, '* * *', 0, 0);
    pair.add(3, '---', 0, 0);
    expect(pair.check('***', 0.7)).toBe(2);
    expect(pair.check('', 0.7)).toBe(0);
  });
});
