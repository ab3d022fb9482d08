import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pasted } from '../../src/web/screens/editor/clipboard.ts';

const clipboard = (types: Record<string, string>) => ({ getData: (type: string) => types[type] ?? '' });

test('a text of the desk is pasted with its codes, any other as plain text', () => {
  const part = { text: 'red house', codes: [{ id: '1', kind: 'standalone', at: 3, data: '<br>' }] };
  const coded = { 'text/plain': 'red house', 'application/x-interlinear-text': JSON.stringify(part) };
  expect(pasted(clipboard(coded))).toEqual(part);
  expect(pasted(clipboard({ 'text/plain': 'one\r\ntwo', 'text/html': '<b>one</b>' }))).toEqual({
    text: 'one\ntwo',
    codes: [],
  });
});

test('whatever stands on the clipboard, a text comes of it', () => {
  fc.assert(
    fc.property(fc.string(), fc.oneof(fc.string(), fc.json()), (text, other) => {
      const content = pasted(clipboard({ 'text/plain': text, 'application/x-interlinear-text': other }));
      expect(typeof content.text).toBe('string');
      expect(Array.isArray(content.codes)).toBe(true);
    }),
  );
  const odd = { text: 'x', codes: [null] };
  expect(pasted(clipboard({ 'application/x-interlinear-text': JSON.stringify(odd) })).codes).toEqual([]);
});
