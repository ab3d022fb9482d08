import { sql } from 'kysely';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { storedError } from '../model/errors.ts';
import type { EngineGate } from '../model/ports.ts';
import { type QueueBackend, type QueueName, queueNames } from '../queue/backend.ts';
import type { Tables } from '../storage/database.ts';

/** What a process measures of itself, and of what all processes share. */
export interface Metrics {
  /** A stage of an article ended. */
  stage(name: QueueName, outcome: 'done' | 'delayed' | 'failed', seconds: number): void;
  /** A request was answered. */
  request(method: string, route: string, status: number, seconds: number): void;
  /** The same gate, which counts what goes through it. */
  counted(gate: EngineGate): EngineGate;
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>;
  readonly mediaType: string;
  close(): void;
}

/** How long the queue or the database may take to say how they are: a scrape must not hang with them. */
const PATIENCE_MS = 2000;
/** Money is summed over the whole ledger: not oftener than this. */
const MONEY_MS = 60_000;
const states = ['waiting', 'prioritized', 'active', 'delayed', 'failed', 'waiting-children'] as const;

/** @param queue asked each time, for it may come later */
export function openMetrics(tables: Tables, queue: () => QueueBackend | undefined): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'interlinear_queue_jobs',
    help: 'Jobs in a queue, by state.',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      const backend = queue();
      if (!backend) return;
      for (const name of queueNames) {
        const counts = await inTime(backend.queue(name).getJobCounts(...states));
        if (!counts) return this.reset();
        for (const state of states) this.set({ queue: name, state }, counts[state] ?? 0);
      }
    },
  });
  new Gauge({
    name: 'interlinear_queue_oldest_seconds',
    help: 'How long the oldest waiting job of a queue has been waiting.',
    labelNames: ['queue'],
    registers,
    async collect() {
      const backend = queue();
      if (!backend) return;
      for (const name of queueNames) {
        const jobs = await inTime(backend.queue(name).getJobs(['waiting', 'prioritized'], 0, 0, true));
        if (!jobs) return this.reset();
        const oldest = Math.min(...jobs.map((job) => job?.timestamp ?? Number.POSITIVE_INFINITY));
        this.set({ queue: name }, Number.isFinite(oldest) ? Math.max(0, Date.now() - oldest) / 1000 : 0);
      }
    },
  });
  const stages = new Histogram({
    name: 'interlinear_stage_seconds',
    help: 'How long a stage of an article took.',
    labelNames: ['stage', 'outcome'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300],
    registers,
  });
  const requests = new Histogram({
    name: 'interlinear_http_seconds',
    help: 'How long requests took, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
    registers,
  });
  const calls = new Counter({
    name: 'interlinear_engine_calls_total',
    help: 'Calls of engines by this process.',
    labelNames: ['engine'],
    registers,
  });
  const characters = new Counter({
    name: 'interlinear_engine_characters_total',
    help: 'Characters sent to engines by this process.',
    labelNames: ['engine'],
    registers,
  });
  const errors = new Counter({
    name: 'interlinear_engine_errors_total',
    help: 'Calls of engines that failed or were held back, by the code of the error.',
    labelNames: ['engine', 'code'],
    registers,
  });
  let summed = 0;
  new Gauge({
    name: 'interlinear_engine_money',
    help: 'What the replies of an engine have cost, over all desks and processes, in the currency of its price.',
    labelNames: ['engine'],
    registers,
    async collect() {
      if (Date.now() - summed < MONEY_MS) return;
      const known = await inTime(
        sql<{ engine: string; money: number }>`
          SELECT engine, coalesce(sum(cost), 0)::double precision AS money FROM interlinear.engine_call
          WHERE reply IS NOT NULL GROUP BY engine`.execute(tables),
      );
      if (!known) return;
      summed = Date.now();
      for (const { engine, money } of known.rows) this.set({ engine }, Number(money));
    },
  });
  return {
    mediaType: registry.contentType,
    stage: (name, outcome, seconds) => stages.observe({ stage: name, outcome }, seconds),
    request: (method, route, status, seconds) =>
      requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds),
    counted: (gate) => ({
      async enter(engine, length) {
        const failed = (error: unknown) => errors.inc({ engine: engine.name, code: storedError(error).code });
        try {
          const pass = await gate.enter(engine, length);
          calls.inc({ engine: engine.name });
          characters.inc({ engine: engine.name }, length);
          return {
            leave(error) {
              if (error !== undefined) failed(error);
              return pass.leave(error);
            },
          };
        } catch (error) {
          failed(error);
          throw error;
        }
      },
    }),
    text: () => registry.metrics(),
    close: () => registry.clear(),
  };
}

/** What comes in time; undefined for what fails or hangs. */
async function inTime<T>(act: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  const result = await Promise.race([act.catch(() => undefined), late]);
  clearTimeout(timer);
  return result;
}
