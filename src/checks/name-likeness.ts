import { folded } from './words.ts';

/** Letters that languages write differently for one sound, and silent ones, made even: `Poutine` and `Putin`, `Khrouchtchev` and `Khrushchev`. */
const habits: [RegExp, string][] = [
  [/['’]/gu, ''],
  [/tch|tsch|ch|sh|sch|cz|cs/gu, 's'],
  [/ou|oo|u|w/gu, 'v'],
  [/ph/gu, 'f'],
  [/th/gu, 't'],
  [/kh|gh|q|c|k|x/gu, 'k'],
  [/dj|j|y|ij|ii|ie|i/gu, 'i'],
  [/e/gu, 'i'],
  [/z/gu, 's'],
  [/h/gu, ''],
  [/(?<letter>.)\k<letter>+/gu, '$<letter>'],
  [/(?:i|s|a|o|is|as|os)$/gu, ''],
];
const KEPT = 20_000;
const keys = new Map<string, string>();

/**
 * Whether two words, spelled evenly, may be one name in two languages: equal, equal by the first four letters, or but for
 * a third of it (Levenshtein 1966).
 */
export function evenAlike(left: string, right: string): boolean {
  // Nothing below allows for another beginning.
  if (left[0] !== right[0]) return false;
  if (left === right) return true;
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (short.length < 2) return false;
  if (short.length >= 4 && long.startsWith(short.slice(0, 4)) && long.length - short.length <= 4) return true;
  if (short.length >= 3 && long.startsWith(short) && long.length - short.length <= 3) return true;
  const most = Math.floor(long.length / 3);
  return long.length - short.length <= most && distance(short, long, most) <= most;
}

/** A word, in lower case, spelled evenly. */
export function evenOf(word: string): string {
  let even = keys.get(word);
  if (even === undefined) {
    even = folded(word);
    for (const [written, sound] of habits) even = even.replaceAll(written, sound);
    if (keys.size >= KEPT) keys.clear();
    keys.set(word, even);
  }
  return even;
}

/** Edit distance of two short words, or more than `most`. */
function distance(a: string, b: string, most: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    row = next;
  }
  return row[b.length] ?? 0;
}
