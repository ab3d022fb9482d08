import type { LanguageTag } from '../model/language.ts';
import { type Rules, rulesFor } from './rules.ts';

/** How far a rule looks to either side; no word or bracket that matters is longer. */
const view = 160;

const segmenters = new Map<LanguageTag, Intl.Segmenter>();

function segmenterOf(language: LanguageTag): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
    segmenters.set(language, segmenter);
  }
  return segmenter;
}

const closing = /^[»”’›)\]}]+|^["'](?=$|[\s.,;:!?)»”’])/u;
const goesOn = /^(?:\p{Ll}|[,;:!?.…)\]}%]|[–—]\s?\p{Ll}|-\s\p{Ll})/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the vertical tab breaks lines, too
const lineBreaks = /[\n\r\u000b\f\u0085\u2028\u2029]/g;
const newListItem = /[\n\r\u2028\u2029][ \t\u00a0]*(?=(?:[•▪●◦*·–—-]|\d{1,3}[.)]|\p{L}\))\s+\S)/gu;

/**
 * Where sentences begin inside a text: UTF-16 offsets, ascending, without 0 and the end. White space before a sentence belongs to the one before it.
 *
 * Unicode's default boundaries (UAX #29, as ICU tailors them to the language) are the base; line breaks count as spaces, since a wrapped
 * line ends no sentence. Then rules take back boundaries that are none, and put closing quotation marks where they belong.
 */
export function sentenceStarts(text: string, language: LanguageTag): number[] {
  const rules = rulesFor(language);
  const forced = new Set<number>();
  for (const match of text.matchAll(newListItem)) forced.add(match.index + match[0].length);
  const candidates = new Set(forced);
  for (const { index } of segmenterOf(language).segment(text.replace(lineBreaks, ' '))) candidates.add(index);
  const starts: number[] = [];
  let sentence = 0;
  for (const candidate of [...candidates].sort((a, b) => a - b)) {
    if (candidate <= sentence) continue;
    const at = forced.has(candidate) ? candidate : afterClosing(text, candidate);
    if (at <= sentence || at >= text.length) continue;
    if (!forced.has(at) && joins(text, sentence, at, rules)) continue;
    starts.push(at);
    sentence = at;
  }
  return starts;
}

/** A closing quotation mark or bracket after a space ends the sentence before it: the boundary moves behind it. */
function afterClosing(text: string, at: number): number {
  const mark = closing.exec(text.slice(at, at + view))?.[0];
  if (!mark) return at;
  // An apostrophe or a quotation mark that looks the same on both sides closes only what was opened.
  if (/^["'’]/.test(mark) && !(count(text.slice(Math.max(0, at - view), at), mark.charAt(0)) % 2)) return at;
  let moved = at + mark.length;
  while (moved < text.length && /\s/.test(text.charAt(moved))) moved++;
  return moved;
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}

function joins(text: string, sentence: number, at: number, rules: Rules): boolean {
  const left = text.slice(Math.max(sentence, at - view), at).trimEnd();
  const right = text.slice(at, at + view);
  const whole = left.length < view ? left.trimStart() : '';
  // Not a word yet: a bracket, a dash, the number of a list item.
  if (whole && (!/[\p{L}\p{N}]/u.test(whole) || /^\(?(?:\d{1,3}|\p{L})[.)]$/u.test(whole))) return true;
  if (goesOn.test(right)) return true;
  if (elision(left)) return true;
  const word = /[^\s("'«“‘[/]+$/u.exec(left)?.[0] ?? '';
  if (!word.endsWith('.')) return false;
  const next = /^["'«“‘(¿¡[]*([\p{L}\p{M}\p{N}'’-]+)/u.exec(right)?.[1] ?? '';
  const before = left.slice(0, left.length - word.length).trimEnd();
  return abbreviated(word, before, next, rules) || ordinal(word, before, next, rules);
}

/** `(...)` or `[…]` in mid-sentence: what was left out ends nothing, unless a sentence had ended before it. */
function elision(left: string): boolean {
  const before = /^(.*?)\s*[([](?:\.\.\.|…)[)\]]$/su.exec(left)?.[1];
  return before !== undefined && !/[.!?…]["'”’»)]*$/u.test(before);
}

function abbreviated(word: string, before: string, next: string, rules: Rules): boolean {
  const plainlyNew = rules.starters.has(next);
  const kinds = rules.abbreviations.get(word) ?? rules.abbreviations.get(word.charAt(0).toLowerCase() + word.slice(1));
  if (kinds?.has('title')) return next !== '';
  if (kinds?.has('number') && /^(?:\d|[IVXLC]+$)/.test(next)) return true;
  if (kinds?.has('mid')) return !plainlyNew;
  // U.S., J.-C., Ph.D. and their like, also where no list has them.
  if (/^(?:\p{L}{1,2}[.-]+){2,}$/u.test(word)) return !plainlyNew;
  return initial(word, before, next, plainlyNew);
}

/** A single capital with a full stop between names. After a small word (plan B.) a plain beginning of a sentence wins. */
function initial(word: string, before: string, next: string, plainlyNew: boolean): boolean {
  if (!/^\p{Lu}\.$/u.test(word) || !/^\p{Lu}/u.test(next)) return false;
  return !plainlyNew && (word !== 'I.' || /\p{Lu}[\p{L}.]*$/u.test(before));
}

function ordinal(word: string, before: string, next: string, rules: Rules): boolean {
  if (!rules.ordinals || !/^\d{1,3}\.$/.test(word) || next === '') return false;
  const previous = /[\p{L}]+$/u.exec(before)?.[0] ?? '';
  return rules.ordinalBefore.has(next) || rules.ordinalAfter.has(previous);
}
