import type { PairInput } from '../../src/checks/check.ts';
import { checkPair } from '../../src/checks/run.ts';
import type { Finding } from '../../src/model/finding.ts';
import { builtinConcepts } from '../../src/terminology/builtin.ts';
import { constraintsFor } from '../../src/terminology/constraints.ts';
import { buildTermFinder } from '../../src/terminology/finder.ts';
import type { CleanRow } from './rows.ts';

const concepts = builtinConcepts();
const find = buildTermFinder(concepts);

/** A pair of body texts, with the built-in terms. */
export function inputOf({ sourceLang, targetLang, source, target }: CleanRow): PairInput {
  return {
    source: { text: source, language: sourceLang, role: 'body', terms: find(source, sourceLang) },
    target: { text: target, language: targetLang, role: 'body', terms: find(target, targetLang) },
    constraints: constraintsFor(source, sourceLang, targetLang, find, concepts),
  };
}

/** What every check says of a pair. */
export function findingsOf(row: CleanRow): Finding[] {
  return checkPair(inputOf(row)).findings;
}

/** A finding without its place, which moves when something before it is changed. */
export function signature({ check, message, text }: Finding): string {
  return JSON.stringify([check, message.key, message.parameters, text]);
}

/** Findings of a text that another version of it does not have. */
export function beyond(findings: Finding[], before: Finding[]): Finding[] {
  const known = new Map<string, number>();
  for (const finding of before) known.set(signature(finding), (known.get(signature(finding)) ?? 0) + 1);
  return findings.filter((finding) => {
    const left = known.get(signature(finding)) ?? 0;
    known.set(signature(finding), left - 1);
    return left <= 0;
  });
}

/** Share, to four decimals. */
export function share(part: number, of: number): number {
  return of === 0 ? 0 : Number((part / of).toFixed(4));
}

/** A rate a thousand, to one decimal. */
export function perThousand(part: number, of: number): number {
  return of === 0 ? 0 : Number(((part * 1000) / of).toFixed(1));
}
