import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rewrite } from '../../../src/formats/format.ts';
import { readText, text } from '../../../src/formats/text/text.ts';
import { type Document, toInput } from '../../../src/model/article.ts';

function documentOf(input: string): Document {
  const blocks = text.read(input).map((block) => ({ ...block, role: 'body' as const, language: 'und' }));
  return { format: 'text', encoding: 'utf-8', bom: false, input, language: 'en', blocks, segments: [] };
}

const rewrite = (input: string, rewrites: Rewrite[]) => text.write(documentOf(input), rewrites, 'fr');
const to = (text: string): Rewrite => ({ text, codes: [] });

const linesOfText = fc
  .array(
    fc.constantFrom(
      'a',
      'bb c',
      ' ',
      '\t',
      '\n',
      '\r\n',
      '\n\n',
      '\r',
      '\f',
      '\u2029',
      '\u0001',
      'x'.repeat(130),
      'é😀',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('plain text', () => {
  test('has a block for each paragraph, without the white space around it', () => {
    const input = '\n  One\nwrapped\r\n\r\n\tTwo \n \n\f\nThree\n';
    expect(text.read(input).map((block) => block.text)).toEqual(['One\nwrapped', 'Two', 'Three']);
    expect(text.write(documentOf(input), [], 'en')).toBe(input);
  });

  test('a line too long to be wrapped is a paragraph of its own', () => {
    const long = 'A sentence that goes on. '.repeat(8).trim();
    expect(text.read(`Headline\n${long}\n${long}`).map((block) => block.text)).toEqual(['Headline', long, long]);
  });

  test('lines as full as they can be are one paragraph, and lines that mostly end a sentence are one each', () => {
    const wrapped =
      'The ministry said on Monday that work\nwould begin in spring, once the river\nhas fallen. Nobody knew.';
    expect(text.read(wrapped)).toHaveLength(1);
    expect(text.read('It rained all day.\nNobody came to see it.\nThe bridge was closed')).toHaveLength(3);
  });

  test('a line that breaks off early ends its paragraph, unless the next goes on with it', () => {
    const width = 'The ministry said on Monday that work on it';
    expect(text.read(`The bridge\n${width}\nwould begin in spring, once the river has\nfallen.`)).toHaveLength(2);
    expect(
      text.read(`The bridge\nover the river was closed, they said on\nmonday that work on it would be done in 3 weeks`),
    ).toHaveLength(1);
  });

  test('a line that says what it is stands alone, but not in mid-sentence', () => {
    const isName = (line: string) => line === 'Jane Example';
    const blocks = (input: string) => readText(input, isName).map((block) => block.text);
    expect(blocks('Bridge closed on\nJane Example\nThe ministry said so')).toEqual([
      'Bridge closed on',
      'Jane Example',
      'The ministry said so',
    ]);
    expect(blocks('It was closed by\nJane Example\nwho was minister')).toHaveLength(1);
  });

  test('keeps the stronger of two separators when a line between them goes', () => {
    const long = 'A sentence that goes on. '.repeat(8).trim();
    expect(rewrite(`One\n${long}\n\nTwo`, [undefined, null])).toBe('One\n\nTwo');
  });

  test('keeps the line breaks of the file when it writes', () => {
    expect(rewrite('One\r\n\r\nTwo\r\n', [to('Un\ndeux\n\ntrois'), undefined])).toBe(
      'Un\r\ndeux\r\ntrois\r\n\r\nTwo\r\n',
    );
  });

  test('leaves no double blank lines and no dangling tail behind', () => {
    const input = 'One\n\nTwo\n\nThree\n\nFour\n';
    expect(rewrite(input, [null])).toBe('Two\n\nThree\n\nFour\n');
    expect(rewrite(input, [undefined, null])).toBe('One\n\nThree\n\nFour\n');
    expect(rewrite(input, [undefined, undefined, null, null])).toBe('One\n\nTwo\n');
    expect(rewrite(input, [undefined, to('Deux'), null, null])).toBe('One\n\nDeux\n');
    expect(rewrite(input, [null, null, null, null])).toBe('\n');
  });

  test('leaves controls out of the text and points past them', () => {
    const [block] = text.read('a\u0001b\fc');
    expect(block?.text).toBe('ab c');
    expect(toInput({ ...(block as NonNullable<typeof block>), role: 'body', language: 'und' }, 1, 2)).toEqual({
      start: 2,
      end: 3,
    });
  });

  test('is the same byte for byte when nothing is rewritten, and its blocks never overlap', () => {
    fc.assert(
      fc.property(linesOfText, (input) => {
        const document = documentOf(input);
        expect(text.write(document, [], 'en')).toBe(input);
        let at = 0;
        for (const block of document.blocks) {
          expect(block.start).toBeGreaterThanOrEqual(at);
          expect(block.outer.start).toBeLessThanOrEqual(block.start);
          expect(block.outer.end).toBeGreaterThanOrEqual(block.end);
          expect(block.anchors.reduce((sum, anchor) => sum + anchor.length, 0)).toBe(block.text.length);
          at = block.end;
        }
      }),
    );
  });

  test('what is left out is gone and the rest reads back as it was', () => {
    fc.assert(
      fc.property(linesOfText, fc.array(fc.boolean(), { maxLength: 20 }), (input, gone) => {
        const { blocks } = documentOf(input);
        const written = rewrite(
          input,
          blocks.map((_, index) => (gone[index] ? null : undefined)),
        );
        const kept = blocks.filter((block) => !gone[block.index]).map((block) => block.text);
        // Where lines are paragraphs because of the lines around them, neighbours may join when one goes.
        const ends = blocks.slice(1).map((block, place) => input.slice(blocks[place]?.end, block.start));
        const byLine = ends.some((gap) => (gap.match(/\r\n|[\n\r\u0085\u2028\u2029]/g)?.length ?? 0) < 2);
        const between = byLine ? '' : '|';
        const back = text.read(written).map((block) => block.text);
        expect(back.join(between).replace(/\s/g, '')).toBe(kept.join(between).replace(/\s/g, ''));
      }),
    );
  });
});
