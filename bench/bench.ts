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

/**
 * Runs the program that the first argument names, with the others.
 *
 * @param print gets the figures as one line of JSON
 * @returns the exit status: 0 when the program ran, whatever the figures; 2 for bad usage or data, of which `note` told
 */
export async function bench([name = '', ...args]: string[], print: (line: string) => void): Promise<0 | 2> {
  const load = Object.hasOwn(programs, name) ? programs[name] : undefined;
  try {
    if (!load) throw new BadUsage(name ? `There is no program ${name}.` : 'No program was named.');
    print(JSON.stringify(await (await load()).run(args)));
    return 0;
  } catch (error) {
    if (!(error instanceof BadUsage)) throw error;
    note(error.message);
    note('Usage: npm run --silent bench -- PROGRAM [options]');
    for (const [program, importing] of Object.entries(programs)) note(`  ${program} ${(await importing()).usage}`);
    return 2;
  }
}
