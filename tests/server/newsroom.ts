import { pino } from 'pino';
import { storedError } from '../../src/model/errors.ts';
import type { Engine } from '../../src/model/ports.ts';
import { MemoryIndexes } from '../../src/pipeline/memory-indexes.ts';
import type { Caller, Permission } from '../../src/server/caller.ts';
import type { Server } from '../../src/server/routes.ts';
import { buildServer } from '../../src/server/server.ts';
import type { Service } from '../../src/server/service.ts';
import { loadLanguages } from '../../src/storage/article-languages.ts';
import { articleState, loadArticle, type StoredArticle } from '../../src/storage/articles.ts';
import { loadBatches } from '../../src/storage/batches.ts';
import { addDesk, defaultDesk } from '../../src/storage/desks.ts';
import { engineGate } from '../../src/storage/engine-gate.ts';
import { memoryFeed } from '../../src/storage/memory-feed.ts';
import { completeArticle } from '../../workers/articles.ts';
import { here } from '../../workers/compute/threads.ts';
import { processOwner, termsOf, type WorkerContext } from '../../workers/context.ts';
import { groupsOf } from '../../workers/groups.ts';
import { giveUpIntake, intake } from '../../workers/intake.ts';
import { completeLanguage } from '../../workers/languages.ts';
import { translateBatch } from '../../workers/segments.ts';
import type { TestDatabase } from '../servers/databases.ts';

/** A server over a database of one's own, with a desk of one's own and another one, and workers that work when they are told to. */
export interface Newsroom {
  server: Server;
  service: Service;
  /** What its workers work with. */
  context: WorkerContext;
  /** Has an article read. */
  read(article: string): Promise<void>;
  desk: string;
  otherDesk: string;
  /** Works off every article of a job. */
  work(job: string): Promise<void>;
  close(): Promise<void>;
}

/** An engine that answers with the source in capitals. */
const capitals: Engine = {
  name: 'capitals',
  capabilities: async () => ({
    available: true,
    sendsTextOutside: false,
    pairs: ['es', 'fr'].map((to) => ({ from: 'en', to, route: `en>${to}` })),
    limits: { segmentCharacters: 5000, segmentsPerCall: 100 },
    costPerMillionCharacters: 0,
  }),
  version: async () => 'capitals 1',
  translate: async ({ from, to, segments }) => ({
    results: segments.map(({ text, codes }) => ({ text: text.toUpperCase(), codes, unknownWords: [], lostTerms: [] })),
    route: `${from}>${to}`,
    version: 'capitals 1',
  }),
};

/**
 * Callers are named by headers: `x-desk: other` for the other desk, `x-may: read,review` for what they may; everything without it.
 */
export async function openNewsroom(
  { database, config: given }: TestDatabase,
  settings: Partial<Service['config']> = {},
  engines: Map<string, Engine> = new Map([['capitals', capitals]]),
): Promise<Newsroom> {
  const { tables } = database;
  const config = { ...given, ...settings };
  const clock = { now: () => new Date() };
  const desk = await defaultDesk(tables, clock.now());
  const { id: otherDesk } = await addDesk(tables, 'other', 'UTC', { actor: 'test', now: clock.now() });
  const indexes = new MemoryIndexes(memoryFeed(tables), { budget: 1e8 });
  const service: Service = {
    config,
    database,
    engines,
    clock,
    indexes,
    compute: here,
    queue: undefined,
    dispatch: async () => {},
    log: pino({ level: 'silent' }),
  };
  const server = await buildServer(service, async (request): Promise<Caller> => {
    const other = request.headers['x-desk'] === 'other';
    const may = String(request.headers['x-may'] ?? 'admin').split(',') as Permission[];
    return {
      actor: `person:${request.headers['x-person'] ?? 'ana'}`,
      name: 'Ana',
      desk: other ? otherDesk : desk,
      deskName: other ? 'other' : 'newsroom',
      permissions: new Set(may),
    };
  });
  const context: WorkerContext = {
    config,
    tables,
    engines,
    clock,
    dispatch: async () => {},
    articleEnded: async () => {},
    groups: groupsOf(tables, clock, 60_000),
    signal: new AbortController().signal,
    gate: engineGate(tables, { limits: {}, clock, leaseMs: 60_000, patienceMs: 60_000 }),
    owner: processOwner,
    terms: termsOf(tables),
    compute: here,
    indexes,
  };
  const read = async (id: string) => intake(context, (await loadArticle(tables, id)) as StoredArticle);
  return {
    server,
    service,
    context,
    read,
    desk,
    otherDesk,
    async work(job) {
      const rows = await tables.selectFrom('interlinear.article').select('id').where('job_id', '=', job).execute();
      for (const { id } of rows) {
        try {
          await read(id);
        } catch (error) {
          await giveUpIntake(context, (await loadArticle(tables, id)) as StoredArticle, storedError(error));
          continue;
        }
        for (const batch of await loadBatches(tables, id)) await translateBatch(context, batch.id, true);
        const { revision } = (await articleState(tables, id)) as { revision: string };
        for (const language of await loadLanguages(tables, revision)) await completeLanguage(context, language.id);
        await completeArticle(context, id);
      }
    },
    async close() {
      await server.close();
      await indexes.close();
    },
  };
}
