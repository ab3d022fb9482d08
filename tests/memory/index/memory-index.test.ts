import { describe, expect, it } from 'vitest';
import { IndexBuilder } from '../../../src/memory/index/builder.ts';
import { MemoryIndex } from '../../../src/memory/index/memory-index.ts';
import type { InlineCode } from '../../../src/model/article.ts';

const options = { threshold: 0.7, limit: 5 };
const text = 'Four people died in the raid on Idlib.';
const bold: InlineCode[] = [
  { id: '1', kind: 'open', at: 0, pair: '2', data: '<b>' },
  { id: '2', kind: 'close', at: 4, pair: '1', data: '</b>' },
];

function key(number: number): string {
  return `0190a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

describe('the index of a memory', () => {
  it('knows a unit as soon as it was added, in its new wording when it was replaced, and no more when it was removed', () => {
    const index = new MemoryIndex();
    index.add({ key: key(1), text });
    expect(index.search({ text }, options)).toEqual([{ key: key(1), group: 0, similarity: 1, score: 1 }]);
    index.add({ key: key(1).toUpperCase(), text: 'Snow fell over the mountains.' });
    expect(index.search({ text }, options)).toEqual([]);
    expect(index.search({ text: 'Snow fell over the mountains!' }, options)[0]?.similarity).toBe(0.99);
    expect(index.remove(key(1))).toBe(true);
    expect(index.remove(key(1))).toBe(false);
    expect([index.size, index.has(key(1))]).toEqual([0, false]);
    expect(index.search({ text: 'Snow fell over the mountains.' }, options)).toEqual([]);
  });

  it('scores identical text with other codes 0.99, and so with other case, and 0.95 with another number', () => {
    const index = new MemoryIndex();
    index.add({ key: key(1), text, codes: bold });
    expect(index.search({ text }, options)[0]?.similarity).toBe(0.99);
    const renumbered = bold.map((code) => ({ ...code, id: `x${code.id}` }));
    expect(index.search({ text, codes: renumbered }, options)[0]?.similarity).toBe(1);
    index.add({ key: key(2), text: 'FOUR people died in 2015' });
    expect(index.search({ text: 'four people died in 2015' }, options)[0]?.similarity).toBe(0.99);
    expect(index.search({ text: 'Four people died in 2016' }, options)[0]?.similarity).toBe(0.95);
  });

  it('takes a group’s penalty off the score, and leaves out groups without rights', () => {
    const index = new MemoryIndex();
    index.add({ key: key(1), text, group: 1 });
    index.add({ key: key(2), text: text.replace('Four', 'Five'), group: 2 });
    const hits = index.search({ text }, { ...options, penalties: [0, 0.2, 0] });
    expect(hits.map((hit) => [hit.key, hit.score])).toEqual([
      [key(2), 0.875],
      [key(1), 0.8],
    ]);
    expect(index.search({ text }, { ...options, penalties: [0, Infinity, 0] }).map((hit) => hit.key)).toEqual([key(2)]);
  });

  it('puts the later changed of equal units first', () => {
    const index = new MemoryIndex();
    index.add({ key: key(1), text, changedAt: new Date('2026-02-01') });
    index.add({ key: key(2), text, changedAt: new Date('2026-01-01') });
    index.add({ key: key(3), text, changedAt: new Date('2026-01-01') });
    expect(index.search({ text }, options).map((hit) => hit.key)).toEqual([key(1), key(3), key(2)]);
  });

  it('finds exact texts with their neighbours, before and after merging', async () => {
    const index = new MemoryIndex();
    index.add({ key: key(1), text, previous: 'Before.', next: 'After.', codes: bold });
    index.add({ key: key(2), text, next: 'Other.' });
    for (const _ of ['added', 'merged']) {
      const hits = index.exact({ text, previous: 'Before.', next: 'After.' }).sort((a, b) => (a.key < b.key ? -1 : 1));
      expect(hits).toEqual([
        { key: key(1), group: 0, sameCodes: false, previous: true, next: true },
        { key: key(2), group: 0, sameCodes: true, previous: false, next: false },
      ]);
      expect(index.exact({ text: text.toLowerCase() })).toEqual([]);
      await index.settle();
    }
  });

  it('merges in the background while it answers, adds, replaces and removes', async () => {
    const index = new MemoryIndex(undefined, { delta: 50, young: 120 });
    for (let number = 0; number < 500; number += 1) {
      index.add({ key: key(number), text: `${text} Report number ${number} by reporter${number % 7}` });
      if (number % 3 === 0) index.remove(key(number >> 1));
      if (number % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const left = Array.from({ length: 500 }, (_, number) => number).filter((number) => index.has(key(number)));
    await index.settle();
    expect(index.shelves.map(({ units }) => units.count)).toEqual([index.size, 0]);
    expect(left.length).toBe(index.size);
    const found = index.search({ text: `${text} Report number 1 by reporter3` }, { threshold: 0.5, limit: 1000 });
    expect(found.map((hit) => hit.key).sort()).toEqual(left.map(key).sort());
  });

  it('is the same when it is built at once; of two units with one key the later counts', async () => {
    const units = [text, 'Snow fell.', 'Snow fell again.'].map((each, at) => ({ key: key(at), text: each }));
    const builder = new IndexBuilder();
    for (const unit of [{ key: key(1), text }, ...units]) builder.add(unit);
    const index = await builder.finishInSlices(17);
    expect([index.size, index.revision]).toEqual([3, 17]);
    expect(index.search({ text }, options).map((hit) => hit.key)).toEqual([key(0)]);
    index.add({ key: key(9), text });
    expect(index.search({ text }, options).map((hit) => hit.key)).toEqual([key(9), key(0)]);
  });

  it('refuses a key that is no UUID', () => {
    const index = new MemoryIndex();
    for (const wrong of ['', '17', `${key(1)}0`, key(1).replace('0', 'g')]) {
      expect(() => index.add({ key: wrong, text })).toThrow(/memory\.key/);
    }
  });
});
