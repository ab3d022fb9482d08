import type { EngineResult, EngineSegment } from '../model/ports.ts';

/** A segment cut so that each piece is within an engine's limit. */
export interface Cut {
  pieces: EngineSegment[];
  /** White space between the pieces: one fewer than there are pieces. */
  between: string[];
}

/** Whether a text has anything that an engine could translate: a letter or a digit. Marks, codes and emoji stay as they are. */
export function isTranslatable(text: string): boolean {
  return /[\p{L}\p{Nd}]/u.test(text);
}

/** Places at which a text may be cut, best first: after sentences, after clauses, between words, between characters. */
const seams = [/[.!?…。！？؟।]["'”’»)\]]*\s+|[。！？]|\n\s*/gu, /[,;:،؛、，]\s*/gu, /\s+/gu];

/**
 * Cuts a segment that is longer than an engine takes, at sentence marks where it can. Codes and terms go with the piece they stand in; no
 * cut goes through a term, and the two halves of a cut pair of codes go as halves.
 *
 * @param most UTF-16 length of a piece
 */
export function cut(segment: EngineSegment, most: number): Cut {
  const { text } = segment;
  if (text.length <= most) return { pieces: [segment], between: [] };
  const pieces: EngineSegment[] = [];
  const between: string[] = [];
  let start = 0;
  while (start < text.length) {
    const seam = text.length - start <= most ? text.length : seamIn(segment, start, start + most);
    const whole = text.slice(start, seam);
    const blanks = seam < text.length ? (/\s+$/u.exec(whole)?.[0] ?? '') : '';
    const end = seam - blanks.length;
    if (end <= start) {
      // Nothing but blanks: they belong between their neighbours.
      if (between.length > 0) between[between.length - 1] += whole;
      else {
        pieces.push(pieceOf(segment, start, seam, seam));
        between.push('');
      }
    } else {
      pieces.push(pieceOf(segment, start, end, seam));
      if (seam < text.length) between.push(blanks);
    }
    start = seam;
  }
  return { pieces, between };
}

/** The last good place to cut before `limit`. */
function seamIn({ text, terms }: EngineSegment, start: number, limit: number): number {
  const free = (at: number) => at > start && !terms.some((term) => term.start < at && at < term.end);
  const stretch = text.slice(start, limit);
  for (const pattern of seams) {
    const ends = [...stretch.matchAll(pattern)].map((match) => start + match.index + match[0].length);
    const found = ends.findLast(free);
    // A cut that leaves almost nothing before it makes pieces without end.
    if (found !== undefined && found - start > (limit - start) / 8) return found;
  }
  let at = limit;
  if (/[\ud800-\udbff]/.test(text[at - 1] ?? '') && at - 1 > start) at--;
  const term = terms.find((one) => one.start < at && at < one.end);
  return term && term.start > start ? term.start : at;
}

/** The text up to `end`, with the codes up to `seam`: one at the seam goes with the piece that ends there when it closes something, and else with the next. */
function pieceOf(segment: EngineSegment, start: number, end: number, seam: number): EngineSegment {
  const { text, codes, terms, ...rest } = segment;
  const last = seam === text.length;
  const isIn = (at: number, closes: boolean) =>
    (at > start || (at === start && (!closes || start === 0))) && (at < seam || (at === seam && (closes || last)));
  return {
    ...rest,
    text: text.slice(start, end),
    codes: codes
      .filter(({ at, kind }) => isIn(at, kind === 'close'))
      .map((code) => ({ ...code, at: Math.min(code.at, end) - start })),
    terms: terms
      .filter((term) => term.start >= start && term.end <= end)
      .map((term) => ({ ...term, start: term.start - start, end: term.end - start })),
  };
}

/** Puts the translations of pieces together again. */
export function rejoined(results: EngineResult[], between: string[]): EngineResult {
  let text = '';
  const codes: EngineResult['codes'] = [];
  for (const [index, result] of results.entries()) {
    if (index > 0) text += between[index - 1] ?? '';
    for (const code of result.codes) codes.push({ ...code, at: code.at + text.length });
    text += result.text;
  }
  const terms = results.flatMap((result) => result.terms ?? []);
  return {
    text,
    codes,
    unknownWords: [...new Set(results.flatMap((result) => result.unknownWords))],
    lostTerms: [...new Set(results.flatMap((result) => result.lostTerms))],
    ...(terms.length > 0 ? { terms } : {}),
  };
}
