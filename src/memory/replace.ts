import type { InlineCode } from '../model/article.ts';

/**
 * Replaces every occurrence of a wording in a text; codes keep their places among the words, and one inside the wording stands before what
 * replaces it.
 *
 * @param options.word only where the wording stands as whole words
 * @returns undefined where it does not occur
 */
export function replaceWording(
  text: string,
  codes: InlineCode[],
  wording: string,
  replacement: string,
  options: { word?: boolean } = {},
): { text: string; codes: InlineCode[]; count: number } | undefined {
  const spans = occurrencesOf(text, wording, options.word ?? false);
  if (spans.length === 0) return undefined;
  let result = '';
  let from = 0;
  for (const start of spans) {
    result += text.slice(from, start) + replacement;
    from = start + wording.length;
  }
  const grown = replacement.length - wording.length;
  const moved = (at: number) => {
    const before = spans.filter((start) => start + wording.length <= at).length;
    const inside = spans.find((start) => start < at && at < start + wording.length);
    return (inside ?? at) + before * grown;
  };
  return {
    text: result + text.slice(from),
    codes: codes.map((code) => ({ ...code, at: moved(code.at) })),
    count: spans.length,
  };
}

/** Where a wording starts, without overlaps, from left to right. */
function occurrencesOf(text: string, wording: string, word: boolean): number[] {
  const found: number[] = [];
  if (wording === '') return found;
  const letter = /[\p{L}\p{M}\p{N}]/u;
  const joins = (edge: string, side: string) => letter.test(edge) && letter.test(side);
  for (let at = text.indexOf(wording); at >= 0; ) {
    const end = at + wording.length;
    const inWord =
      word &&
      (joins(wording.slice(0, 1), text.slice(Math.max(0, at - 1), at)) ||
        joins(wording.slice(-1), text.slice(end, end + 1)));
    if (!inWord) found.push(at);
    at = text.indexOf(wording, inWord ? at + 1 : end);
  }
  return found;
}
