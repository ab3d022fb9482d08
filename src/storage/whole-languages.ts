import { sql } from 'kysely';
import type { StoredError } from '../model/errors.ts';
import type { Target } from '../model/translation.ts';
import type { LanguageEnd } from './article-languages.ts';
import type { StoredBatch } from './batches.ts';
import type { Tables } from './database.ts';
import type { EventKind } from './event.ts';
import { countUse } from './memory-units.ts';
import { wellFormed } from './row-set.ts';
import { recorded } from './target-changes.ts';
import { machineRows, type NewTarget, onMachineTarget, targetColumns } from './targets.ts';

/** A batch that is all of its language, with what was made of it and what its language comes to. */
export interface WholeLanguage {
  batch: StoredBatch;
  targets: ReadonlyMap<string, Target>;
  /** Why some of them have no text, where that is so. */
  reason: StoredError | null;
  checked: LanguageEnd;
}

/**
 * What the end of such a batch leaves to do: nothing (`one`), its language (`last`), or where the language has ended with it, nothing of
 * that but its article, if this was the last `language`.
 */
export type BatchEnd = 'one' | 'last' | { language: 'one' | 'last' };

/**
 * Stores the targets of languages, ends their batches and them, in one transaction and a handful of statements however many there are.
 * What a person has touched since is left alone, as by `finishBatch`.
 *
 * @returns what is left to do of each: where a person's text stands, the language is to be checked with that (`last`)
 */
export async function endWholeLanguages(tables: Tables, wholes: WholeLanguage[], now: Date): Promise<BatchEnd[]> {
  return tables.transaction().execute(async (transaction) => {
    await holdArticles(
      transaction,
      wholes.map(({ batch }) => batch.article),
      now,
    );
    const { ended, isStored } = await endBatches(transaction, wholes, now);
    for (const { batch, targets } of wholes) {
      if (!ended.has(batch.id)) continue;
      const units = [...targets].flatMap(([segment, { match }]) =>
        match?.unit && isStored(segment, batch.language) ? match.unit : [],
      );
      await countUse(transaction, units, now);
    }
    const checked = wholes.filter(
      ({ batch, targets }) =>
        ended.has(batch.id) && [...targets.keys()].every((segment) => isStored(segment, batch.language)),
    );
    const over = await endLanguages(transaction, checked, now);
    return wholes.map((whole): BatchEnd => {
      const { batch } = whole;
      if (!ended.has(batch.id)) return 'one';
      if (!checked.includes(whole)) return 'last';
      const end = over.get(batch.articleLanguage);
      return end ? { language: end } : 'one';
    });
  });
}

/** Signs of life of articles, whose rows are held: who writes about their parts does so one after the other. */
async function holdArticles(transaction: Tables, articles: string[], now: Date): Promise<void> {
  await sql`UPDATE interlinear.article SET updated_at = ${now} WHERE id IN (
    SELECT id FROM interlinear.article WHERE id = ANY (${articles}::uuid[]) ORDER BY id FOR NO KEY UPDATE)`.execute(
    transaction,
  );
}

