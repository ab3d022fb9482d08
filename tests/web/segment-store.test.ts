import { describe, expect, test } from 'vitest';
import type { EditorSegment } from '../../src/web/api/segments.ts';
import { rowOf } from '../../src/web/api/segments.ts';
import { alignedWith } from '../../src/web/screens/editor/aligned-words.ts';
import { SegmentStore } from '../../src/web/screens/editor/segment-store.ts';

const row = (id: string, ordinal: number, text: string | null = null, version = 0): EditorSegment => {
  const empty = rowOf({
    ...{
      id,
      ordinal,
      role: 'body',
      source: { text: id, codes: [], language: 'en' },
      target: null,
      terms: [],
      findings: [],
    },
  });
  return { ...empty, target: { ...empty.target, text, version } };
};
const ids = (store: SegmentStore) => store.all.map(({ id }) => id);

describe('the segments of an open article', () => {
  test('an answer that comes late, or twice, puts nothing older over what is there', () => {
    const store = new SegmentStore([row('a', 0)]);
    store.put(row('a', 0, 'new', 3));
    store.put(row('a', 0, 'old', 2));
    store.put(row('a', 0, 'new', 3));
    store.put(row('gone', 9, 'of another article', 1));
    expect(store.all.map(({ target }) => target.text)).toEqual(['new']);
  });

  test('a change of one of 20,000 is told to its own row alone', () => {
    const store = new SegmentStore(Array.from({ length: 20_000 }, (_, index) => row(`s${index}`, index)));
    const told: string[] = [];
    for (const id of ['s1', 's2', 's19999']) store.listen(id, () => told.push(id));
    store.put(row('s19999', 19_999, 'text', 1));
    store.type('s2', { text: 'typed', codes: [] });
    expect(told).toEqual(['s19999']);
  });

  test('after a split the same segment is active, and what was saved meanwhile stays', () => {
    const store = new SegmentStore([row('a', 0, 'one', 1), row('b', 1, 'two', 1)]);
    store.activate('b');
    store.put(row('b', 1, 'saved meanwhile', 5));
    store.replaceAll([row('a', 0, 'one', 2), row('new', 1), row('b', 2, 'two', 1)]);
    expect(ids(store)).toEqual(['a', 'new', 'b']);
    expect(store.active?.id).toBe('b');
    expect(store.get('b')?.target.text).toBe('saved meanwhile');
    expect(store.place('b')).toBe(2);
  });

  test('when the active segment was merged away, the one in its place is active', () => {
    const store = new SegmentStore([row('a', 0), row('b', 1), row('c', 2)]);
    store.activate('b');
    store.replaceAll([row('a', 0), row('c', 1)]);
    expect(store.active?.id).toBe('c');
  });

  test('segments that are read later come behind, each once', () => {
    const store = new SegmentStore([row('a', 0)]);
    const { shape } = store;
    store.append([row('a', 0, 'late', 0), row('b', 1)]);
    expect(ids(store)).toEqual(['a', 'b']);
    expect(store.get('a')?.target.text).toBeNull();
    expect(store.shape).not.toBe(shape);
  });

  test('who comes, goes or moves is told to the rows concerned', () => {
    const store = new SegmentStore([row('a', 0), row('b', 1)]);
    const told: string[] = [];
    for (const id of ['a', 'b']) store.listen(id, () => told.push(id));
    const ben = { actor: 'person:ben', name: 'Ben' };
    store.seePeople([{ ...ben, segment: 'a' }]);
    const before = store.peopleAt('a');
    store.seePeople([{ ...ben, segment: 'a' }]);
    expect(store.peopleAt('a')).toBe(before);
    store.seePeople([{ ...ben, segment: 'b' }]);
    store.seePeople([]);
    expect(told).toEqual(['a', 'a', 'b', 'b']);
    expect(store.peopleAt('b')).toEqual([]);
  });
});

test('which words stand for which is known until the text is another one', () => {
  const alignment = [{ source: { start: 0, end: 3 }, target: { start: 4, end: 8 } }];
  const store = new SegmentStore([{ ...row('a', 0), target: { ...row('a', 0).target, text: 'los años', alignment } }]);
  const segment = () => store.get('a') as EditorSegment;
  expect(alignedWith(segment(), 'target', { start: 5, end: 5 })).toEqual(alignment);
  expect(alignedWith(segment(), 'source', { start: 1, end: 2 })).toEqual(alignment);
  expect(alignedWith(segment(), 'target', { start: 0, end: 2 })).toEqual([]);
  store.type('a', { text: 'los años nuevos', codes: [] });
  expect(alignedWith(segment(), 'target', { start: 5, end: 5 })).toEqual([]);
});
