import { tmpdir } from 'node:os';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { type Application, openApplication } from '../../src/cli/application.ts';
import { readConfig } from '../../src/config.ts';
import { InterlinearError } from '../../src/model/errors.ts';
import type { Engine, EngineSegment } from '../../src/model/ports.ts';
import { type ArticleProgress, acceptSubmission, jobProgress } from '../../src/storage/jobs.ts';
import type { JobOptions, JobStatus } from '../../src/storage/schema.ts';
import { temporaryData } from '../servers/databases.ts';
import { available as noPostgres, startPostgres } from '../servers/postgres.ts';
import { available as noRedis, startRedis } from '../servers/redis.ts';

/** An engine that a test commands: it writes each text in capitals. */
export interface CommandedEngine {
  engine: Engine;
  /** Texts in the order in which they were asked for. */
  asked: string[];
  /** Called before each answer; what it throws is what the engine throws. */
  before: (segments: EngineSegment[], to: string) => Promise<void>;
}

export function commandedEngine(): CommandedEngine {
  const commanded: CommandedEngine = {
    asked: [],
    before: async () => {},
    engine: {
      name: 'double',
      async capabilities() {
        return {
          available: true,
          pairs: [],
          anyPair: true,
          limits: { segmentCharacters: 5000, segmentsPerCall: 50 },
          costPerMillionCharacters: 0,
          sendsTextOutside: false,
        };
      },
      async version() {
        return 'double 1';
      },
      async translate({ from, to, segments }) {
        commanded.asked.push(...segments.map(({ text }) => text));
        await commanded.before(segments, to);
        return {
          results: segments.map(({ text, codes }) => ({
            text: text.toUpperCase(),
            codes,
            unknownWords: [],
            lostTerms: [],
          })),
          route: `${from}>${to}`,
          version: 'double 1',
        };
      },
    },
  };
  return commanded;
}

/** A desk in this process, with workers of its own. */
export interface Desk extends CommandedEngine {
  application: Application;
  /** Hands in one article a text, and tells the queue. @returns the job */
  submit(texts: string[], options?: Partial<JobOptions>): Promise<string>;
  progress(job: string): Promise<ArticleProgress[]>;
  jobStatus(job: string): Promise<JobStatus>;
  /** Waits until a job is over. */
  over(job: string, milliseconds?: number): Promise<ArticleProgress[]>;
  close(): Promise<void>;
}

async function openDesk(settings: Record<string, string>, remove: () => Promise<void> | void): Promise<Desk> {
  const config = readConfig(
    {},
    { INTERLINEAR_LOCK_SECONDS: '2', INTERLINEAR_BATCH_SEGMENTS: '2', ...settings },
    tmpdir(),
  );
  const application = await openApplication(config, 'test');
  const commanded = commandedEngine();
  application.engines.clear();
  application.engines.set(commanded.engine.name, commanded.engine);
  const { tables } = application.database;
  const workers = await application.work(() => {});
  const progress = (job: string) => jobProgress(tables, application.desk, job);
  return Object.assign(commanded, {
    application,
    async submit(texts: string[], options: Partial<JobOptions> = {}) {
      const { job } = await acceptSubmission(
        tables,
        application.desk,
        {
          options: {
            to: ['es'],
            from: 'en',
            engine: 'double',
            formats: ['article'],
            interfaceLanguage: 'en',
            glossaries: [],
            memories: [],
            ...options,
          },
          articles: texts.map((text, number) => ({
            fileName: `${number}.txt`,
            name: String(number),
            input: new TextEncoder().encode(text),
          })),
        },
        new Date(),
      );
      await application.dispatch();
      return job;
    },
    progress,
    async jobStatus(job: string) {
      const row = tables.selectFrom('interlinear.job').select('status').where('id', '=', job);
      return (await row.executeTakeFirstOrThrow()).status;
    },
    async over(job: string, milliseconds = 60_000) {
      const late = Date.now() + milliseconds;
      for (;;) {
        const articles = await progress(job);
        if (articles.every(({ status }) => status !== 'accepted' && status !== 'segmented')) return articles;
        if (Date.now() > late) throw new Error(`not over in time: ${JSON.stringify(articles.slice(0, 3))}`);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    },
    async close() {
      await workers.stop(1000);
      await application.close();
      await remove();
    },
  });
}

/** Where a desk keeps what it has: it outlives the processes that work there. */
export interface DeskPlace {
  settings: Record<string, string>;
  /** Opens it in this process. */
  open(): Promise<Desk>;
  /** Empties the queue, where it is no part of the database. */
  loseQueue(): Promise<void>;
  remove(): Promise<void> | void;
}

/** The two set-ups of the product. */
export const setUps: {
  name: string;
  missing: string | undefined;
  place(): Promise<DeskPlace>;
  /** A desk in a place of its own, which goes when it is closed. */
  open(settings?: Record<string, string>): Promise<Desk>;
}[] = [
  {
    name: 'the embedded set-up',
    missing: undefined,
    place: embeddedPlace,
    open: (more) => openIn(embeddedPlace, more),
  },
  {
    name: 'Redis and PostgreSQL',
    missing: noPostgres() ?? noRedis(),
    place: scaledOutPlace,
    open: (more) => openIn(scaledOutPlace, more),
  },
];

async function openIn(placeOf: () => Promise<DeskPlace>, more: Record<string, string> = {}): Promise<Desk> {
  const place = await placeOf();
  return openDesk({ ...place.settings, ...more }, place.remove);
}

async function embeddedPlace(): Promise<DeskPlace> {
  const data = temporaryData();
  const settings = { INTERLINEAR_DATA: data.path };
  return { settings, open: () => openDesk(settings, () => {}), loseQueue: async () => {}, remove: data.remove };
}

async function scaledOutPlace(): Promise<DeskPlace> {
  const [postgres, redis] = await Promise.all([startPostgres(inject('clusterTemplate')), startRedis()]);
  const settings = { DATABASE_URL: postgres.readyDatabase, REDIS_URL: redis.url };
  return {
    settings,
    open: () => openDesk(settings, () => {}),
    async loseQueue() {
      const client = new Redis(redis.url);
      await client.flushall();
      client.disconnect();
    },
    async remove() {
      await Promise.all([postgres.stop(), redis.stop()]);
    },
  };
}

/** What an engine throws that refuses for good. */
export const refusal = () => new InterlinearError('engine.refused', { engine: 'double', reason: 'not this one' });
