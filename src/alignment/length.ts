/** Variance of target characters for each source character (Gale and Church 1993, section 3.2). */
const VARIANCE = 6.8;

/**
 * What two lengths say against two stretches being translations of each other: -log of the two-sided probability of a difference as large
 * (Gale and Church 1993, "A Program for Aligning Sentences in Bilingual Corpora", section 3).
 *
 * @param ratio expected target characters for one source character
 */
export function lengthCost(source: number, target: number, ratio: number): number {
  const mean = (source + target / ratio) / 2;
  if (mean === 0) return 0;
  const deviation = Math.abs(target - source * ratio) / Math.sqrt(mean * VARIANCE * ratio);
  return -Math.log(Math.max(1e-12, 2 * (1 - normal(deviation))));
}

/** Standard normal distribution function (Abramowitz and Stegun 1964, 26.2.17; error below 7.5e-8), for x >= 0. */
function normal(x: number): number {
  const t = 1 / (1 + 0.2316419 * x);
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
