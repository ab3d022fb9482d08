/** Least and most characters in a batch, markup included: below, threads wait for each other; above, nothing is gained and a lost batch costs more. */
const LEAST = 2000;
const MOST = 12_000;

/** How many batches for each thread what is left would make. */
const PER_THREAD = 2;

/**
 * Cuts texts into batches of texts of like length, because the engine fills every text of a batch up to the longest. The longest come first,
 * so that the short ones are left to fill the end. Each batch is a share of what is left, so that batches become smaller towards the end,
 * and a thread that was held up is not waited for long (guided self-scheduling, Polychronopoulos and Kuck 1987).
 *
 * @returns indices of the texts, each once
 */
export function batchesOf(texts: string[], threads: number): number[][] {
  const order = texts.map((_, index) => index).sort((a, b) => lengthOf(texts, b) - lengthOf(texts, a) || a - b);
  let left = texts.reduce((sum, text) => sum + text.length, 0);
  const batches: number[][] = [];
  let size = 0;
  let wanted = 0;
  for (const index of order) {
    const length = lengthOf(texts, index);
    const last = batches.at(-1);
    // A text belongs where its middle lies, and what would be left of next to nothing is no batch of its own.
    if (last && (size + length / 2 <= wanted || left < LEAST / 2)) {
      last.push(index);
      size += length;
    } else {
      wanted = shareOf(left, threads);
      batches.push([index]);
      size = length;
    }
    left -= length;
  }
  return batches;
}

/** Characters of the next batch; a single thread has nobody to wait for. */
function shareOf(left: number, threads: number): number {
  const share = threads > 1 ? left / (threads * PER_THREAD) : left;
  return Math.min(MOST, Math.max(LEAST, share));
}

function lengthOf(texts: string[], index: number): number {
  return (texts[index] as string).length;
}
