import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CodedText } from '../../src/web/screens/editor/coded-text.ts';
import { Past } from '../../src/web/screens/editor/past.ts';

const plain = (text: string): CodedText => ({ text, codes: [] });

test('what was done goes back step by step and comes again, until something else is done', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 20 }), (texts) => {
      const past = new Past();
      const contents = ['at first', ...texts].map(plain);
      for (const before of contents.slice(0, -1)) past.leave(before);
      let now = contents.at(-1) as CodedText;
      const steps = (step: (now: CodedText) => CodedText | undefined) => {
        const seen: CodedText[] = [];
        for (let next = step(now); next; next = step(now)) {
          seen.push(next);
          now = next;
        }
        return seen;
      };
      expect(steps((one) => past.undo(one))).toEqual(contents.slice(0, -1).toReversed());
      expect(steps((one) => past.redo(one))).toEqual(contents.slice(1));
    }),
  );
  const past = new Past();
  past.leave(plain('a'));
  past.undo(plain('b'));
  past.leave(plain('a'));
  expect(past.redo(plain('c'))).toBeUndefined();
});

test('keys that follow each other are one step, a pause or anything else begins the next', () => {
  const past = new Past();
  past.leave(plain(''), 1000);
  past.leave(plain('a'), 1200);
  past.leave(plain('ab'), 1900);
  past.leave(plain('abc'), 4000);
  past.leave(plain('abcd'));
  past.leave(plain('abcd term'), 4100);
  expect(past.undo(plain('abcd term!'))).toEqual(plain('abcd term'));
  expect(past.undo(plain('abcd term'))).toEqual(plain('abcd'));
  expect(past.undo(plain('abcd'))).toEqual(plain('abc'));
  expect(past.undo(plain('abc'))).toEqual(plain(''));
  expect(past.undo(plain(''))).toBeUndefined();
});

test('a day of writing fills no memory: the oldest steps are forgotten', () => {
  const past = new Past();
  for (let n = 0; n < 1000; n++) past.leave(plain(String(n)));
  let steps = 0;
  while (past.undo(plain('now'))) steps++;
  expect(steps).toBe(200);
});
