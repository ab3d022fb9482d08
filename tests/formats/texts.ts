import * as fc from 'fast-check';
import type { InlineCode } from '../../src/model/article.ts';

/** Texts with what breaks files: markup signs, control characters, halves of surrogate pairs, emoji, right-to-left text. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom('<', '>', '&', ']]>', '"', "'", '\u0000', '\u001f', '\ufffe', '\ud83d', '\ude00', '\r\n', '\t'),
      fc.constantFrom('😀', 'إدلب', '\u202e', 'Idlib ', '\u00a0', '--', '&amp;', '{{count}}'),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** A text and codes in it: pairs (nested, overlapping or broken) and standalone ones. */
export const codedText = anyText.chain((text) =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom('pair', 'open', 'close', 'standalone'),
        at: fc.nat(text.length),
        length: fc.nat(text.length),
        data: fc.oneof(anyText, fc.constantFrom('<b>', '<i>', '<br>')),
      }),
      { maxLength: 4 },
    )
    .map((drawn) => ({ text, codes: toCodes(drawn, text.length) })),
);

function toCodes(drawn: { kind: string; at: number; length: number; data: string }[], end: number): InlineCode[] {
  const codes: InlineCode[] = [];
  let next = 1;
  for (const { kind, at, length, data } of drawn) {
    const id = String(next++);
    if (kind === 'pair') {
      const close = String(next++);
      codes.push({ id, kind: 'open', at, pair: close, data });
      codes.push({ id: close, kind: 'close', at: Math.min(at + length, end), pair: id, data: `/${data}` });
    } else if (kind === 'open' || kind === 'close') {
      codes.push({ id, kind, at, pair: String(next++), data });
    } else {
      codes.push({ id, kind: 'standalone', at, data });
    }
  }
  return codes.sort((a, b) => a.at - b.at);
}

/** A text as it comes back from a file that cannot hold every character. */
export function asXmlHolds(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
  );
}
