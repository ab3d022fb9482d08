import type { StoredError } from '../model/errors.ts';
import type { Target } from '../model/translation.ts';
import type { Tables } from './database.ts';
import { countUse } from './memory-units.ts';
import { storeTargets } from './targets.ts';

/** A batch with where it belongs. */
export interface StoredBatch {
  id: string;
  desk: string;
  article: string;
  revision: string;
  articleLanguage: string;
  language: string;
  first: number;
  end: number;
  status: string;
  error: StoredError | null;
}

const columns = [
  'batch.id',
  'batch.desk_id as desk',
  'revision.article_id as article',
  'revision.id as revision',
  'language.id as articleLanguage',
  'language.language',
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
    .select(columns);
}

export async function loadBatch(tables: Tables, id: string): Promise<StoredBatch | undefined> {
  return batches(tables).where('batch.id', '=', id).executeTakeFirst();
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
 * Stores a batch's targets and ends it. What a person has touched since, or what was propagated from a person's work, is left alone.
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
    const stored = await storeTargets(
      transaction,
      batch.desk,
      batch.language,
      [...targets].map(([segment, target]) => ({ segment, target })),
      now,
    );
    const ended = await transaction
      .updateTable('interlinear.batch')
      .set({ status: 'done', error: reason ? JSON.stringify(reason) : null })
      .where('id', '=', batch.id)
      .where('status', '<>', 'done')
      .returning('id')
      .executeTakeFirst();
    // A batch that is done a second time uses nothing anew.
    if (ended)
      await countUse(
        transaction,
        [...targets].flatMap(([segment, { match }]) => (match?.unit && stored.has(segment) ? match.unit : [])),
        now,
      );
    await touchArticle(transaction, batch.article, now);
  });
}

/** Records why a batch came to nothing: no engine for the pair, or every attempt failed. */
export async function failBatch(tables: Tables, batch: StoredBatch, error: StoredError, now: Date): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('interlinear.batch')
      .set({ status: 'failed', error: JSON.stringify(error) })
      .where('id', '=', batch.id)
      .where('status', '=', 'waiting')
      .execute();
    await touchArticle(transaction, batch.article, now);
  });
}

/** A sign of life, so that the sweeper leaves the article alone. */
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
  return new Map(
    rows.map((row) => [
      row.segment_id,
      {
        text: row.text,
        codes: row.codes,
        state: row.state,
        route: row.route,
        ...(row.sub_state ? { subState: row.sub_state } : {}),
        ...(row.origin ? { origin: row.origin } : {}),
        ...(row.score !== null ? { score: row.score } : {}),
        ...(row.match ? { match: row.match } : {}),
        ...(row.engine ? { engine: row.engine } : {}),
        ...(row.terms ? { terms: row.terms } : {}),
        ...(row.alignment ? { alignment: row.alignment } : {}),
        ...(row.unknown_words.length > 0 ? { unknownWords: row.unknown_words } : {}),
        ...(row.matches.length > 0 ? { matches: row.matches } : {}),
        ...(row.confirmed_by ? { confirmedBy: row.confirmed_by } : {}),
      },
    ]),
  );
}
