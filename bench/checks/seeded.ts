import type { Finding } from '../../src/model/finding.ts';
import { beyond, findingsOf, perThousand, share } from './judge.ts';
import type { CleanRow, SeededRow } from './rows.ts';

/** Segments of right pairs on which something was said, a thousand, by severity and by check. */
export interface Alarms {
  flaggedPer1000: { errorOrWarning: number; error: number; info: number };
  /** Segments that a check flagged as error or warning, a thousand; `info` those that it flagged as info alone. */
  perCheck: Record<string, { errorOrWarning: number; error: number; info: number }>;
  segments: number;
}

/** Counts the alarms on pairs that are right. */
export function alarmsOn(rows: Finding[][]): Alarms {
  const count = (pass: (finding: Finding) => boolean): number =>
    perThousand(rows.filter((findings) => findings.some(pass)).length, rows.length);
  const rates = (of: (finding: Finding) => boolean) => ({
    errorOrWarning: count((finding) => of(finding) && finding.severity !== 'info'),
    error: count((finding) => of(finding) && finding.severity === 'error'),
    info: count((finding) => of(finding) && finding.severity === 'info'),
  });
  const ids = [...new Set(rows.flat().map(({ check }) => check))].sort();
  return {
    flaggedPer1000: rates(() => true),
    perCheck: Object.fromEntries(ids.map((id) => [id, rates(({ check }) => check === id)])),
    segments: rows.length,
  };
}

/** Alarms on the pairs of two files whose lines stand for each other. */
export function measureClean(rows: CleanRow[]): Alarms {
  return alarmsOn(rows.map(findingsOf));
}

/**
 * A mistake that was put in is found where something is said that is not said of the clean text. `perCheck` gives, beside the alarms on
 * clean pairs, the mistakes that a check found, by their type.
 */
export function measureSeeded(rows: SeededRow[]) {
  const clean = rows.filter(({ errorType }) => errorType === 'none');
  const spoilt = rows.filter(({ errorType }) => errorType !== 'none');
  const said = new Map<string, Finding[]>();
  const before = (row: SeededRow): Finding[] => {
    const key = `${row.targetLang}\n${row.clean}`;
    let findings = said.get(key);
    if (!findings) {
      findings = findingsOf({ ...row, target: row.clean });
      said.set(key, findings);
    }
    return findings;
  };
  const types: Record<string, { found: number; loud: number; of: number }> = {};
  const finders: Record<string, Record<string, number>> = {};
  for (const row of spoilt) {
    types[row.errorType] ??= { found: 0, loud: 0, of: 0 };
    const type = types[row.errorType] as { found: number; loud: number; of: number };
    const fresh = beyond(findingsOf(row), before(row));
    type.of += 1;
    if (fresh.length > 0) type.found += 1;
    if (fresh.some(({ severity }) => severity !== 'info')) type.loud += 1;
    for (const check of new Set(fresh.map((finding) => finding.check))) {
      finders[check] ??= {};
      const by = finders[check] as Record<string, number>;
      by[row.errorType] = (by[row.errorType] ?? 0) + 1;
    }
  }
  const alarms = alarmsOn(clean.map(findingsOf));
  const all = Object.values(types);
  const sum = (pick: (type: { found: number; loud: number; of: number }) => number): number =>
    all.reduce((total, type) => total + pick(type), 0);
  const swapped = types.name_swap ?? { found: 0, of: 0 };
  const perType = (pick: (type: { found: number; loud: number; of: number }) => number) =>
    Object.fromEntries(Object.entries(types).map(([name, type]) => [name, share(pick(type), type.of)]));
  const checks = [...new Set([...Object.keys(alarms.perCheck), ...Object.keys(finders)])].sort();
  return {
    recall: share(
      sum((type) => type.found),
      sum((type) => type.of),
    ),
    recallErrorOrWarning: share(
      sum((type) => type.loud),
      sum((type) => type.of),
    ),
    perType: perType((type) => type.found),
    perTypeErrorOrWarning: perType((type) => type.loud),
    flaggedPer1000: alarms.flaggedPer1000,
    perCheck: Object.fromEntries(
      checks.map((id) => [
        id,
        {
          ...(alarms.perCheck[id] ?? { errorOrWarning: 0, error: 0, info: 0 }),
          found: finders[id] ?? {},
        },
      ]),
    ),
    names: {
      recall: share(swapped.found, swapped.of),
      per1000: (alarms.perCheck.names ?? { info: 0 }).info,
    },
    seeded: spoilt.length,
    clean: clean.length,
  };
}
