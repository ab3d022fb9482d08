/** Highest similarity of two texts that differ only in case or typography. */
const TYPOGRAPHY = 0.99;
/** Highest similarity of two texts in which a number, a date or a name differs. */
const PLACEABLE = 0.95;
/** A punctuation mark beside a word: what exchanging it costs. */
const PUNCTUATION_WEIGHT = 0.25;

interface Token {
  /** What is compared: lower case, quotes, apostrophes and dashes evened. Every number is the same placeable. */
  folded: string;
  weight: number;
  /** A number or a name: exchanging it for another keeps the sentence and changes the fact. */
  placeable?: string;
}

/** Numbers with their separators, one ideograph or syllable, words with inner apostrophes, and single marks. */
const pieces =
  /\d+(?:[.,:/\u00A0\u202F]\d+)*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|[^\s\p{Z}]/gu;

/**
 * How alike two texts of one language are, 0 to 1: word-level edit distance (Levenshtein 1966) over folded words, a punctuation mark
 * counting a quarter of a word, divided by the weight of the heavier text. It is symmetric.
 *
 * - 1: identical (NFC).
 * - 0.99 at most: the same words and numbers; case, quotes, dashes or spacing differ.
 * - 0.95 at most: a number, or a capitalised word that does not start a sentence, differs. Numbers count as placeables: one number is
 *   as good as another for the distance, since only the figure has to be exchanged.
 */
export function similarity(a: string, b: string): number {
  const [textA, textB] = [a.normalize('NFC'), b.normalize('NFC')];
  if (textA === textB) return 1;
  const [tokensA, tokensB] = [tokenize(textA), tokenize(textB)];
  const heavier = Math.max(weightOf(tokensA), weightOf(tokensB));
  if (heavier === 0) return tokensA.length === tokensB.length ? TYPOGRAPHY : 0;
  const alike = 1 - distance(tokensA, tokensB) / heavier;
  const ceiling = placeablesOf(tokensA) === placeablesOf(tokensB) ? TYPOGRAPHY : PLACEABLE;
  return Math.max(0, Math.min(alike, ceiling));
}

/**
 * The weight of a text, in quarters of a word. Two texts that are alike to at least t (0..1) have weights of which the smaller is at
 * least t times the larger: candidates outside that range need not be compared.
 */
export function textLength(text: string): number {
  return Math.round(weightOf(tokenize(text.normalize('NFC'))) / PUNCTUATION_WEIGHT);
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let sentenceStart = true;
  for (const [piece] of text.matchAll(pieces)) {
    if (/^\d/u.test(piece)) {
      tokens.push({ folded: '0', weight: 1, placeable: piece.replaceAll(/[\u00A0\u202F]/gu, ' ') });
      sentenceStart = false;
    } else if (/^[\p{L}\p{M}]/u.test(piece)) {
      const folded = piece.toLowerCase().replaceAll('’', "'");
      const name = !sentenceStart && /^\p{Lu}/u.test(piece);
      tokens.push({ folded, weight: 1, ...(name ? { placeable: folded } : {}) });
      sentenceStart = false;
    } else {
      tokens.push({ folded: evenMark(piece), weight: PUNCTUATION_WEIGHT });
      sentenceStart ||= /[.!?…:]/u.test(piece);
    }
  }
  return tokens;
}

function evenMark(mark: string): string {
  if (/["“”„«»‟]/u.test(mark)) return '"';
  if (/['’‘‚‹›`´]/u.test(mark)) return "'";
  if (/[-‐‑‒–—―]/u.test(mark)) return '-';
  return mark;
}

function weightOf(tokens: Token[]): number {
  return tokens.reduce((sum, { weight }) => sum + weight, 0);
}

/** Numbers and names, sorted: equal when the facts are. */
function placeablesOf(tokens: Token[]): string {
  return tokens
    .flatMap(({ placeable }) => placeable ?? [])
    .sort()
    .join('\n');
}

/** Two rows of the Levenshtein matrix; exchanging two tokens costs the heavier of them. */
function distance(a: Token[], b: Token[]): number {
  let above = new Float64Array(b.length + 1);
  for (const [j, token] of b.entries()) above[j + 1] = (above[j] ?? 0) + token.weight;
  for (const tokenA of a) {
    const row = new Float64Array(b.length + 1);
    row[0] = (above[0] ?? 0) + tokenA.weight;
    for (const [j, tokenB] of b.entries()) {
      const exchange = tokenA.folded === tokenB.folded ? 0 : Math.max(tokenA.weight, tokenB.weight);
      row[j + 1] = Math.min(
        (above[j] ?? 0) + exchange,
        (above[j + 1] ?? 0) + tokenA.weight,
        (row[j] ?? 0) + tokenB.weight,
      );
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
