import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replaceWording } from '../../src/memory/replace.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '😀'), maxLength: 20 });

describe('a wording', () => {
  it('is replaced wherever it stands, or only as whole words', () => {
    expect(replaceWording('Ocha: Ochas, Ocha', [], 'Ocha', 'OCHA')).toMatchObject({
      text: 'OCHA: OCHAs, OCHA',
      count: 3,
    });
    expect(replaceWording('Ocha: Ochas, Ocha', [], 'Ocha', 'OCHA', { word: true })).toMatchObject({
      text: 'OCHA: Ochas, OCHA',
      count: 2,
    });
    expect(replaceWording('Ochas', [], 'Ocha', 'OCHA', { word: true })).toBeUndefined();
    expect(replaceWording('', [], '', 'x')).toBeUndefined();
  });

  it('is replaced as split and join do, and codes stay among their words', () => {
    fc.assert(
      fc.property(text, text, text, fc.nat(20), (before, wording, replacement, place) => {
        const at = Math.min(place, before.length);
        const codes = [{ id: '1', kind: 'standalone' as const, at, data: '<br>' }];
        const found = replaceWording(before, codes, wording, replacement);
        if (wording === '' || !before.includes(wording)) {
          expect(found).toBeUndefined();
          return;
        }
        expect(found?.text).toBe(before.split(wording).join(replacement));
        const moved = found?.codes[0]?.at ?? -1;
        expect(moved).toBeGreaterThanOrEqual(0);
        expect(moved).toBeLessThanOrEqual(found?.text.length ?? 0);
        if (at === 0) expect(moved).toBe(0);
        if (at === before.length) expect(moved).toBe(found?.text.length);
      }),
      { numRuns: 500 },
    );
  });
});
