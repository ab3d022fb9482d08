import type { LanguageTag } from './language.ts';

/** A row of a desk's table of credit lines: what stands for a credit line in the versions of one language that a publisher brings out. */
export interface CreditWording {
  /** Who publishes the version: `FRANCE 24`; empty for whoever has no row of its own. */
  publisher: string;
  /** The language of the version. */
  language: LanguageTag;
  /** The line as articles come in with it: `Avec AFP`. */
  credit: string;
  /** What is printed: `(FRANCE 24 with AFP)`. */
  wording: string;
}

/** What the desk prints for a credit line in a language; undefined where its table has no row. */
export type CreditFinder = (credit: string, language: LanguageTag) => string | undefined;

/** Words between publisher and agencies that translations carry over one for one, each under one name. */
const joints = new Map([
  ...['with', 'avec', 'con', 'amb', 'mit'].map((word) => [word, 'with'] as const),
  ...['and', 'et', 'y', 'i', 'und', '&'].map((word) => [word, 'and'] as const),
]);

/**
 * What two spellings of one credit line share: blanks, case, brackets around it and a full stop do not count, and a word-for-word
 * translation is the line itself: `Avec AFP`, `(With AFP)` and `Con AFP.`
 */
export function creditKey(line: string): string {
  const words = line
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/^\((?<inside>[^()]*)\)\.?$/u, '$<inside>')
    .replace(/\.$/u, '')
    .split(/\s+/u);
  return words
    .filter(Boolean)
    .map((word) => joints.get(word) ?? word)
    .join(' ');
}

/** Publishers are told apart whatever their case. */
export function publisherKey(publisher: string): string {
  return publisher.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLowerCase();
}
