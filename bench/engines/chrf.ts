/** n of the character n-grams, and how much more recall counts than precision: chrF2 (Popović 2015, with beta 2). */
const ORDER = 6;
const BETA = 2;

/** As sacreBLEU names what is computed here; its figures are the same to the digit it prints. */
export const chrfSignature = 'nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no';

/**
 * chrF2 of a corpus, 0 to 100: character n-grams of one to six code points, without white space, counted over all sentences; precision and
 * recall are averaged over the orders that occur on both sides (sacreBLEU's effective order).
 *
 * @param translations one a reference, at the same index
 */
export function chrf(translations: string[], references: string[]): number {
  const hypothesis = new Array<number>(ORDER).fill(0);
  const reference = new Array<number>(ORDER).fill(0);
  const match = new Array<number>(ORDER).fill(0);
  for (const [index, wanted] of references.entries()) {
    const [got, expected] = [pointsOf(translations[index] ?? ''), pointsOf(wanted)];
    for (let order = 0; order < ORDER; order += 1) {
      const ours = ngrams(got, order + 1);
      const theirs = ngrams(expected, order + 1);
      // A sentence too short for an order says nothing of it.
      if (theirs.size > 0) hypothesis[order] = (hypothesis[order] ?? 0) + sum(ours);
      reference[order] = (reference[order] ?? 0) + sum(theirs);
      for (const [gram, count] of ours) match[order] = (match[order] ?? 0) + Math.min(count, theirs.get(gram) ?? 0);
    }
  }
  let precision = 0;
  let recall = 0;
  let orders = 0;
  for (let order = 0; order < ORDER; order += 1) {
    const [got = 0, wanted = 0, both = 0] = [hypothesis[order], reference[order], match[order]];
    if (got === 0 || wanted === 0) continue;
    precision += both / got;
    recall += both / wanted;
    orders += 1;
  }
  if (precision + recall === 0) return 0;
  precision /= orders;
  recall /= orders;
  return (100 * (1 + BETA ** 2) * precision * recall) / (BETA ** 2 * precision + recall);
}

/** Code points without white space, as Python's str.split() sees it. */
function pointsOf(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: separators that Python counts as white space.
  return [...text.replace(/[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g, '')];
}

function ngrams(points: string[], length: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + length <= points.length; at += 1) {
    const gram = points.slice(at, at + length).join('');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

function sum(counts: Map<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
