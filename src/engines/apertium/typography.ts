/**
 * Gives a translation the capital and the apostrophes of its source: Apertium loses the capital of a first word that it moves, and
 * writes every elision with a typewriter apostrophe. The length never changes.
 */
export function likeSource(text: string, source: string): string {
  let result = text;
  if (/^\P{L}*\p{Lu}/u.test(source)) {
    // A word with a capital further in (iPhone) is written so on purpose.
    result = result.replace(/^(\P{L}*)(\p{Ll})(?!\p{L}*\p{Lu})/u, (whole, before: string, letter: string) => {
      const capital = letter.toUpperCase();
      return capital.length === letter.length ? before + capital : whole;
    });
  }
  if (/\p{L}’\p{L}/u.test(source) && !/\p{L}'\p{L}/u.test(source)) {
    result = result.replaceAll(/(?<=\p{L})'(?=\p{L})/gu, '’');
  }
  return result;
}

/**
 * Takes back the capital that Apertium passes on from unknown words at the beginning to the next word: `OCHA Dijo` for `OCHA said`.
 * The length never changes.
 *
 * @param sent the text as it was sent: it begins with the same words, and goes on without a capital
 */
export function withoutPassedCapital(text: string, sent: string): string {
  const words = /[\p{L}\p{M}\p{Nd}]+/gu;
  const source = [...sent.matchAll(words)];
  const target = [...text.matchAll(words)];
  const place = target.findIndex(([word], index) => word !== source[index]?.[0]);
  const [word = '', before = ''] = [target[place]?.[0], source[place]?.[0]];
  if (place < 1 || !/^\p{Ll}/u.test(before) || !/^\p{Lu}\P{Lu}*$/u.test(word)) return text;
  const at = target[place]?.index ?? 0;
  const small = word.toLowerCase();
  return small.length === word.length ? text.slice(0, at) + small + text.slice(at + word.length) : text;
}
