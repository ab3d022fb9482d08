import { cpus, loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { BadUsage, type BenchProgram, note } from './program.ts';
import { Asking, type Batch, isJobEnd, percentile } from './service/asking.ts';
import { coldStart } from './service/cold-start.ts';
import { openPlace, type Place, type Running } from './service/place.ts';

/** Requests a second, and for how long. */
const RATE = 200;

/** What a run measures with. */
interface Sizes {
  /** Of the measured batch. */
  batch: Batch;
  /** Articles that wait while others are submitted. */
  queued: number;
  seconds: number;
}

/** The service without its engines: how much goes through it, and how long whoever asks it waits. */
export const service: BenchProgram = {
  usage:
    '[--backend embedded|redis] [--articles N] [--sentences N] [--languages N] [--queued N] [--seconds N] [--only PART,PART]',
  async run(args) {
    const { values } = parse(args);
    const { backend } = values;
    if (backend !== 'embedded' && backend !== 'redis') throw new BadUsage(`No backend is called ${backend}.`);
    const to = ['es', 'fr', 'ca', 'pt', 'it', 'de'].slice(0, whole(values.languages));
    const batch = { articles: whole(values.articles), sentences: whole(values.sentences), to };
    const sizes = { batch, queued: whole(values.queued), seconds: whole(values.seconds) };
    const only = values.only?.split(',') ?? Object.keys(parts);
    const result: Record<string, unknown> = { backend, cores: cpus().length, loadBefore: loadavg()[0] };
    for (const name of only) {
      const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
      if (!part) throw new BadUsage(`No part is called ${name}: there are ${Object.keys(parts).join(', ')}.`);
      const place = await openPlace(backend);
      try {
        Object.assign(result, await part(place, sizes));
      } finally {
        await place.remove();
      }
      note(`${name}: ${JSON.stringify(result)}`);
    }
    return result;
  },
};

function parse(args: string[]) {
  const number = (value: string) => ({ type: 'string', default: value }) as const;
  try {
    return parseArgs({
      args,
      options: {
        backend: number('embedded'),
        articles: number('100'),
        sentences: number('20'),
        languages: number('2'),
        queued: number('10000'),
        seconds: number('10'),
        only: { type: 'string' },
      },
    });
  } catch (error) {
    throw new BadUsage((error as Error).message);
  }
}

function whole(written: string): number {
  const value = Number(written);
  if (!Number.isInteger(value) || value < 1) throw new BadUsage(`${written} is no number of something.`);
  return value;
}

const parts: Record<string, (place: Place, sizes: Sizes) => Promise<object>> = {
  throughput,
  submission,
  speedup: async (place, sizes) => ({ speedup2: place.backend === 'redis' ? await speedup(place, sizes) : null }),
  waiting: async (place, sizes) => {
    if (place.backend !== 'redis') return { speedup2EngineSecond: null };
    // A quarter of the articles takes as long.
    const batch = { ...sizes.batch, articles: Math.ceil(sizes.batch.articles / 4) };
    place.environment.BENCH_ENGINE_MS = '1000';
    return { speedup2EngineSecond: await speedup(place, { ...sizes, batch }) };
  },
  start: async (place) => {
    const first = await place.start('both');
    await first.stop();
    const times: number[] = [];
    for (let run = 0; run < 3; run++) times.push(await coldStart(place.environment));
    return { coldStartMs: percentile(times, 0.5) };
  },
};

/** Starts the service with so many worker processes; embedded, one process does everything. */
async function begin(place: Place, workers = 1): Promise<{ asking: Asking; api: Running; all: Running[] }> {
  const api = await place.start(place.backend === 'embedded' ? 'both' : 'serve');
  const all = [api];
  if (place.backend === 'redis') for (let number = 0; number < workers; number++) all.push(await place.start('work'));
  return { asking: new Asking(api.url, place.token), api, all };
}

/** Works a batch off. Segments are counted in each language. */
async function throughput(place: Place, { batch }: Sizes) {
  const { asking, all } = await begin(place);
  // What is loaded once, and compiled while it runs, is no part of it.
  await asking.follow(await asking.submit({ ...batch, articles: Math.ceil(batch.articles / 5) }), isJobEnd);
  const cpu = () => Promise.all(all.map((one) => one.used())).then((used) => used.map((one) => one.cpuSeconds));
  const before = await cpu();
  const began = performance.now();
  const lags = await asking.follow(await asking.submit(batch), isJobEnd);
  const seconds = (performance.now() - began) / 1000;
  const after = await cpu();
  const segments = batch.articles * batch.sentences * batch.to.length;
  const cpuSeconds = after.reduce((sum, one, index) => sum + one - (before[index] ?? 0), 0);
  return {
    segmentsPerSecond: Math.round(segments / seconds),
    segmentsPerCpuSecond: Math.round(segments / cpuSeconds),
    eventLagP95: percentile(lags, 0.95),
  };
}

/** Articles come one by one while a large batch waits; then one that is urgent. */
async function submission(place: Place, { queued, seconds, batch }: Sizes) {
  const { asking, api } = await begin(place);
  await asking.submit({ ...batch, articles: queued, to: ['es'], priority: 'bulk' });
  // What is compiled while the first of them come is no part of it.
  await submissions(asking, 2 * RATE);
  const before = await api.used();
  const late = monitorEventLoopDelay({ resolution: 1 });
  late.enable();
  const times = await submissions(asking, RATE * seconds);
  late.disable();
  const after = await api.used();
  const asked = performance.now();
  const urgent = await asking.submit({ articles: 1, sentences: 5, to: ['es'], priority: 'interactive' });
  await asking.follow(urgent, (kind) => kind === 'language.started');
  return {
    submitP50: percentile(times, 0.5),
    submitP99: percentile(times, 0.99),
    // What this process itself was late, which is part of the times above.
    clientLateP99: Math.round(late.percentile(99) / 1e5) / 10,
    apiMegabytes: [Math.round(before.megabytes), Math.round(after.megabytes)],
    apiHeldMegabytes: [Math.round(before.heldMegabytes), Math.round(after.heldMegabytes)],
    apiCpuMsPerPost: Math.round((1e5 * (after.cpuSeconds - before.cpuSeconds)) / times.length) / 100,
    priorityStartMs: Math.round(performance.now() - asked),
  };
}

/** Submits single articles at the rate. @returns milliseconds to each answer */
async function submissions(asking: Asking, count: number): Promise<number[]> {
  const answers: Promise<number>[] = [];
  const bodies = asking.bodies(count, 5);
  const began = performance.now();
  for (const [number, body] of bodies.entries()) {
    const wait = began + (1000 * number) / RATE - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    answers.push(asking.post(body));
  }
  return Promise.all(answers);
}

/** How much faster two worker processes are than one. */
async function speedup(place: Place, { batch }: Sizes): Promise<number> {
  const { asking } = await begin(place);
  const time = async () => {
    const began = performance.now();
    await asking.follow(await asking.submit(batch), isJobEnd);
    return performance.now() - began;
  };
  await time();
  const one = await time();
  await place.start('work');
  await time();
  return Math.round((100 * one) / (await time())) / 100;
}
