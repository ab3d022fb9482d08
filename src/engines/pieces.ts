import type { InlineCode } from '../model/article.ts';
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
  const waiting = [...segment.codes];
  let start = 0;
  while (start < text.length) {
    const seam = text.length - start <= most ? text.length : seamIn(segment, start, start + most);
    const whole = text.slice(start, seam);
    const blanks = seam < text.length ? (/\s+$/u.exec(whole)?.[0] ?? '') : '';
    const codes = codesUpTo(waiting, seam, seam === text.length);
    const previous = pieces.at(-1);
    if (blanks.length === whole.length && previous) {
      // Nothing but blanks: they belong between their neighbours.
      between[between.length - 1] += whole;
      previous.codes.push(...codes.map((code) => ({ ...code, at: previous.text.length })));
    } else {
      const spaces = blanks.length === whole.length ? '' : blanks;
      pieces.push(pieceOf(segment, codes, start, seam - spaces.length));
      if (seam < text.length) between.push(spaces);
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

/** Takes the codes before a seam, and those at the seam that close something: what opens there goes with what follows. */
function codesUpTo(waiting: InlineCode[], seam: number, last: boolean): InlineCode[] {
  const next = waiting.findIndex(({ at, kind }) => at > seam || (at === seam && kind !== 'close'));
  return waiting.splice(0, last || next < 0 ? waiting.length : next);
}

function pieceOf(segment: EngineSegment, codes: InlineCode[], start: number, end: number): EngineSegment {
  const { text, codes: _, terms, ...rest } = segment;
  return {
    ...rest,
    text: text.slice(start, end),
    codes: codes.map((code) => ({ ...code, at: Math.max(start, Math.min(code.at, end)) - start })),
    terms: terms
      .filter((term) => term.start >= start && term.end <= end)
      .map((term) => ({ ...term, start: term.start - start, end: term.end - start })),
  };
}

/**
 * Puts the translations of pieces together again.
 *
 * @param pieces their sources, at the same indexes
 */
export function rejoined(results: EngineResult[], { pieces, between }: Cut): EngineResult {
  let text = '';
  const codes: EngineResult['codes'] = [];
  const alignment: NonNullable<EngineResult['alignment']> = [];
  let read = 0;
  for (const [index, result] of results.entries()) {
    if (index > 0) {
      text += between[index - 1] ?? '';
      read += (between[index - 1] ?? '').length;
    }
    for (const { source, target } of result.alignment ?? [])
      alignment.push({ source: shifted(source, read), target: shifted(target, text.length) });
    read += pieces[index]?.text.length ?? 0;
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
    ...(alignment.length > 0 ? { alignment } : {}),
  };
}

function shifted({ start, end }: { start: number; end: number }, by: number) {
  return { start: start + by, end: end + by };
}
