import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPairInput } from '../../src/checks/check.ts';
import { pairChecks } from '../../src/checks/registry.ts';
import { checkPair, checksBlindTo } from '../../src/checks/run.ts';

const languages = ['en', 'fr', 'es', 'ar', 'de', 'ja', 'und', 'fr-CA', 'sat'];
/** Pieces that checks look for, so that random texts have what they trip over. */
const pieces = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    ...[
      '12',
      '1,200',
      ' ',
      '  ',
      '«',
      '»',
      '"',
      '(',
      ')',
      '<b>',
      '</',
      '{x}',
      'not',
      'ne',
      'pas',
      'Ã©',
      '\u200B',
      '\u202E',
    ],
    ...[
      'Paris',
      'north',
      'sud',
      'Monday',
      'lundi',
      'the',
      'le',
      'https://a.b/c',
      '?',
      '!',
      '…',
      '\n',
      'million',
      'И',
      'a',
    ],
  ),
);
const text = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(''));
const language = fc.constantFrom(...languages);

describe('the checks', () => {
  it('take any pair, and point at places that are there', () => {
    fc.assert(
      fc.property(text, text, language, language, (source, target, from, to) => {
        for (const { start, end, side, text: span } of checkPair(toPairInput({ from, to, source, target })).findings) {
          const whole = side === 'source' ? source : target;
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(whole.slice(start, end)).toBe(span);
          expect(end).toBeLessThanOrEqual(whole.length);
        }
      }),
    );
  });

  it.each([
    ['opening brackets', '('],
    ['full stops', '.'],
    ['one long word', 'a'],
    ['at signs', 'a@'],
  ])(
    'come to an end on 100 kB of %s',
    (_, piece) => {
      const target = piece.repeat(100_000 / piece.length);
      const { findings } = checkPair(toPairInput({ from: 'fr', to: 'en', source: 'Un mot.', target }));
      expect(findings.every(({ end }) => end <= target.length)).toBe(true);
    },
    60_000,
  );

  it('say which of them know nothing of a language', () => {
    expect(checksBlindTo('en', 'fr')).toEqual([]);
    expect(checksBlindTo('en', 'fi')).toEqual(
      pairChecks.flatMap(({ id, languages: known }) => (known && !known.includes('fi') ? [id] : [])),
    );
    expect(checksBlindTo('en', 'und')).toContain('negation');
  });
});
