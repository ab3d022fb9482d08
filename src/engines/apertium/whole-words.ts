import type { TermConstraint } from '../../model/term.ts';

/** Whether a term has letters and does not begin or end inside a word. */
export function isWholeWords(text: string, { start, end }: TermConstraint): boolean {
  const inWord = (at: number) => /^[\p{L}\p{M}\p{Nd}]{2}$/u.test(text.slice(at - 1, at + 1));
  return /\p{L}/u.test(text.slice(start, end)) && !inWord(start) && !inWord(end);
}

/** Whether a form stands in a text as whole words, whatever its case. */
export function contains(text: string, form: string): boolean {
  const literal = form.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return form !== '' && new RegExp(`(?<![\\p{L}\\p{M}\\p{Nd}])${literal}(?![\\p{L}\\p{M}\\p{Nd}])`, 'iu').test(text);
}
