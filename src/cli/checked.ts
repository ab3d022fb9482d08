import type { PassedOver } from '../formats/bilingual-reading.ts';
import type { StoredError } from '../model/errors.ts';
import type { Finding, NotRun, PlacedFinding, Severity } from '../model/finding.ts';
import type { UnitFinding } from '../pipeline/check-pairs.ts';
import { exit } from './command.ts';

/** What the checks saw in a text, or why they saw nothing. */
export interface CheckedArticle {
  kind: 'article';
  file: string;
  findings: PlacedFinding[];
  notRun: NotRun[];
  /** The decoded input, and its source with that one's. */
  input: string;
  source?: { file: string; input: string };
}

/** What the checks saw in a bilingual file. */
export interface CheckedPairs {
  kind: 'pairs';
  file: string;
  findings: UnitFinding[];
  notRun: NotRun[];
  /** How many pairs were checked, and how many units nobody has translated. */
  pairs: number;
  untranslated: number;
  passedOver: PassedOver[];
}

/** A file that could not be read. */
export interface Unchecked {
  kind: 'unread';
  file: string;
  error: StoredError;
}

export type Checked = CheckedArticle | CheckedPairs | Unchecked;

/** Most severe first. */
export const ranks: Severity[] = ['error', 'warning', 'info'];

/** What is left of a file that could not be read is nothing. */
export function findingsOf(one: Checked): Finding[] {
  return one.kind === 'unread' ? [] : one.findings;
}

/** No file could be read, or one that was has a finding of the severity or worse: 1. Some could not: 3. */
export function statusOf(checked: Checked[], failOn: Severity): number {
  const unread = checked.filter(({ kind }) => kind === 'unread').length;
  if (unread === checked.length) return exit.failed;
  if (unread > 0) return exit.partial;
  const fails = ({ severity }: Finding) => ranks.indexOf(severity) <= ranks.indexOf(failOn);
  return checked.some((one) => findingsOf(one).some(fails)) ? exit.failed : exit.done;
}
