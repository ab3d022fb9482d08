import { beforeEach, expect, test, vi } from 'vitest';
import { openWindow } from '../../src/web/api/browser-window.ts';
import { browserDrafts } from '../../src/web/screens/editor/browser-drafts.ts';
import type { Draft } from '../../src/web/screens/editor/drafts.ts';

function memory(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

const draft = (text: string, at: number, address = '/v1/one'): Draft => ({
  ...{ address, content: { text, codes: [] }, version: 1, at },
});
const texts = (drafts: { all(): Draft[] }) => drafts.all().map(({ content }) => content.text);

let now = 0;
let shared: Storage;
beforeEach(() => {
  vi.useFakeTimers();
  now = 1_000_000;
  shared = memory();
});
const open = (tab = memory()) => openWindow(tab, shared, () => now);

test('two tabs of one person keep what is typed in them apart', () => {
  const [first, second] = [open(), open()];
  expect(first.id).not.toBe(second.id);
  const [one, other] = [first, second].map((window) => browserDrafts('ana.article.es', window, shared)) as [
    ReturnType<typeof browserDrafts>,
    ReturnType<typeof browserDrafts>,
  ];
  one.put(draft('mine', 1));
  other.put(draft('mine, in the other tab', 2));
  expect(texts(one)).toEqual(['mine']);
  expect(texts(browserDrafts('ana.article.es', first, shared))).toEqual(['mine']);
  expect(texts(browserDrafts('ana.article.es', second, shared))).toEqual(['mine, in the other tab']);
});

test('a tab that was doubled is another one, a page that was read again is the same', () => {
  const tab = memory();
  const { id } = open(tab);
  const copy = memory();
  copy.setItem('interlinear.window', id);
  expect(open(copy).id).not.toBe(id);
  shared.removeItem(`interlinear.alive.${id}`);
  expect(open(tab).id).toBe(id);
});

test('what a closed window left is taken over once, the newest text of a segment', () => {
  const closed = open();
  const left = browserDrafts('ana.article.es', closed, shared);
  left.put(draft('left', 5));
  left.put(draft('left, too', 6, '/v1/two'));
  now += 60_000;
  const drafts = browserDrafts('ana.article.es', open(), shared);
  expect(texts(drafts)).toEqual(['left', 'left, too']);
  expect(texts(browserDrafts('ana.article.es', open(), shared))).toEqual([]);
  drafts.remove('/v1/one');
  expect(texts(drafts)).toEqual(['left, too']);
});

test('nobody sees the drafts of somebody else, and what others wrote there is passed over', () => {
  browserDrafts('ana.article.es', open(), shared).put(draft('of Ana', 1));
  shared.setItem('interlinear.draft.ben.article.es./v1/three', '{broken');
  shared.setItem('interlinear.draft.ben.article.es./v1/four', '[]');
  now += 60_000;
  expect(texts(browserDrafts('ben.article.es', open(), shared))).toEqual([]);
});
