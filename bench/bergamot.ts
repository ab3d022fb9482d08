import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildTestModel } from '../scripts/test-model/build.ts';
import { dictionaries, writeTestModel } from '../scripts/test-model/write.ts';
import { installedModels } from '../src/engines/bergamot/installed.ts';
import { Instance } from '../src/engines/bergamot/instance.ts';
import { compileEngine, startEngine } from '../src/engines/bergamot/wasm.ts';
import { bergamot, modelFilesOf } from '../src/engines/bergamot.ts';
import { machineCeiling } from './bergamot/ceiling.ts';
import { BadUsage, type BenchProgram, note } from './program.ts';
import { columnOf } from './sentences.ts';

/** Layers of the encoder of the test model: as many as the models of Firefox have. */
const LAYERS = 6;

/** Sentences of the test model's own words, of three lengths. */
const SENTENCES = [
  'Le chat dort.',
  'Le chien mange dans la maison rouge et le chat voit la ville.',
  'Dans la grande ville rouge, le chien voit un chat, et le chat dort dans la maison ou mange dans une ville, et le chien mange.',
];

/** One way of translating all sentences, measured once. */
interface Run {
  seconds: number;
  /** Seconds of processor time, over all threads: what other work on the machine does not change. */
  cpuSeconds: number;
  /** That of the busiest thread. */
  busiest: number;
}

/**
 * Measures what our threads, batches and word alignment cost, and what a second processor brings. The same sentences go through the same
 * model: called directly in this thread, all at once; through the engine with one thread, and with two; and, as the machine's own ceiling,
 * called directly in one process, and in two with half of the sentences each.
 */
export const bergamotBench: BenchProgram = {
  usage: '[--models DIR --from fr --to en] [--data FILE.tsv] [--sentences 300] [--rounds 5]',
  async run(args) {
    const options = read(args);
    const folder = options.models ?? mkdtempSync(join(tmpdir(), 'interlinear-bench-'));
    try {
      if (options.models === undefined)
        writeTestModel(folder, 'fr-en', buildTestModel(dictionaries['fr-en'] ?? {}, { layers: LAYERS }));
      return await measure(folder, options);
    } finally {
      if (options.models === undefined) rmSync(folder, { recursive: true });
    }
  },
};

async function measure(
  folder: string,
  { from, to, data, sentences, rounds }: ReturnType<typeof read>,
): Promise<Record<string, unknown>> {
  const model = installedModels(folder).find((one) => one.from === from && one.to === to && !one.fault);
  if (!model) throw new BadUsage(`There is no model from ${from} to ${to} in ${folder}.`);
  const texts = data
    ? columnOf(data, from, sentences)
    : Array.from({ length: sentences }, (_, index) => SENTENCES[index % SENTENCES.length] as string);
  const words = texts.reduce((sum, text) => sum + text.split(/\s+/).filter(Boolean).length, 0);
  const segments = texts.map((text) => ({ text, codes: [], terms: [] }));

  const instance = new Instance(await startEngine(await compileEngine(), () => {}));
  const files = [modelFilesOf(model)];
  const engines = [1, 2].map((threads) => bergamot({ modelsFolder: folder, threads, timeoutMs: 3_600_000 }));
  const ceiling = await machineCeiling(files, texts);
  const ways: Record<string, () => unknown> = {
    direct: () => instance.translate(files, texts, false, Number.POSITIVE_INFINITY),
    one: () => engines[0]?.translate({ from, to, segments }),
    two: () => engines[1]?.translate({ from, to, segments }),
    oneProcess: ceiling.one,
    twoProcesses: ceiling.two,
  };
  const runs: Record<string, Run[]> = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  try {
    // The first round loads models and compiles, and is not counted.
    for (let round = 0; round <= rounds; round++) {
      for (const [name, way] of Object.entries(ways)) {
        const before = spent(name, engines);
        const run = { ...(await timed(way)), busiest: 0 };
        run.busiest = Math.max(0, ...spent(name, engines).map((seconds, thread) => seconds - (before[thread] ?? 0)));
        if (round > 0) runs[name]?.push(run);
        const cpu = name.endsWith('s') ? '' : `, ${run.cpuSeconds.toFixed(2)} s of processor time`;
        note(`${name}: ${(words / run.seconds).toFixed(0)} words/s${cpu}${round === 0 ? ' (not counted)' : ''}`);
      }
    }
  } finally {
    ceiling.close();
    await Promise.all(engines.map((engine) => engine.close()));
  }

  const median = (name: string, of: (run: Run) => number) => middle((runs[name] ?? []).map(of));
  const ratio = (one: string, other: string, of: (run: Run) => number) =>
    middle((runs[one] ?? []).map((run, index) => of(run) / of((runs[other] ?? [])[index] as Run)));
  const seconds = (run: Run) => run.seconds;
  const ceilingOfTwo = ratio('oneProcess', 'twoProcesses', seconds);
  const cpu = (run: Run) => run.cpuSeconds;
  return {
    program: 'bergamot',
    model: `${model.pair} ${model.architecture || '-'}${model.test ? ' TEST MODEL' : ''}`,
    sentences: texts.length,
    words,
    rounds,
    wordsPerSecond: {
      direct: round(words / median('direct', seconds), 0),
      oneThread: round(words / median('one', seconds), 0),
      twoThreads: round(words / median('two', seconds), 0),
    },
    wordsPerCpuSecond: {
      direct: round(words / median('direct', cpu), 0),
      oneThread: round(words / median('one', cpu), 0),
      twoThreads: round(words / median('two', cpu), 0),
    },
    // 0.05 is 5 % more than the model called directly.
    overhead: round(ratio('one', 'direct', seconds) - 1, 3),
    cpuOverhead: round(ratio('one', 'direct', cpu) - 1, 3),
    speedUpOfTwo: round(ratio('one', 'two', seconds), 2),
    // What the machine itself allows: the same by two processes that share nothing.
    ceilingOfTwo: round(ceilingOfTwo, 2),
    // How much of that the threads bring; 0.95 or more is meant.
    ofCeiling: round(ratio('one', 'two', seconds) / ceilingOfTwo, 2),
    // What two free processors would bring: the work of one thread against that of the busier of two.
    cpuSpeedUpOfTwo: round(
      ratio('one', 'two', (run) => run.busiest),
      2,
    ),
  };
}

/** Processor time of the threads of an engine. */
function spent(name: string, engines: ReturnType<typeof bergamot>[]): number[] {
  return engines[['one', 'two'].indexOf(name)]?.threads().cpuSeconds ?? [];
}

async function timed(way: () => unknown): Promise<Omit<Run, 'busiest'>> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await way();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (user + system) / 1e6 };
}

function middle(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[half] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function read(args: string[]) {
  const options = {
    models: { type: 'string' },
    data: { type: 'string' },
    from: { type: 'string', default: 'fr' },
    to: { type: 'string', default: 'en' },
    sentences: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '5' },
  } as const;
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    ({ values } = parseArgs({ args, options, strict: true }));
  } catch (error) {
    throw new BadUsage(error instanceof Error ? error.message : String(error));
  }
  const [sentences, rounds] = [Number(values.sentences), Number(values.rounds)];
  if (!(Number.isInteger(sentences) && sentences > 0 && Number.isInteger(rounds) && rounds > 0))
    throw new BadUsage('--sentences and --rounds take whole numbers.');
  return { models: values.models, data: values.data, from: values.from, to: values.to, sentences, rounds };
}
