import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folded, neededText } from '../../src/intake/needed-text.ts';

/** An expression, and a line that it matches. */
interface Matched {
  source: string;
  line: string;
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const literal = fc
  .string({ unit: fc.constantFrom(...'abcdeÉßσſ |.(-'), minLength: 1, maxLength: 4 })
  .map((text): Matched => ({ source: escaped(text), line: text }));
const anything = fc.constantFrom<Matched>(
  { source: '.', line: 'x' },
  { source: '\\d{2}', line: '10' },
  { source: '[^)\\]]*', line: 'zz' },
  { source: '\\p{Lu}', line: 'Q' },
  { source: '(?=[^]|$)', line: '' },
  { source: '(?!never)', line: '' },
);

const { matched } = fc.letrec<{ matched: Matched }>((tie) => ({
  matched: fc.oneof(
    { maxDepth: 4 },
    literal,
    anything,
    fc.array(tie('matched'), { minLength: 1, maxLength: 4 }).map((parts) => ({
      source: parts.map(({ source }) => source).join(''),
      line: parts.map(({ line }) => line).join(''),
    })),
    fc.tuple(fc.array(tie('matched'), { minLength: 1, maxLength: 3 }), fc.nat()).map(([ways, choice]) => ({
      source: `(?:${ways.map(({ source }) => source).join('|')})`,
      line: (ways[choice % ways.length] as Matched).line,
    })),
    fc
      .tuple(
        tie('matched'),
        fc.constantFrom<[string, number]>(['?', 0], ['?', 1], ['*', 0], ['+', 2], ['{0,2}', 0], ['{2}', 2]),
      )
      .map(([{ source, line }, [quantifier, times]]) => ({
        source: `(?:${source})${quantifier}`,
        line: line.repeat(times),
      })),
  ),
}));

describe('what a line must contain for a pattern to fit it', () => {
  test.each<[string, string[] | undefined]>([
    ['(?:i |please )?(?:subscribe|sign up)(?: now)?', ['SUBSCRIBE', 'SIGN UP']],
    ['share (?:this )?article', ['ARTICLE']],
    ['colou?r', ['COLO']],
    ['\\(c\\) ?[^.]{2,80}', ['(C)']],
    ['[-–] ?.', undefined],
    ['read|\\d+', undefined],
    ['(?<name>read)', undefined],
    ['Straße|ΟΔΟΣ', ['STRASSE', 'ΟΔΟΣ']],
  ])('%s', (source, needed) => {
    expect(neededText(source)).toEqual(needed);
  });

  test('is in every line that it fits, in whatever case', () => {
    fc.assert(
      fc.property(matched, fc.constantFrom('as it is', 'upper', 'lower'), ({ source, line }, letters) => {
        const written = letters === 'upper' ? line.toUpperCase() : letters === 'lower' ? line.toLowerCase() : line;
        if (!new RegExp(`^(?:${source})$`, 'iu').test(written)) return;
        const needed = neededText(source);
        expect(needed === undefined || needed.some((text) => folded(written).includes(text)), `${needed}`).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
