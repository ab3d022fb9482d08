import { parseArgs } from 'node:util';
import { measureCases } from './checks/cases.ts';
import { type CleanRow, readCases, readClean, readSeeded } from './checks/rows.ts';
import { measureClean, measureSeeded } from './checks/seeded.ts';
import { pairsPerSecond } from './checks/speed.ts';
import { BadUsage, type BenchProgram } from './program.ts';

/** The quality checks: mistakes found, alarms on texts that are right, and speed. */
export const checks: BenchProgram = {
  usage: '[--cases FILE.jsonl] [--seeded FILE.jsonl] [--clean SOURCE TARGET LANGS]',
  async run(args) {
    const options = read(args);
    const cases = options.cases === undefined ? undefined : readCases(options.cases);
    const seeded = options.seeded === undefined ? undefined : readSeeded(options.seeded);
    const clean = options.clean && readClean(...options.clean);
    const timed: CleanRow[] = clean ?? seeded ?? cases ?? [];
    if (timed.length === 0) throw new BadUsage('The files have no rows.');
    return {
      ...(cases ? { cases: measureCases(cases) } : {}),
      ...(seeded ? { seeded: measureSeeded(seeded) } : {}),
      ...(clean ? { clean: measureClean(clean) } : {}),
      pairsPerSecond: pairsPerSecond(timed),
      cores: 1,
    };
  },
};

function read(args: string[]): { cases?: string; seeded?: string; clean?: [string, string, string] } {
  let parsed: { values: { cases?: string; seeded?: string; clean?: string }; positionals: string[] };
  try {
    const text = { type: 'string' } as const;
    parsed = parseArgs({ args, allowPositionals: true, options: { cases: text, seeded: text, clean: text } });
  } catch (error) {
    throw new BadUsage((error as Error).message);
  }
  const { values, positionals } = parsed;
  const { cases, seeded, clean } = values;
  if (cases === undefined && seeded === undefined && clean === undefined)
    throw new BadUsage('Give at least one of --cases, --seeded and --clean.');
  const [target, languages, ...more] = positionals;
  const wanted = clean === undefined ? 0 : 2;
  if (positionals.length !== wanted || more.length > 0)
    throw new BadUsage('--clean takes three values: SOURCE TARGET LANGS.');
  return {
    ...(cases === undefined ? {} : { cases }),
    ...(seeded === undefined ? {} : { seeded }),
    ...(clean !== undefined && target && languages ? { clean: [clean, target, languages] } : {}),
  };
}
