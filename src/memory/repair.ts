import type { InlineCode } from '../model/article.ts';
import { codesFrom } from '../model/codes.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Difference, Repair, TranslationUnit } from '../model/memory.ts';
import type { TermConstraint } from '../model/term.ts';
import { exchangeDateWord } from './date-words.ts';
import { type Piece, piecesOf } from './differences.ts';
import { exchangeNumber, isNumber } from './numerals.ts';

/** A stretch of a text to be exchanged. */
interface Edit {
  start: number;
  end: number;
  text: string;
}

interface Exchange extends Edit {
  repair: Repair;
}

/**
 * Exchanges in the target what differs in the source, where that is unambiguous: numbers, names of months and weekdays, terms of the
 * glossary, and codes. Whatever differs has to be such a thing and to stand once in the unit's source, and what stands for it once in its
 * target; a number must take the same plural in both languages as the one it replaces (CLDR), or the words around it would change too.
 *
 * The result is a proposal: its score stays what it was, and no person has confirmed it.
 *
 * @returns undefined where nothing has to be exchanged or anything is in doubt
 */
export function repair(
  segment: { text: string; codes: InlineCode[] },
  unit: TranslationUnit,
  options: {
    from: LanguageTag;
    to: LanguageTag;
    differences: Difference[];
    terms?: (source: string) => TermConstraint[];
  },
): { text: string; codes: InlineCode[]; repairs: Repair[] } | undefined {
  const exchanges: Exchange[] = [];
  for (const difference of options.differences) {
    const found = exchangesFor(difference, segment.text, unit, options);
    if (!found) return undefined;
    exchanges.push(...found);
  }
  exchanges.sort((a, b) => a.start - b.start);
  if (exchanges.some((edit, index) => edit.start < (exchanges[index - 1]?.end ?? 0))) return undefined;
  const edited = apply(unit.target, exchanges);
  const codes = repairCodes(segment, unit, options.differences, exchanges, edited.length);
  if (!codes) return undefined;
  const repairs = exchanges.map((exchange) => exchange.repair);
  if (codes.exchanged) repairs.push({ kind: 'codes', from: '', to: '' });
  return repairs.length > 0 ? { text: edited, codes: codes.codes, repairs } : undefined;
}

