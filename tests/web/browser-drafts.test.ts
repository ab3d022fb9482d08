import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browserDrafts } from '../../src/web/screens/editor/browser-drafts.ts';
import type { Draft } from '../../src/web/screens/editor/drafts.ts';

/** As the browser's, for all pages of one machine. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (index) => [...kept.keys()][index] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  };
}

let clock = 0;
const draft = (text: string, address = 'one'): Draft => ({
  address,
  content: { text, codes: [] },
  version: 1,
  at: ++clock,
});
const texts = (store: { all(): Draft[] }) => store.all().map(({ content }) => content.text);

describe('drafts in the browser', () => {
  test('of two tabs of one person are kept beside each other', () => {
    const shared = storage();
    const [first, second] = ['a', 'b'].map((page) => browserDrafts('ana', shared, page));
    first?.put(draft('in the first'));
    second?.put(draft('in the second'));
    expect([first, second].map((one) => one && texts(one))).toEqual([['in the first'], ['in the second']]);
    second?.remove('one');
    expect([first, second].map((one) => one && texts(one))).toEqual([['in the first'], []]);
  });

  test('that a page left are those of the next page, which takes them over as it writes', () => {
    const shared = storage();
    const left = browserDrafts('ana', shared, 'a');
    left.put(draft('left'));
    const next = browserDrafts('ana', shared, 'b');
    expect(texts(next)).toEqual(['left']);
    expect(texts(browserDrafts('bo', shared, 'c'))).toEqual([]);
    next.put(draft('left and written on'));
    expect(texts(next)).toEqual(['left and written on']);
    next.remove('one');
    expect([texts(next), texts(left)]).toEqual([[], []]);
  });

  test('that two pages left of one segment come one after the other, the newest first', () => {
    const shared = storage();
    const pages = ['a', 'b'].map((page) => browserDrafts('ana', shared, page));
    pages[0]?.put(draft('older'));
    pages[1]?.put(draft('newer'));
    const next = browserDrafts('ana', shared, 'c');
    expect(texts(next)).toEqual(['newer']);
    next.remove('one');
    expect(texts(next)).toEqual(['older']);
  });

  test('are lost to no page that wrote them, whatever the others do after it was opened', () => {
    const step = fc.record({
      page: fc.integer({ min: 0, max: 2 }),
      address: fc.constantFrom('one', 'two'),
      removes: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const shared = storage();
        const pages = ['a', 'b', 'c'].map((page) => browserDrafts('ana', shared, page));
        const wanted = pages.map(() => new Map<string, string>());
        for (const [turn, { page, address, removes }] of steps.entries()) {
          if (removes) {
            pages[page]?.remove(address);
            wanted[page]?.delete(address);
          } else {
            pages[page]?.put(draft(String(turn), address));
            wanted[page]?.set(address, String(turn));
          }
        }
        for (const [page, store] of pages.entries())
          expect(new Map(store.all().map((one) => [one.address, one.content.text]))).toEqual(wanted[page]);
      }),
    );
  });
});
