/** What in a sentence may stand in its translation too, each with how often. */
export type Anchors = Map<string, number>;

/** How much one shared anchor says, by its kind; then scaled by how rare the anchor is in the two texts. */
const kindWeights: Record<string, number> = { '#': 2, '^': 1, '~': 1, '.': 0.5 };

/**
 * The anchors of a sentence: numbers (digits without separators), capitalised words (folded), the first four letters of longer words
 * (Simard, Foster and Isabelle 1992: words of two languages that begin alike are cognates), and marks that translators keep: `?`, quotes,
 * brackets, colons, percent signs.
 */
export function anchorsOf(text: string): Anchors {
  const anchors: Anchors = new Map();
  const add = (key: string): void => {
    anchors.set(key, (anchors.get(key) ?? 0) + 1);
  };
  for (const [number] of text.matchAll(/\p{Nd}+(?:[.,\u00A0\u202F\u2009 ]\p{Nd}{3})*/gu)) add(`#${digits(number)}`);
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const folded = fold(word);
    if (folded.length >= 4) add(`~${folded.slice(0, 4)}`);
    if (folded.length >= 2 && /^\p{Lu}/u.test(word)) add(`^${folded}`);
  }
  for (const [mark] of text.matchAll(/[?؟%٪:(]|["“«„]/gu))
    add(`.${mark === '؟' ? '?' : mark === '٪' ? '%' : /["“«„]/u.test(mark) ? '"' : mark}`);
  return anchors;
}

/** Weighs anchors by rarity: one that stands in most sentences says little. Inverse document frequency over both texts. */
export function anchorWeights(sentences: Anchors[]): (key: string) => number {
  const counts = new Map<string, number>();
  for (const sentence of sentences) for (const key of sentence.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  return (key) => (kindWeights[key[0] ?? ''] ?? 1) * Math.log(1 + sentences.length / (counts.get(key) ?? 1));
}

/** How much of the anchors of two stretches of text is shared, 0 to 1 (Dice's coefficient over weights). */
export function sharedAnchors(source: Anchors[], target: Anchors[], weight: (key: string) => number): number {
  const [a, b] = [merge(source), merge(target)];
  let shared = 0;
  let all = 0;
  for (const [key, count] of a) {
    const each = weight(key);
    all += each * count;
    shared += each * Math.min(count, b.get(key) ?? 0);
  }
  for (const [key, count] of b) all += weight(key) * count;
  return all === 0 ? 0 : (2 * shared) / all;
}

function merge(anchors: Anchors[]): Anchors {
  if (anchors.length === 1 && anchors[0]) return anchors[0];
  const merged: Anchors = new Map();
  for (const each of anchors) for (const [key, count] of each) merged.set(key, (merged.get(key) ?? 0) + count);
  return merged;
}

function fold(word: string): string {
  return word.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** ASCII digits of a number, whatever its script and separators. */
function digits(number: string): string {
  return [...number].map((character) => digitValue(character)).join('');
}

function digitValue(character: string): string {
  if (!/\p{Nd}/u.test(character)) return '';
  // Decimal digits stand in blocks of ten that start at a code point ending in 0 or 6 (Unicode, property Nd), so that 0 is found by walking back.
  let zero = character.codePointAt(0) ?? 0;
  for (let steps = 0; steps < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1)); steps++) zero -= 1;
  return String((character.codePointAt(0) ?? 0) - zero);
}
