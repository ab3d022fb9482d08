/** Least and most characters in a batch: below, threads wait for each other; above, nothing is gained and a lost batch costs more. */
const LEAST = 600;
const MOST = 12_000;

/** Batches for each thread: several, so that no thread waits long for the last one. */
const PER_THREAD = 2;

/**
 * Cuts texts into batches of texts of like length, because the engine fills every text of a batch up to the longest. The longest come
 * first, so that the short ones are left to fill the end.
 *
 * @returns indices of the texts, each once
 */
export function batchesOf(texts: string[], threads: number): number[][] {
  const order = texts.map((_, index) => index).sort((a, b) => lengthOf(texts, b) - lengthOf(texts, a) || a - b);
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  const size = Math.min(MOST, Math.max(LEAST, Math.ceil(total / (threads * PER_THREAD))));
  const batches: number[][] = [];
  let filled = size;
  for (const index of order) {
    if (filled >= size) {
      batches.push([]);
      filled = 0;
    }
    batches.at(-1)?.push(index);
    filled += lengthOf(texts, index);
  }
  return batches;
}

function lengthOf(texts: string[], index: number): number {
  return (texts[index] as string).length;
}
