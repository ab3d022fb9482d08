/** Least and most characters in a batch, markup included: below, threads wait for each other; above, nothing is gained and a lost batch costs more. */
const LEAST = 2000;
const MOST = 12_000;

/** Batches for each thread where there is enough to do, so that no thread waits long for the last one. */
const PER_THREAD = 4;

/**
 * Cuts texts into batches of texts of like length, because the engine fills every text of a batch up to the longest. The longest come
 * first, so that the short ones are left to fill the end; and every thread gets as many batches as the others.
 *
 * @returns indices of the texts, each once
 */
export function batchesOf(texts: string[], threads: number): number[][] {
  const order = texts.map((_, index) => index).sort((a, b) => lengthOf(texts, b) - lengthOf(texts, a) || a - b);
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  const wanted = Math.max(Math.ceil(total / MOST), Math.min(threads * PER_THREAD, Math.floor(total / LEAST)), 1);
  const count = wanted > threads ? Math.ceil(wanted / threads) * threads : wanted;
  const batches: number[][] = Array.from({ length: count }, () => []);
  let before = 0;
  for (const index of order) {
    const length = lengthOf(texts, index);
    // A text belongs where its middle lies.
    const place = total === 0 ? 0 : Math.min(count - 1, Math.floor(((before + length / 2) * count) / total));
    batches[place]?.push(index);
    before += length;
  }
  return batches.filter((batch) => batch.length > 0);
}

function lengthOf(texts: string[], index: number): number {
  return (texts[index] as string).length;
}
