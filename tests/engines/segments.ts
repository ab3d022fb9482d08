import fc from 'fast-check';
import type { InlineCode } from '../../src/model/article.ts';
import type { EngineSegment } from '../../src/model/ports.ts';

/** A segment with codes and terms; terms are given as source text and target text. */
export function segment(text: string, codes: InlineCode[] = [], terms: Record<string, string> = {}): EngineSegment {
  return {
    text,
    codes,
    terms: Object.entries(terms)
      .map(([source, target]) => {
        const start = text.indexOf(source);
        return { concept: source, start, end: start + source.length, source, target, accepted: [target] };
      })
      .sort((a, b) => a.start - b.start),
  };
}

export function pair(id: string, element: string, from: number, to: number): InlineCode[] {
  return [
    { id, kind: 'open', at: from, pair: `${id}e`, data: `<${element}>` },
    { id: `${id}e`, kind: 'close', at: to, pair: id, data: `</${element}>` },
  ];
}

export function standalone(id: string, at: number): InlineCode {
  return { id, kind: 'standalone', at, data: '<br>' };
}

/** Whether no pair crosses another one, and no half of a pair stands where its other half could not be. */
export function isWellNested(codes: InlineCode[]): boolean {
  const ids = new Set(codes.map((code) => code.id));
  const open: string[] = [];
  for (const [index, code] of codes.entries()) {
    if (index > 0 && code.at < (codes[index - 1] as InlineCode).at) return false;
    const half = code.pair !== undefined && !ids.has(code.pair);
    if (half && open.some((id) => !id.startsWith('half'))) return false;
    if (code.kind === 'open') open.push(half ? `half${code.id}` : code.id);
    if (code.kind === 'close' && (half ? open.length > 0 : open.pop() !== code.pair)) return false;
  }
  return open.every((id) => id.startsWith('half'));
}

const words = fc.constantFrom(
  ...[
    'The',
    'house',
    'of',
    'Syria',
    'United',
    'Nations',
    'le',
    'maison',
    'l’homme',
    "l'homme",
    "don't",
    '*',
    '**',
    '@',
    '#',
  ],
  ...[
    '[',
    ']',
    '[[',
    ']]',
    '[/0]',
    '[#0]',
    '[=0]',
    '[c0]',
    '\\',
    '\\[',
    '^',
    '$',
    '/',
    '<b>',
    '{',
    '}',
    '~',
    '+',
    '.',
    '.[]',
    '...',
  ],
  ...[
    '!',
    '“',
    '”',
    '«\u00a0',
    '\n',
    '\r\n',
    '\t',
    '  ',
    '\u00a0',
    'مرحبا',
    'שלום',
    '\u200f',
    '😀',
    '👨‍👩‍👧',
    '𝐀',
    'é',
    'e\u0301',
    '\u00ad',
  ],
  ...[
    '\u0000',
    '\ufeff',
    '\uffff',
    '\ud800',
    '3,5',
    '50m',
    '1990s',
    'google-play_FR',
    'https://a.b/c',
    'a@b.org',
    '&amp;',
    'Zorblax',
  ],
);
const texts = fc.oneof(
  fc.array(fc.oneof(words, fc.constant(' ')), { maxLength: 24 }).map((parts) => parts.join('')),
  fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

/** Any text with well-nested codes, some of them halves of pairs that reach over the segment. */
export const segments: fc.Arbitrary<EngineSegment> = fc
  .record({
    text: texts,
    seed: fc.array(fc.tuple(fc.constantFrom('open', 'close', 'alone'), fc.nat()), { maxLength: 8 }),
  })
  .map(({ text, seed }) => {
    const at = seed.map(([, place]) => place % (text.length + 1)).sort((a, b) => a - b);
    const open: InlineCode[] = [];
    const codes = seed.map(([kind], index): InlineCode => {
      const id = `${index}`;
      const place = at[index] as number;
      const opened = kind === 'close' ? open.pop() : undefined;
      if (opened) opened.pair = id;
      if (kind === 'close') return { id, kind, at: place, pair: opened?.id ?? `before${id}`, data: '</b>' };
      if (kind === 'alone') return { id, kind: 'standalone', at: place, data: '<br>' };
      const code: InlineCode = { id, kind: 'open', at: place, pair: `after${id}`, data: '<b>' };
      open.push(code);
      return code;
    });
    return { text, codes, terms: [] };
  });
