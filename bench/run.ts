/**
 * Measures what the product promises: `npm run --silent bench -- PROGRAM [options]`.
 *
 * The last line of the standard output is one JSON object. Exit status 0 when the program ran, whatever the figures; 2 for bad usage or
 * data.
 */
import { BadUsage, type BenchProgram, note } from './program.ts';

const programs: Record<string, () => Promise<BenchProgram>> = {
  bergamot: async () => (await import('./bergamot.ts')).bergamotBench,
  desk: async () => (await import('./desk.ts')).desk,
  checks: async () => (await import('./checks.ts')).checks,
  engines: async () => (await import('./engines.ts')).engines,
  service: async () => (await import('./service.ts')).service,
  memory: async () => (await import('./memory.ts')).memory,
  terms: async () => (await import('./terms.ts')).terms,
  names: async () => (await import('./names.ts')).names,
};

const [name = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(programs, name) ? programs[name] : undefined;
try {
  if (!load) throw new BadUsage(name ? `There is no program ${name}.` : 'No program was named.');
  const result = await (await load()).run(args);
  process.stdout.write(`${JSON.stringify(result)}\n`);
} catch (error) {
  if (!(error instanceof BadUsage)) throw error;
  note(error.message);
  note('Usage: npm run --silent bench -- PROGRAM [options]');
  for (const [program, importing] of Object.entries(programs)) note(`  ${program} ${(await importing()).usage}`);
  process.exitCode = 2;
}
