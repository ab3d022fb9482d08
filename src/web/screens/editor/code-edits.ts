import type { InlineCode } from '../../../model/article.ts';
import { type CodedText, missingCodes, replaceRange, withCode } from './coded-text.ts';

/**
 * An edit with the codes that it took away: they stand where they stood, those inside of what was replaced at its end. What a key does to the
 * text (a word deleted, a selection written over) never loses markup.
 */
export function withLost(before: CodedText, after: CodedText): CodedText {
  const there = new Set(after.codes.map(({ id }) => id));
  const lost = before.codes.filter(({ id }) => !there.has(id));
  if (lost.length === 0) return after;
  const { start, end } = alike(before.text, after.text);
  const grown = after.text.length - before.text.length;
  const place = ({ at }: InlineCode) => {
    if (at <= start) return at;
    return at >= before.text.length - end ? at + grown : after.text.length - end;
  };
  const order = new Map(before.codes.map(({ id }, index) => [id, index]));
  const rank = ({ id }: InlineCode) => order.get(id) ?? before.codes.length;
  const codes = [...after.codes, ...lost.map((code) => ({ ...code, at: place(code) }))];
  return { text: after.text, codes: codes.sort((a, b) => a.at - b.at || rank(a) - rank(b)) };
}

/** What two texts begin and end with alike: how many UTF-16 units, none of them counted twice. */
function alike(before: string, after: string): { start: number; end: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end))
    end++;
  return { start, end };
}

/** Where somebody goes on after a text became another one: behind what is new in it, or where a code went or came. */
export function behindChange(before: CodedText, after: CodedText): number {
  if (before.text === after.text) {
    const has = ({ codes }: CodedText, { id, at }: InlineCode) => codes.some((one) => one.id === id && one.at === at);
    const changed = after.codes.find((code) => !has(before, code)) ?? before.codes.find((code) => !has(after, code));
    return changed?.at ?? after.text.length;
  }
  return after.text.length - alike(before.text, after.text).end;
}

/** The half-open range [start, end) with some of the codes in it or at its edges, as it is copied. @param ids of these codes */
export function partOf(given: CodedText, start: number, end: number, ids: ReadonlySet<string>): CodedText {
  return {
    text: given.text.slice(start, end),
    codes: given.codes.filter(({ id }) => ids.has(id)).map((code) => ({ ...code, at: code.at - start })),
  };
}

/** A text that was made elsewhere for the same source (a match, a machine's), with those of its codes that the source has, each once. */
export function fitting({ text, codes }: CodedText, source: CodedText): CodedText {
  const left = new Map(source.codes.map((code) => [code.id, code]));
  const own = codes.flatMap(({ id, kind, data, at }) => {
    const code = left.get(id);
    if (code?.kind !== kind || code.data !== data) return [];
    left.delete(id);
    return [{ ...code, at: Math.min(Math.max(at, 0), text.length) }];
  });
  return { text, codes: own.sort((a, b) => a.at - b.at) };
}

/** Takes a range out, and just these codes with it: the others stay. */
export function withoutPart(given: CodedText, start: number, end: number, ids: ReadonlySet<string>): CodedText {
  const rest = { ...given, codes: given.codes.filter(({ id }) => !ids.has(id)) };
  return replaceRange(rest, start, end, '');
}

/**
 * Puts a copied part in the place of a range. Of its codes come those that the segment has and the text lacks: none stands twice, and the
 * markup of another segment stays there.
 *
 * @param source the segment's, with its codes
 */
export function withPart(
  given: CodedText,
  { start, end }: { start: number; end: number },
  part: CodedText,
  source: CodedText,
): CodedText {
  const missing = missingCodes(source, given);
  const put = replaceRange(given, start, end, part.text);
  return part.codes.reduce((text, { id, data, at }) => {
    const code = missing.find((one) => one.id === id && one.data === data);
    return code ? withCode(text, code, start + Math.min(Math.max(at, 0), part.text.length)) : text;
  }, put);
}

/**
 * Puts a missing code in at the caret; around a selection both ends of a pair, where both are missing.
 *
 * @param id which one; the first in the source's order where none is named
 * @returns undefined where nothing is missing
 */
export function withMissing(
  given: CodedText,
  source: CodedText,
  { start, end }: { start: number; end: number },
  id?: string,
): CodedText | undefined {
  const missing = missingCodes(source, given);
  const code = missing.find((one) => id === undefined || one.id === id);
  if (!code) return undefined;
  const other = start < end && code.kind === 'open' ? missing.find((one) => one.id === code.pair) : undefined;
  return withCode(other ? withCode(given, other, end) : given, code, start);
}
