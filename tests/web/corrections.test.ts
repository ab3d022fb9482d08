import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SegmentFinding } from '../../src/web/api/segments.ts';
import { correctionsOf } from '../../src/web/screens/editor/corrections.ts';

const finding = (check: string, start: number, end: number) => ({ check, start, end }) as SegmentFinding;

test('each correction says what stood there, what stands there, and the finding that is closest to it', () => {
  const given = 'In the province of Idleb, Ocha counted them.';
  const corrected = 'In the province of Idlib, OCHA counted them all.';
  const findings = [finding('calque', 7, 24), finding('name', 19, 24), finding('acronym', 26, 30)];
  const found = correctionsOf(given, corrected, findings, 'en');
  expect(found.map((one) => [one.given.text, one.corrected.text, one.finding?.check])).toEqual([
    ['Idleb', 'Idlib', 'name'],
    ['Ocha', 'OCHA', 'acronym'],
    ['', ' all', undefined],
  ]);
});

test('taking every correction back gives the given text again', () => {
  const word = fc.constantFrom('Idleb', 'Idlib', 'the', 'town', ',', ' ', ' ', '.', 'إدلب', '👩‍👧');
  const text = fc.array(word, { maxLength: 20 }).map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (given, corrected) => {
      let now = corrected;
      for (const one of correctionsOf(given, corrected, [], 'en').toReversed()) {
        expect(corrected.slice(one.corrected.start, one.corrected.end)).toBe(one.corrected.text);
        expect(given.slice(one.given.start, one.given.end)).toBe(one.given.text);
        now = now.slice(0, one.corrected.start) + one.given.text + now.slice(one.corrected.end);
      }
      expect(now).toBe(given);
    }),
  );
});
