import type { InlineCode } from '../../model/article.ts';
import { codeStructure } from '../code-placement.ts';
import { type Stretch, tokenise } from './tokens.ts';

/** A pair of codes that travels on the words it stands around. */
export interface WrappedPair {
  /** Indices of its ends in the segment's codes. */
  open: number;
  close: number;
  /** What stands in the source between the opening code and the first word, and between the last word and the closing code. */
  before: string;
  after: string;
  /** Where it stands in the only word that it touches, if that is not all of it. Half-open UTF-16 offsets. */
  inside?: { word: string; start: number; end: number };
}

/** A segment in Apertium's stream format, and what is needed to read the answer. */
export interface Deformatted {
  stream: string;
  /** The texts of the superblanks `[=0]`, `[=1]` …, in order. */
  kept: string[];
  pairs: WrappedPair[];
  /** White space at the edges of the segment; no part of `stream`. */
  lead: string;
  trail: string;
  /** Whether there is anything to translate. */
  hasWords: boolean;
}

/**
 * Writes a segment in Apertium's stream format (wiki.apertium.org/wiki/Apertium_stream_format).
 *
 * - What Apertium must not see is a superblank `[=n]`.
 * - A pair of codes is a word-bound blank on its words, `[[p0]]red house[[/]]`: it moves with them, and does not stop Apertium from
 *   seeing the sentence as a whole. A code inside a word takes the whole word, if that is translated.
 * - Another code is a superblank `[cn]`, except at the edges of the text, where it needs no marker (a pair if both its ends are there).
 *
 * @param stretches not overlapping, in order: what is cut out of the words around it, or replaced by another word
 */
export function deformat(text: string, codes: InlineCode[], stretches: Stretch[] = []): Deformatted {
  const lead = /^\s*/.exec(text)?.[0] ?? '';
  const trail = text.length > lead.length ? (/\s*$/.exec(text)?.[0] ?? '') : '';
  const edges = { from: lead.length, to: text.length - trail.length };
  const tokens = tokenise(text.slice(0, edges.to), stretches).filter((token) => token.start >= edges.from);
  const words = tokens.filter((token) => token.kind === 'word');

  const pairs: WrappedPair[] = [];
  const markers: number[] = [];
  const structure = codeStructure(codes);
  const closing = new Set(structure.pairs.values());
  codes.forEach((code, index) => {
    if (closing.has(index)) return;
    const close = structure.pairs.get(index);
    const end = close === undefined ? code.at : (codes[close] as InlineCode).at;
    const inside = close === undefined ? [] : words.filter((token) => token.start < end && token.end > code.at);
    const first = inside[0];
    const last = inside.at(-1);
    if (close !== undefined && first && last) {
      const before = text.slice(Math.max(code.at, edges.from), Math.max(code.at, first.start));
      const after = text.slice(Math.min(end, last.end), Math.min(end, edges.to));
      const part = first === last && (code.at > first.start || end < last.end);
      const start = Math.max(0, code.at - first.start);
      const inside = { word: first.text, start, end: Math.min(first.text.length, end - first.start) };
      pairs.push({ open: index, close, before, after, ...(part ? { inside } : {}) });
    } else {
      markers.push(index, ...(close === undefined ? [] : [close]));
    }
  });
  const at = (index: number) => (codes[index] as InlineCode).at;
  const inner = (index: number) => at(index) > edges.from && at(index) < edges.to;
  const partners = new Map(
    [...structure.pairs].flatMap(([open, close]) => [[open, close] as const, [close, open] as const]),
  );
  const waiting = markers.filter((index) => inner(index) || inner(partners.get(index) ?? index)).sort((a, b) => a - b);

  const kept: string[] = [];
  let stream = '';
  let plain = '';
  let wrapped = '';
  const close = () => {
    stream += (wrapped ? '[[/]]' : '') + plain;
    plain = '';
    wrapped = '';
  };
  for (const token of tokens) {
    while (waiting.length > 0 && at(waiting[0] as number) <= token.start) {
      close();
      stream += `[c${waiting.shift()}]`;
    }
    if (token.kind === 'plain') {
      plain += token.text;
    } else if (token.kind === 'kept') {
      close();
      stream += `[=${kept.push(token.text) - 1}]`;
    } else {
      const around = pairs.filter(({ open, close }) => token.start < at(close) && token.end > at(open));
      const blank = around.map(({ open }) => `p${open}`).join('; ');
      if (blank !== wrapped) {
        close();
        stream += blank ? `[[${blank}]]` : '';
        wrapped = blank;
      }
      stream += plain + token.text;
      plain = '';
    }
  }
  close();
  for (const index of waiting) stream += `[c${index}]`;
  return { stream, kept, pairs, lead, trail, hasWords: words.some((token) => /\p{L}/u.test(token.text)) };
}

/** The text of a stream without its superblanks. */
export function bare(stream: string): string {
  return stream.replaceAll(/\[\[[^\]]*\]\]|\[[^\]]*\]/g, '');
}
