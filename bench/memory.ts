import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { material, queriesOf, readRows } from './memory/rows.ts';
import { measureSize } from './memory/size.ts';
import { BadUsage, type BenchProgram, note } from './program.ts';

/** Rows kept out of the index; a fifth of a small file. */
const QUERIES = 2000;

/** The fuzzy index of the translation memory: speed, memory, and whether it finds what comparing with every unit finds. */
export const memory: BenchProgram = {
  usage: '--units FILE.tsv --size N,N [--synthesise N] [--peer pg_trgm] [--threshold 0.7] [--adding SECONDS]',
  async run(args) {
    const options = read(args);
    const rows = readRows(options.units);
    if (rows.length < 10) throw new BadUsage(`${options.units} has ${rows.length} rows; at least 10 are needed.`);
    const ready = material(rows, Math.min(QUERIES, Math.floor(rows.length / 5)));
    const queries = queriesOf(ready.heldOut, rows);
    const real = rows.length - ready.heldOut.length;
    const sizes = [];
    for (const size of options.sizes) {
      if (size > real && size > options.synthesise) {
        throw new BadUsage(
          `The file gives ${real} units beside ${queries.length} queries: ${size} need --synthesise ${size}.`,
        );
      }
    }
    for (const size of options.sizes) {
      if (size > real) note(`${size} units: ${real} of the file, ${size - real} recombined from its rows by a seed`);
      const figures = await measureSize(size, {
        material: ready,
        queries,
        threshold: options.threshold,
        peer: options.peer,
        adding: options.adding,
      });
      sizes.push({ ...figures, synthesised: Math.max(0, size - real), load: Number(loadavg()[0]?.toFixed(2)) });
    }
    return { threshold: options.threshold, queries: queries.length, cores: 1, sizes };
  },
};

function read(args: string[]) {
  let values: Record<string, string | undefined>;
  try {
    const text = { type: 'string' } as const;
    ({ values } = parseArgs({
      args,
      options: { units: text, size: text, synthesise: text, peer: text, threshold: text, adding: text },
    }));
  } catch (error) {
    throw new BadUsage((error as Error).message);
  }
  if (!values.units) throw new BadUsage('--units FILE.tsv is missing.');
  if (!values.size) throw new BadUsage('--size N,N is missing.');
  if (values.peer !== undefined && values.peer !== 'pg_trgm') throw new BadUsage('--peer can only be pg_trgm.');
  const threshold = Number(values.threshold ?? 0.7);
  if (!(threshold > 0 && threshold <= 1)) throw new BadUsage('--threshold is a number above 0 and at most 1.');
  return {
    units: values.units,
    sizes: values.size.split(',').map((size) => wholeNumber(size, '--size')),
    synthesise: values.synthesise === undefined ? 0 : wholeNumber(values.synthesise, '--synthesise'),
    threshold,
    peer: values.peer !== undefined,
    // Long enough by default that added units are merged meanwhile.
    adding: wholeNumber(values.adding ?? '8', '--adding'),
  };
}

function wholeNumber(text: string, option: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new BadUsage(`${option} is a whole number above 0, not ${text}.`);
  return number;
}
