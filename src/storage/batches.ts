import { sql } from 'kysely';
import type { DocumentHead } from '../model/article.ts';
import type { StoredError } from '../model/errors.ts';
import type { Target } from '../model/translation.ts';
import { type BatchArticle, batchArticleColumns, batchArticleOf } from './batch-article.ts';
import type { Tables } from './database.ts';
import type { EventKind } from './event.ts';
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

/** A batch, with what its work needs to know of its article. */
export interface BatchWork extends StoredBatch {
  work: BatchArticle;
  /** The document that it is made from, where it is the only batch of its language. */
  whole: DocumentHead | null;
}

/** A batch with its article; undefined when it is gone. */
export async function loadBatchWork(tables: Tables, id: string): Promise<BatchWork | undefined> {
  const row = await batches(tables)
    .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
    .select(batchArticleColumns)
    .select(
      sql<DocumentHead | null>`CASE WHEN NOT EXISTS (SELECT 1 FROM interlinear.batch AS other
        WHERE other.article_language_id = language.id AND other.id <> batch.id)
        THEN coalesce(revision.source, revision.delivered) END`.as('whole'),
    )
    .where('batch.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { options, hasSource, sourceLanguage, day, deliveredEmbargo, sourceEmbargo, ...batch } = row;
  return {
    ...batch,
    work: batchArticleOf({ options, hasSource, sourceLanguage, day, deliveredEmbargo, sourceEmbargo }),
  };
}

/** How a batch stands, by the cheapest of looks. */
export async function batchStatus(tables: Tables, id: string): Promise<string | undefined> {
  const row = tables.selectFrom('interlinear.batch').select('status').where('id', '=', id);
  return (await row.executeTakeFirst())?.status;
}

/** Records that a batch failed once and is to be tried again: the queue tries it once less. */
export async function recordTry(tables: Tables, id: string, error: StoredError): Promise<void> {
  await tables
    .updateTable('interlinear.batch')
    .set({ error: JSON.stringify(error) })
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .execute();
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
 * @returns `last` where no other batch of its language waits
 */
export async function finishBatch(
  tables: Tables,
  batch: StoredBatch,
  targets: Map<string, Target>,
  reason: StoredError | null,
  now: Date,
): Promise<'last' | 'one'> {
  return tables.transaction().execute(async (transaction) => {
    await touchArticle(transaction, batch.article, now);
    const ended = await endBatch(
      transaction,
      batch,
      { status: 'done', error: reason, from: ['waiting', 'failed'] },
      now,
    );
    if (!ended && (await batchStatus(transaction, batch.id)) === 'done') return 'one';
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
    return ended ?? 'one';
  });
}

/** Records why a batch came to nothing: no engine for the pair, or every attempt failed. @returns whether it was the last of its language */
export async function failBatch(tables: Tables, batch: StoredBatch, error: StoredError, now: Date): Promise<boolean> {
  return tables.transaction().execute(async (transaction) => {
    await touchArticle(transaction, batch.article, now);
    return (await endBatch(transaction, batch, { status: 'failed', error, from: ['waiting'] }, now)) === 'last';
  });
}

/**
 * Ends a batch that is in one of some states, and tells how far its language is. The article's row is held: of two batches that end at once,
 * the second one counts both.
 *
 * @returns `last` where no other batch of its language waits; undefined where it was in none of these states
 */
async function endBatch(
  transaction: Tables,
  { id, desk, job, article, articleLanguage, language }: StoredBatch,
  { status, error, from }: { status: 'done' | 'failed'; error: StoredError | null; from: ('waiting' | 'failed')[] },
  now: Date,
): Promise<'last' | 'one' | undefined> {
  const kind: EventKind = 'language.progress';
  const { rows } = await sql<{ last: boolean }>`
    WITH ended AS (
      UPDATE interlinear.batch SET status = ${status}, error = ${error ? JSON.stringify(error) : null}::jsonb
      WHERE id = ${id} AND status = ANY (${from}::text[]) RETURNING id
    )
    INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
    SELECT ${desk}::uuid, ${job}::uuid, ${article}::uuid, ${kind}::text, jsonb_build_object('language', ${language}::text,
        'done', coalesce(sum(end_segment - first_segment) FILTER (WHERE status <> 'waiting' OR batch.id = ${id}), 0),
        'of', sum(end_segment - first_segment)), ${now}::timestamptz
    FROM interlinear.batch AS batch
    WHERE article_language_id = ${articleLanguage} AND EXISTS (SELECT 1 FROM ended)
    HAVING count(*) > 0
    RETURNING data -> 'done' = data -> 'of' AS last`.execute(transaction);
  const [ended] = rows;
  return ended && (ended.last ? 'last' : 'one');
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
    .selectFrom('interlinear.translation')
    .selectAll()
    // As an array, whatever the database knows of its tables, the index of the translations is used.
    .where(sql<boolean>`segment_id = ANY (ARRAY(SELECT id FROM interlinear.segment WHERE revision_id = ${revision}))`)
    .where('language', '=', language)
    .execute();
  return new Map(rows.map((row) => [row.segment_id, targetOf(row)]));
}

/** How the batches of a revision stand, without where they belong. */
export async function batchEnds(
  tables: Tables,
  revision: string,
): Promise<{ articleLanguage: string; language: string; status: string; error: StoredError | null }[]> {
  return tables
    .selectFrom('interlinear.batch as batch')
    .innerJoin('interlinear.article_language as language', 'language.id', 'batch.article_language_id')
    .select(['language.id as articleLanguage', 'language.language', 'batch.status', 'batch.error'])
    .where('language.revision_id', '=', revision)
    .orderBy('language.id')
    .orderBy('batch.ordinal')
    .execute();
}
