import { expect, test } from 'vitest';
import { type Block, toInput } from '../../src/model/article.ts';

/** `A&amp;B  c` at offset 10 of the input, read as `A&B c`: one to one, an entity, one to one, collapsed white space, one to one. */
const block: Block = {
  index: 0,
  role: 'body',
  language: 'en',
  start: 10,
  end: 20,
  outer: { start: 10, end: 20 },
  text: 'A&B c',
  codes: [],
  anchors: [
    { at: 0, length: 1, input: 10, inputLength: 1 },
    { at: 1, length: 1, input: 11, inputLength: 5 },
    { at: 2, length: 1, input: 16, inputLength: 1 },
    { at: 3, length: 1, input: 17, inputLength: 2 },
    { at: 4, length: 1, input: 19, inputLength: 1 },
  ],
};

test.each([
  ['all of it', 0, 5, 10, 20],
  ['plain text', 2, 3, 16, 17],
  ['an entity', 1, 2, 11, 16],
  ['from an entity to the end', 1, 5, 11, 20],
  ['collapsed white space', 3, 4, 17, 19],
  ['the end of the text', 4, 5, 19, 20],
])('a span over %s maps to the input', (_what, start, end, from, to) => {
  expect(toInput(block, start, end)).toEqual({ start: from, end: to });
});
