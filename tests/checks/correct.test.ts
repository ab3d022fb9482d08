import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCertain } from '../../src/checks/correct.ts';
import type { InlineCode } from '../../src/model/article.ts';
import type { Finding } from '../../src/model/finding.ts';

function finding(text: string, start: number, end: number, suggestions: string[], certain = true): Finding {
  return {
    check: 'terminology',
    type: 'terminology',
    severity: 'warning',
    side: 'source',
    start,
    end,
    text: text.slice(start, end),
    suggestions,
    certain,
    message: { key: 'terminology.replace', parameters: {} },
  };
}

function code(id: string, at: number): InlineCode {
  return { id, kind: 'standalone', at, data: '<br>' };
}

describe('applying what is certain', () => {
  it('replaces the spans and moves the codes along', () => {
    const text = 'In Idleb, Ocha said.';
    const codes = [0, 3, 5, 8, 10, 14, 20].map((at, index) => code(String(index), at));
    const findings = [finding(text, 10, 14, ['U.N. OCHA']), finding(text, 3, 8, ['Idl'])];
    const corrected = applyCertain(text, codes, findings);
    expect(corrected.text).toBe('In Idl, U.N. OCHA said.');
    expect(corrected.codes.map(({ at }) => at)).toEqual([0, 3, 5, 6, 8, 17, 23]);
  });

  it('leaves out furniture whole', () => {
    expect(applyCertain('I subscribe', [code('1', 11)], [finding('I subscribe', 0, 11, [''])])).toEqual({
      text: '',
      codes: [code('1', 0)],
    });
  });

  it('applies nothing that is uncertain, has no suggestion, or is about another text', () => {
    const text = 'In Idleb.';
    const stale = finding('On Alep..', 3, 8, ['Aleppo']);
    const findings = [finding(text, 3, 8, ['Idlib'], false), finding(text, 3, 8, []), stale];
    expect(applyCertain(text, [], findings).text).toBe(text);
  });

  it('keeps everything outside the spans, and every code in order and at the character it stood at', () => {
    const input = fc.string({ minLength: 1, maxLength: 30 }).chain((text) =>
      fc.record({
        text: fc.constant(text),
        cuts: fc.uniqueArray(fc.nat(text.length), { maxLength: 8 }),
        places: fc.array(fc.nat(text.length), { maxLength: 8 }),
        words: fc.array(fc.string({ maxLength: 6 }), { minLength: 4, maxLength: 4 }),
      }),
    );
    fc.assert(
      fc.property(input, ({ text, cuts, places, words }) => {
        const edges = cuts.sort((a, b) => a - b);
        const findings = edges.flatMap((start, index) =>
          index % 2 === 0 && edges[index + 1] !== undefined
            ? [finding(text, start, edges[index + 1] ?? 0, [words[index / 2] ?? ''])]
            : [],
        );
        const codes = places.sort((a, b) => a - b).map((at, index) => code(String(index), at));
        const result = applyCertain(text, codes, findings.toReversed());
        let expected = '';
        let done = 0;
        for (const { start, end, suggestions } of findings) {
          expected += text.slice(done, start) + suggestions[0];
          done = end;
        }
        expect(result.text).toBe(expected + text.slice(done));
        expect(result.codes.map(({ id }) => id)).toEqual(codes.map(({ id }) => id));
        let last = 0;
        for (const [index, { at }] of result.codes.entries()) {
          expect(at).toBeGreaterThanOrEqual(last);
          expect(at).toBeLessThanOrEqual(result.text.length);
          const before = codes[index]?.at ?? 0;
          if (!findings.some(({ start, end }) => start <= before && before <= end)) {
            expect(result.text.slice(at, at + 1)).toBe(text.slice(before, before + 1));
          }
          last = at;
        }
      }),
    );
  });
});
