import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, InlineCode } from '../../src/model/article.ts';
import { rejoin, segmentBlocks } from '../../src/segmentation/segment.ts';

const sample = new URL('../../../shared/examples/idleb/article.en.txt', import.meta.url);

function block(text: string, index = 0, codes: InlineCode[] = [], language = 'und'): Block {
  const range = { start: 0, end: text.length };
  return { index, role: 'body', language, ...range, outer: range, text, codes, anchors: [] };
}

/** The segments of a text whose expected cuts are marked with |. */
function cut(marked: string, language: string): string {
  const segments = segmentBlocks([block(marked.replaceAll('|', ''))], language);
  return segments.map((segment) => segment.before + segment.text + segment.after).join('|');
}

describe.skipIf(!existsSync(sample))('the sample article (skipped where ../shared is absent)', () => {
  test('has 22 segments', () => {
    const blocks = readFileSync(sample, 'utf8')
      .split('\n\n')
      .map((text, index) => block(text, index));
    expect(segmentBlocks(blocks, 'en')).toHaveLength(22);
  });
});

describe('sentences', () => {
  test.each([
    ['en', 'Dr. Smith met Mr. J. R. Hall in Washington, D.C. |They left at 5 p.m. |Nobody knew.'],
    ['en', 'U.S. forces and U.N. Secretary-General Example met at 9 a.m. on Monday. |No. 5 was missing.'],
    ['en', 'The forces (...) which support them attack. |(...) |Nobody came.'.replace('(...) |', '(...) ')],
    ['en', 'The president [...] Example said so. |It cost $3.50. |Really?'],
    ['en', '"Why?" he asked. |"Because." |She left... |Then he did.'],
    ['en', 'A line that was\nwrapped goes on. |The next\none too.'],
    ['en', 'They want:\n|- bread and\n|- work.'],
    ['fr', 'M. Exemple et Mme Modèle sont là. |« Oui. » |Il est parti à 5 h. |« Non ! », a-t-il dit.'],
    ['fr', 'Le n. 12 est paru, cf. p. 14. |Jésus-Christ, 50 av. J.-C., à Rome.'],
    ['es', '¿Vino el Sr. Ejemplo? |Sí. |EE. UU. respondió el 3.10.2020. |¡Basta!'],
    ['ca', 'La Sra. Exemple va venir. |El núm. 5 no.'],
    ['de', 'Am 3. Oktober kam Dr. Muster. |Im 19. Jahrhundert war z. B. vieles anders. |Er wurde 80. |Dann ging er.'],
    ['ar', 'هل جاء الوزير؟ |نعم. |ثم غادر.'],
    ['ja', '今日は晴れ。|明日は雨。'],
  ])('%s: %s', (language, marked) => {
    expect(cut(marked, language)).toBe(marked);
  });

  test('a block in another language goes by its own rules', () => {
    const blocks = [block('Am 3. Oktober kam er.', 0, [], 'de'), block('Am 3. October came.', 1)];
    expect(segmentBlocks(blocks, 'en').map((segment) => segment.block)).toEqual([0, 1, 1]);
  });
});

describe('segments', () => {
  test('know their place, their block and the white space around them', () => {
    const segments = segmentBlocks([block(' One.  Two. '), block('Three', 1)], 'en');
    expect(segments).toEqual([
      { ordinal: 0, block: 0, start: 1, end: 5, before: ' ', text: 'One.', after: '  ', codes: [] },
      { ordinal: 1, block: 0, start: 7, end: 11, before: '', text: 'Two.', after: ' ', codes: [] },
      { ordinal: 2, block: 1, start: 0, end: 5, before: '', text: 'Three', after: '', codes: [] },
    ]);
  });

  test('carry the codes of their text, and both halves of a pair that is cut', () => {
    const codes: InlineCode[] = [
      { id: '1', kind: 'open', at: 5, pair: '2', data: '<b>' },
      { id: '2', kind: 'close', at: 15, pair: '1', data: '</b>' },
      { id: '3', kind: 'standalone', at: 15, data: '<br>' },
    ];
    const [one, two, three] = segmentBlocks([block('One. Two. Three. Four.', 0, codes)], 'en');
    expect(one?.codes).toEqual([]);
    expect(two?.codes).toEqual([{ ...codes[0], at: 0 }]);
    expect(three?.codes).toEqual([
      { ...codes[1], at: 5 },
      { ...codes[2], at: 5 },
    ]);
  });

  const punctuation = fc.constantFrom(
    '. ',
    '.',
    '? ',
    '...',
    '(...)',
    ' ',
    '\n',
    '\u00a0',
    '"',
    '» ',
    '«',
    'Mr.',
    '3.',
    'a',
    'A',
    ' U.S. ',
    '。',
    '\r\n',
    '- ',
    '\u2029',
    ')',
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(punctuation, { maxLength: 30 }).map((parts) => parts.join('')),
    fc.stringMatching(/^\s{0,6}$/),
  );
  const language = fc.constantFrom('en', 'fr', 'es', 'ca', 'de', 'ar', 'zh', 'und', 'tr', 'ru');

  test('rejoin to the exact text of every block, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 4 }), language, (texts, tag) => {
        const blocks = texts.map((text, index) => block(text, index));
        const segments = segmentBlocks(blocks, tag);
        expect(rejoin(blocks, segments)).toEqual(texts);
        for (const [place, segment] of segments.entries()) {
          expect(segment.ordinal).toBe(place);
          expect(texts[segment.block]?.slice(segment.start, segment.end)).toBe(segment.text);
          expect(segment.text).toBe(segment.text.trim());
        }
      }),
      { numRuns: 400 },
    );
  });

  test('keep every code once and in order', () => {
    const places = fc.array(fc.tuple(fc.nat(40), fc.constantFrom('open', 'close', 'standalone')), { maxLength: 8 });
    fc.assert(
      fc.property(anyText, places, (text, found) => {
        const codes = found
          .map(([at, kind]) => ({ at: Math.min(at, text.length), kind: kind as InlineCode['kind'] }))
          .sort((a, b) => a.at - b.at)
          .map((code, place): InlineCode => ({ id: String(place), data: '<x>', ...code }));
        const segments = segmentBlocks([block(text, 0, codes)], 'en');
        expect(segments.flatMap((segment) => segment.codes.map((code) => code.id))).toEqual(
          codes.map((code) => code.id),
        );
        for (const segment of segments)
          for (const code of segment.codes) {
            expect(code.at).toBeGreaterThanOrEqual(0);
            expect(code.at).toBeLessThanOrEqual(segment.text.length);
          }
      }),
    );
  });
});
