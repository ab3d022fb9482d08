import type { InlineCode } from '../../../model/article.ts';

/** A segment's text with its inline codes, as it is stored: `at` counts UTF-16 units of the plain text. */
export interface CodedText {
  text: string;
  codes: readonly InlineCode[];
}

/** A stretch of plain text, or a code: what the field shows side by side. */
export type Piece = { text: string } | { code: InlineCode };

/** Cuts a text at its codes, in reading order. */
export function piecesOf({ text, codes }: CodedText): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  // A stable sort keeps codes at one place in their order.
  for (const code of [...codes].sort((a, b) => a.at - b.at)) {
    const at = Math.min(Math.max(code.at, done), text.length);
    if (at > done) pieces.push({ text: text.slice(done, at) });
    pieces.push({ code });
    done = at;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}

/** Puts pieces together again: the opposite of `piecesOf`. */
export function codedText(pieces: readonly Piece[]): CodedText {
  let text = '';
  const codes: InlineCode[] = [];
  for (const piece of pieces) {
    if ('text' in piece) text += piece.text;
    else codes.push({ ...piece.code, at: text.length });
  }
  return { text, codes };
}

/** Whether two coded texts are the same to a reader and to a file. */
export function sameText(a: CodedText, b: CodedText): boolean {
  return (
    a.text === b.text &&
    a.codes.length === b.codes.length &&
    a.codes.every((code, index) => {
      const other = b.codes[index] as InlineCode;
      return code.id === other.id && code.at === other.at && code.kind === other.kind;
    })
  );
}

/** Replaces the half-open range [start, end) by plain text; codes inside the range are kept at its end, so that an edit never loses markup. */
export function replaceRange(given: CodedText, start: number, end: number, by: string): CodedText {
  const shift = by.length - (end - start);
  return {
    text: given.text.slice(0, start) + by + given.text.slice(end),
    codes: given.codes.map((code) => {
      if (code.at <= start) return code;
      return { ...code, at: code.at >= end ? code.at + shift : start + by.length };
    }),
  };
}

/** Codes of the source that the target lacks: what can still be put in, in the source's order. */
export function missingCodes(source: CodedText, target: CodedText): InlineCode[] {
  const there = new Set(target.codes.map(({ id }) => id));
  return source.codes.filter(({ id }) => !there.has(id));
}

/** Puts a code at a place. */
export function withCode(given: CodedText, code: InlineCode, at: number): CodedText {
  const codes = [...given.codes];
  const index = codes.findIndex((other) => other.at > at);
  codes.splice(index < 0 ? codes.length : index, 0, { ...code, at });
  return { ...given, codes };
}

/**
 * What is wrong with the codes of a target: pairs that do not nest, or lack an end. A file with them would not open.
 *
 * @returns ids of the codes that are concerned
 */
export function brokenCodes({ codes }: CodedText): string[] {
  const open: InlineCode[] = [];
  const broken: string[] = [];
  for (const code of codes) {
    if (code.kind === 'open') open.push(code);
    else if (code.kind === 'close') {
      const last = open.at(-1);
      if (last && last.id === code.pair) open.pop();
      else broken.push(code.id);
    }
  }
  return [...open.map(({ id }) => id), ...broken];
}

/** The short name on a code's chip: the tag's name, else its number. */
export function chipLabel(code: InlineCode): string {
  const name = /^<\/?\s*([\p{L}\d:-]+)/u.exec(code.data)?.[1];
  return name ? (code.kind === 'close' ? `/${name}` : name) : code.id;
}