function apply(text: string, edits: Edit[]): string {
  let result = '';
  let from = 0;
  for (const edit of edits) {
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
}

type Options = Parameters<typeof repair>[2];

function exchangesFor(
  difference: Difference,
  segmentText: string,
  unit: TranslationUnit,
  options: Options,
): Exchange[] | undefined {
  const { unit: old, segment: now } = difference;
  if (!old || !now) return undefined;
  const term = exchangeTerm(old, now, segmentText, unit, options);
  if (term) return [term];
  const from = piecesOf(old.text);
  const to = piecesOf(now.text);
  if (from.length !== to.length) return undefined;
  const exchanges: Exchange[] = [];
  for (const [index, piece] of from.entries()) {
    const other = to[index]?.text ?? '';
    const there = to[index];
    if (piece.text === other || !there) continue;
    const exchange =
      exchangePiece(piece.text, other, unit, options) ??
      exchangeTerm(moved(piece, old.start), moved(there, now.start), segmentText, unit, options);
    if (!exchange) return undefined;
    exchanges.push(exchange);
  }
  return exchanges;
}

function moved(piece: Piece, by: number): Edit {
  return { start: piece.start + by, end: piece.end + by, text: piece.text };
}

function exchangePiece(
  from: string,
  to: string,
  unit: TranslationUnit,
  languages: { from: LanguageTag; to: LanguageTag },
): Exchange | undefined {
  if (piecesOf(unit.source).filter((piece) => piece.text === from).length !== 1) return undefined;
  const targets = piecesOf(unit.target);
  if (isNumber(from) && isNumber(to)) {
    const found = targets.flatMap((piece) => {
      const text = isNumber(piece.text) ? exchangeNumber(from, to, piece.text, languages) : undefined;
      return text === undefined ? [] : [{ piece, text }];
    });
    return only(found, 'number');
  }
  const found = targets.flatMap((piece) => {
    const text = exchangeDateWord(from, to, piece.text, languages);
    return text === undefined ? [] : [{ piece, text }];
  });
  return only(found, 'date');
}

function only(found: { piece: Piece; text: string }[], kind: Repair['kind']): Exchange | undefined {
  const [first, ...more] = found;
  if (!first || more.length > 0) return undefined;
  const { piece, text } = first;
  return { start: piece.start, end: piece.end, text, repair: { kind, from: piece.text, to: text } };
}

/** The difference lies inside one term of either text: the whole term is exchanged, in the wording of the glossary. */
function exchangeTerm(
  old: Edit,
  now: Edit,
  segmentText: string,
  unit: TranslationUnit,
  { terms }: Options,
): Exchange | undefined {
  if (!terms) return undefined;
  const covers = (span: Edit) => (term: TermConstraint) => term.start <= span.start && span.end <= term.end;
  const from = terms(unit.source).filter(covers(old));
  const to = terms(segmentText).filter(covers(now));
  const [before, after] = [from[0], to[0]];
  if (from.length !== 1 || to.length !== 1 || !before || !after) return undefined;
  // The words around the difference belong to the other term as well, or more than the term has changed.
  const edges = (text: string, term: TermConstraint, span: Edit) => [
    text.slice(term.start, span.start),
    text.slice(span.end, term.end),
  ];
  if (edges(unit.source, before, old).join('\n') !== edges(segmentText, after, now).join('\n')) return undefined;
  if (occurrences(unit.source, before.source).length !== 1) return undefined;
  const places = before.accepted.flatMap((form) => occurrences(unit.target, form));
  // A longer form that contains a shorter one is one place.
  const outer = places.filter((place) => !places.some((other) => other !== place && contains(other, place)));
  const [place] = outer;
  if (!place || outer.length !== 1) return undefined;
  const found = unit.target.slice(place.start, place.end);
  return { ...place, text: after.target, repair: { kind: 'term', from: found, to: after.target } };
}

function contains(outer: { start: number; end: number }, inner: { start: number; end: number }): boolean {
  return outer.start <= inner.start && inner.end <= outer.end && outer.end - outer.start > inner.end - inner.start;
}

/** Where a wording stands as whole words. */
function occurrences(text: string, wording: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  if (wording === '') return found;
  for (let at = text.indexOf(wording); at >= 0; at = text.indexOf(wording, at + 1)) {
    const end = at + wording.length;
    const letter = /[\p{L}\p{M}\p{Nd}]/u;
    if (!letter.test(text.slice(at - 1, at)) && !letter.test(text.slice(end, end + 1))) found.push({ start: at, end });
  }
  return found;
}

/**
 * Codes for the repaired target: none where the segment has none; those of the unit where the segment has the same ones at the same
 * words; a pair around all of the target where the segment has one around all of its text and the unit none.
 */
function repairCodes(
  segment: { text: string; codes: InlineCode[] },
  unit: TranslationUnit,
  differences: Difference[],
  exchanges: Edit[],
  length: number,
): { codes: InlineCode[]; exchanged: boolean } | undefined {
  if (segment.codes.length === 0) return { codes: [], exchanged: unit.targetCodes.length > 0 };
  if (unit.sourceCodes.length === 0 && unit.targetCodes.length === 0) {
    const [open, close] = segment.codes;
    const around =
      segment.codes.length === 2 && open?.at === 0 && open.pair === close?.id && close?.at === segment.text.length;
    return around && open && close ? { codes: [open, { ...close, at: length }], exchanged: true } : undefined;
  }
  const codes = codesFrom(segment.codes, unit.sourceCodes, unit.targetCodes);
  if (!codes) return undefined;
  const sourceEdits = differences.flatMap(({ unit: old, segment: now }) =>
    old && now ? [{ ...old, text: now.text }] : [],
  );
  const stand = unit.sourceCodes.every((code, index) => shifted(code.at, sourceEdits) === segment.codes[index]?.at);
  if (!stand) return undefined;
  const placed = codes.map((code) => ({ code, at: shifted(code.at, exchanges) }));
  if (placed.some(({ at }) => at === undefined)) return undefined;
  return { codes: placed.map(({ code, at }) => ({ ...code, at: at ?? code.at })), exchanged: false };
}

/** Where an offset is after the edits; undefined inside one of them. */
function shifted(at: number, edits: Edit[]): number | undefined {
  let shift = 0;
  for (const edit of edits) {
    if (edit.start < at && at < edit.end) return undefined;
    if (edit.end <= at && edit.end > edit.start) shift += edit.text.length - (edit.end - edit.start);
  }
  return at + shift;
}
