import { sql } from 'kysely';
import type { StoredError } from '../model/errors.ts';
import type { Target } from '../model/translation.ts';
import type { Tables } from './database.ts';
import { recordEvent } from './events.ts';
import { countUse } from './memory-units.ts';
import { storeTargets, targetOf } from './targets.ts';

/** A batch with where it belongs. */
export interface StoredBatch {
  id: string;
  desk: string;
  job: string;
  article: string;
  revision: string;
  articleLanguage: string;
  language: string;
  /** When somebody took up the first batch of its language. */
  startedAt: Date | null;
  first: number;
  end: number;
  status: string;
  error: StoredError | null;
}

const columns = [
  'batch.id',
  'batch.desk_id as desk',
  'article.job_id as job',
  'revision.article_id as article',
  'revision.id as revision',
  'language.id as articleLanguage',
  'language.language',
  'language.started_at as startedAt',
  'batch.first_segment as first',
  'batch.end_segment as end',
  'batch.status',
  'batch.error',
] as const;

function batches(tables: Tables) {
  return tables
    .selectFrom('interlinear.batch as batch')
    .innerJoin('interlinear.article_language as language', 'language.id', 'batch.article_language_id')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'language.revision_id')
    .innerJoin('interlinear.article as article', 'article.id', 'revision.article_id')
    .select(columns);
}

export async function loadBatch(tables: Tables, id: string): Promise<StoredBatch | undefined> {
  return batches(tables).where('batch.id', '=', id).executeTakeFirst();
}

/** How a batch stands, by the cheapest of looks. */
export async function batchStatus(tables: Tables, id: string): Promise<string | undefined> {
  const row = tables.selectFrom('interlinear.batch').select('status').where('id', '=', id);
  return (await row.executeTakeFirst())?.status;
}

/** All batches of an article, by language and place. */
export async function loadBatches(tables: Tables, article: string): Promise<StoredBatch[]> {
  return batches(tables)
    .where('revision.article_id', '=', article)
    .orderBy('language.id')
    .orderBy('batch.ordinal')
    .execute();
}

/**
 * Stores a batch's targets and ends it. What a person has touched since, or what was propagated from a person's work, is left alone. A batch
 * that was canceled meanwhile stays canceled; what was made of it is kept all the same. One that another worker has done meanwhile, because
 * this one stood still, stays as that one left it.
 *
 * @param targets by segment id
 * @param reason why some of them have no text, where that is so
 */
export async function finishBatch(
  tables: Tables,
  batch: StoredBatch,
  targets: Map<string, Target>,
  reason: StoredError | null,
  now: Date,
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    await touchArticle(transaction, batch.article, now);
    const ended = await transaction
      .updateTable('interlinear.batch')
      .set({ status: 'done', error: reason ? JSON.stringify(reason) : null })
      .where('id', '=', batch.id)
      .where('status', 'in', ['waiting', 'failed'])
      .returning('id')
      .executeTakeFirst();
    if (!ended && (await batchStatus(transaction, batch.id)) === 'done') return;
    const stored = await storeTargets(
      transaction,
      batch.desk,
      batch.language,
      [...targets].map(([segment, target]) => ({ segment, target })),
      now,
    );
    if (ended)
      await countUse(
        transaction,
        [...targets].flatMap(([segment, { match }]) => (match?.unit && stored.has(segment) ? match.unit : [])),
        now,
      );
    if (ended) await recordProgress(transaction, batch, now);
  });
}

/** Records why a batch came to nothing: no engine for the pair, or every attempt failed. */
export async function failBatch(tables: Tables, batch: StoredBatch, error: StoredError, now: Date): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    await touchArticle(transaction, batch.article, now);
    const ended = await transaction
      .updateTable('interlinear.batch')
      .set({ status: 'failed', error: JSON.stringify(error) })
      .where('id', '=', batch.id)
      .where('status', '=', 'waiting')
      .returning('id')
      .executeTakeFirst();
    if (ended) await recordProgress(transaction, batch, now);
  });
}

/** How far a language is, told while the article's row is held: of two batches that end at once, the second one counts both. */
async function recordProgress(transaction: Tables, batch: StoredBatch, now: Date): Promise<void> {
  const { desk, job, article, articleLanguage, language } = batch;
  const counts = await transaction
    .selectFrom('interlinear.batch')
    .select([
      sql<number>`coalesce(sum(end_segment - first_segment) FILTER (WHERE status <> 'waiting'), 0)`.as('done'),
      sql<number>`sum(end_segment - first_segment)`.as('of'),
    ])
    .where('article_language_id', '=', articleLanguage)
    .executeTakeFirstOrThrow();
  const data = { language, done: Number(counts.done), of: Number(counts.of) };
  await recordEvent(transaction, { desk, job, article, kind: 'language.progress', data }, now);
}

/**
 * A sign of life, so that the sweeper leaves the article alone. First in a transaction, it holds the article's row, so that whoever writes
 * about its parts does so one after the other.
 */
export async function touchArticle(tables: Tables, article: string, now: Date): Promise<void> {
  await tables.updateTable('interlinear.article').set({ updated_at: now }).where('id', '=', article).execute();
}

/** The targets of a revision in one language, by segment id. */
export async function loadTargets(tables: Tables, revision: string, language: string): Promise<Map<string, Target>> {
  const rows = await tables
    .selectFrom('interlinear.translation as translation')
    .innerJoin('interlinear.segment as segment', 'segment.id', 'translation.segment_id')
    .selectAll('translation')
    .where('segment.revision_id', '=', revision)
    .where('translation.language', '=', language)
    .execute();
  return new Map(rows.map((row) => [row.segment_id, targetOf(row)]));
}
