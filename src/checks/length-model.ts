import { baseLanguage, type LanguageTag } from '../model/language.ts';
import { readTable } from './data/table.ts';

const means = new Map<LanguageTag, number>(
  readTable('lengths').map(([language = '', mean]) => [language, Number(mean)]),
);
/** Variance of the logarithm of target over source length: this much for the translator's freedom, and so much by the source's length. */
const FREEDOM = 0.006;
const BY_LENGTH = 2.2;
/** An unknown pair is given the mean 0, and twice the spread. */
const UNKNOWN = 2;

/**
 * How many standard deviations a translation is longer (or, negative, shorter) than translations of that source usually are: log-normal,
 * after Gale and Church (1993), with the figures of data/lengths.tsv.
 *
 * @returns undefined for texts without letters, and for those in scripts without spaces, whose lengths say little
 */
export function lengthDeviation(
  source: string,
  from: LanguageTag,
  target: string,
  to: LanguageTag,
): number | undefined {
  const [long, now] = [source.trim().length, target.trim().length];
  if (long === 0 || now === 0) return undefined;
  const [own, other] = [means.get(baseLanguage(from)), means.get(baseLanguage(to))];
  const known = own !== undefined && other !== undefined;
  if (!known && /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u9FFF\uAC00-\uD7AF]/u.test(source + target))
    return undefined;
  const mean = known ? other - own : 0;
  const spread = Math.sqrt(FREEDOM + BY_LENGTH / long) * (known ? 1 : UNKNOWN);
  return (Math.log(now / long) - mean) / spread;
}
