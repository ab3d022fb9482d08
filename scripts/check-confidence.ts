/**
 * Measures how sure a check is when it speaks, and writes src/checks/data/confidence.tsv.
 *
 * The share of mistakes among what a check says of as many right as spoilt pairs, by check and severity, with one of each added (Laplace),
 * so that a check that was never wrong on a few pairs is not taken for infallible. Checks that the pairs never made speak have no row.
 *
 * Usage: node scripts/check-confidence.ts FILE.jsonl   (seeded mistakes, in the format of `npm run bench -- checks --seeded`)
 */
import { writeFileSync } from 'node:fs';
import { beyond, findingsOf } from '../bench/checks/judge.ts';
import { readSeeded } from '../bench/checks/rows.ts';
import type { Finding } from '../src/model/finding.ts';

/** What a check must have said to be judged by. */
const ENOUGH = 5;

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('usage: node scripts/check-confidence.ts FILE.jsonl\n');
  process.exit(2);
}
const rows = readSeeded(file);
const keyOf = ({ check, severity }: Finding) => `${check}\t${severity}`;
const count = (findings: Finding[][]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const list of findings) for (const key of new Set(list.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};
const clean = rows.filter(({ errorType }) => errorType === 'none').map(findingsOf);
const spoilt = rows.filter(({ errorType }) => errorType !== 'none');
const right = count(spoilt.map((row) => beyond(findingsOf(row), findingsOf({ ...row, target: row.clean }))));
const wrong = count(clean);
const scale = spoilt.length / clean.length;
const lines = [...new Set([...right.keys(), ...wrong.keys()])].sort().flatMap((key) => {
  const [found, alarms] = [right.get(key) ?? 0, (wrong.get(key) ?? 0) * scale];
  if (found + alarms < ENOUGH) return [];
  return `${key}\t${((found + 1) / (found + alarms + 2)).toFixed(2)}`;
});
writeFileSync(
  new URL('../src/checks/data/confidence.tsv', import.meta.url),
  `# Share of mistakes among what a check says of as many right as spoilt pairs; made by scripts/check-confidence.ts\n# check\tseverity\tconfidence\n${lines.join('\n')}\n`,
);
