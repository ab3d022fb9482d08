import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf, expectedTokens, tokensIn, tokensOf } from '../../../src/engines/openai/tokens.ts';
import { segment } from '../segments.ts';

describe('tokens', () => {
  test('are fewer than characters, and more of them where the script is not Latin', () => {
    expect(tokensIn('')).toBe(0);
    expect(tokensIn('The road to the north is closed.')).toBe(10);
    expect(tokensIn('أغلقت الطريق إلى الشمال')).toBeGreaterThan(tokensIn('The road to the north.'));
    expect(tokensIn('北への道は閉鎖された')).toBe(10);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(tokensIn(text)).toBeGreaterThanOrEqual(0);
        expect(tokensIn(text)).toBeLessThanOrEqual(text.length + 1);
      }),
    );
  });

  test('of a call are those that the service counts', () => {
    expect(tokensOf({ usage: { prompt_tokens: 50, completion_tokens: 7 } }, ['x'], 'y')).toEqual({
      sent: 50,
      received: 7,
    });
    for (const usage of [undefined, null, {}, { prompt_tokens: -1, completion_tokens: 'many' }])
      expect(tokensOf({ usage }, ['x'.repeat(35)], 'y'.repeat(7))).toEqual({ sent: 22, received: 2 });
  });

  test('are expected for what is sent with a segment: its context, its terms, its examples', () => {
    const plain = segment('The road to Idleb is closed.');
    const rich = {
      ...segment(plain.text, [], { Idleb: 'Idlib' }),
      previous: 'Snow fell.',
      next: 'It opens on Monday.',
    };
    const [few, many] = expectedTokens({ from: 'en', to: 'es', segments: [plain, rich] });
    expect(many?.sent).toBeGreaterThan(few?.sent ?? 0);
    expect(many?.received).toBe(few?.received);
    const [arabic] = expectedTokens({ from: 'en', to: 'ar', segments: [plain] });
    expect(arabic?.received).toBeGreaterThan(few?.received ?? 0);
  });

  test('cost by the million', () => {
    expect(costOf({ sent: 1_000_000, received: 500_000 }, { sent: 2.5, received: 10 })).toBe(7.5);
  });
});
