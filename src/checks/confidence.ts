import type { Severity } from '../model/finding.ts';
import { readTable } from './data/table.ts';

const measured = new Map(
  readTable('confidence').map(([check, severity, share]) => [`${check} ${severity}`, Number(share)]),
);

/**
 * How sure a check is when it speaks with a severity, 0 to 1: the share of mistakes among what it said of as many right as spoilt pairs
 * (scripts/check-confidence.ts). Undefined where those pairs never made it speak.
 */
export function measuredConfidence(check: string, severity: Severity): number | undefined {
  return measured.get(`${check} ${severity}`);
}
