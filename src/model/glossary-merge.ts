import type { Term } from './term.ts';

/** Who wins where a file and the glossary disagree: what is there stays, or the file takes its place. */
export type MergeRule = 'keep' | 'replace';

/** A row that the glossary disagrees with. */
export interface MergeConflict {
  line: number;
  concept: string;
  language: string;
  text: string;
  /** The same wording says something else of itself, or another wording is the preferred one already. */
  kind: 'differs' | 'two-preferred';
  /** The other wording, for `two-preferred`. */
  other?: string;
  there: Term['status'];
  here: Term['status'];
}

export interface MergeResult {
  new: number;
  same: number;
  replaced: number;
  conflicts: MergeConflict[];
}