/** Ends batches, stores their targets with their history, and tells of it. One that another worker has done meanwhile stays as that one left it. */
async function endBatches(transaction: Tables, wholes: WholeLanguage[], now: Date) {
  const given = wholes.map(({ batch, targets, reason }) => ({
    ...{ batch: batch.id, error: reason, desk: batch.desk, job: batch.job, article: batch.article },
    data: { language: batch.language, done: batch.end - batch.first, of: batch.end - batch.first },
    targets: machineRows(
      batch.desk,
      batch.language,
      [...targets].map(([segment, target]): NewTarget => ({ segment, target })),
      now,
    ),
  }));
  const count = given.reduce((sum, { targets }) => sum + targets.length, 0);
  const batches = wholes.map(({ batch }) => batch.id);
  const kind: EventKind = 'language.progress';
  const columns = sql.join(targetColumns.map((column) => sql.ref(column)));
  const { rows } = await sql<{ ended: string[]; some: [segment: string, language: string][] | null }>`
    WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(given, wellFormed)}::jsonb)
        AS given (batch uuid, error jsonb, desk uuid, job uuid, article uuid, data jsonb, targets jsonb)
    ),
    ended AS (
      UPDATE interlinear.batch AS batch SET status = 'done', error = given.error FROM given
      WHERE batch.id = given.batch AND batch.id = ANY (${batches}::uuid[]) AND batch.status IN ('waiting', 'failed') RETURNING batch.id
    ),
    wanted AS (
      -- What was made of a batch that was canceled meanwhile is kept all the same.
      SELECT given.* FROM given JOIN interlinear.batch AS batch ON batch.id = given.batch
      WHERE batch.id = ANY (${batches}::uuid[]) AND batch.status <> 'done'
    ),
    changed AS (
      INSERT INTO interlinear.translation (${columns})
      SELECT ${sql.join(targetColumns.map((column) => sql.ref(`row.${column}`)))}
      FROM wanted, jsonb_populate_recordset(NULL::interlinear.translation, wanted.targets) AS row
      ${onMachineTarget} RETURNING *
    ),
    recorded AS (${recorded({ act: 'machine', actor: null }, now)}),
    told AS (
      INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
      SELECT desk, job, article, ${kind}::text, data, ${now}::timestamptz FROM given JOIN ended ON ended.id = given.batch
    )
    SELECT (SELECT coalesce(jsonb_agg(id), '[]') FROM ended) AS ended,
      -- Which they are is asked for only where some were left alone.
      CASE WHEN (SELECT count(*) FROM changed) < ${count}
        THEN (SELECT coalesce(jsonb_agg(jsonb_build_array(segment_id, language)), '[]') FROM changed) END AS some`.execute(
    transaction,
  );
  const [{ ended, some } = { ended: [], some: null }] = rows;
  const stored = some && new Set(some.map(([segment, language]) => `${segment} ${language}`));
  return {
    ended: new Set(ended),
    isStored: (segment: string, language: string) => !stored || stored.has(`${segment} ${language}`),
  };
}

/** @returns of those that this ended, whether no other language of their revision waits */
async function endLanguages(
  transaction: Tables,
  wholes: WholeLanguage[],
  now: Date,
): Promise<Map<string, 'last' | 'one'>> {
  if (wholes.length === 0) return new Map();
  const given = wholes.map(({ batch, checked: { status, translated, of, error, findings, notRun } }) => {
    const kind: EventKind = `language.${status}`;
    return {
      ...{ id: batch.articleLanguage, desk: batch.desk, job: batch.job, article: batch.article },
      ...{ status, translated, of, error, findings, not_run: notRun, kind },
      data: { language: batch.language, translated, of, ...(error ? { error } : {}) },
    };
  });
  const ids = given.map(({ id }) => id);
  const { rows } = await sql<{ id: string; last: boolean }>`
    WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(given, wellFormed)}::jsonb)
        AS given (id uuid, desk uuid, job uuid, article uuid, status text, translated integer, "of" integer, error jsonb, findings jsonb,
          not_run jsonb, kind text, data jsonb)
    ),
    ended AS (
      UPDATE interlinear.article_language AS language
      SET status = given.status, translated = given.translated, "of" = given."of", error = given.error,
        findings = given.findings, not_run = given.not_run, updated_at = ${now}, written_at = NULL
      FROM given WHERE language.id = given.id AND language.id = ANY (${ids}::uuid[]) AND language.status = 'waiting'
      RETURNING language.id, language.revision_id
    ),
    told AS (
      INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
      SELECT desk, job, article, kind, data, ${now}::timestamptz FROM given JOIN ended ON ended.id = given.id
    )
    SELECT id, NOT EXISTS (SELECT 1 FROM interlinear.article_language AS other
      WHERE other.revision_id = ended.revision_id AND other.status = 'waiting' AND other.id NOT IN (SELECT id FROM ended)) AS last
    FROM ended`.execute(transaction);
  return new Map(rows.map(({ id, last }) => [id, last ? 'last' : 'one']));
}
