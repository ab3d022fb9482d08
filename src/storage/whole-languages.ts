import { sql } from 'kysely';
import type { StoredError } from '../model/errors.ts';
import type { Target } from '../model/translation.ts';
import type { LanguageEnd } from './article-languages.ts';
import type { StoredBatch } from './batches.ts';
import type { Tables } from './database.ts';
import type { EventKind } from './event.ts';
import { finishJobsThatAreOver } from './job-end.ts';
import { countUse } from './memory-units.ts';
import { oneOf, wellFormed } from './row-set.ts';
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
 * that but its article, if this was the last `language`; nor of the article, where that was `over` with it.
 */
export type BatchEnd = 'one' | 'last' | { language: 'one' | 'last' | 'over' };

/**
 * Stores the targets of languages, ends their batches and them, the articles of which these were the last languages, and the jobs that are over
 * with those, in one transaction and a few statements however many there are. What a person has touched since is left alone, as by `finishBatch`.
 *
 * @returns what is left to do of each: where a person's text stands, the language is to be checked with that (`last`)
 */
export async function endWholeLanguages(tables: Tables, wholes: WholeLanguage[], now: Date): Promise<BatchEnd[]> {
  return tables.transaction().execute(async (transaction) => {
    await hold(transaction, wholes, now);
    const { ended, isStored, ...together } = await endTogether(transaction, wholes, now);
    for (const { batch, targets } of wholes) {
      if (!ended.has(batch.id)) continue;
      const units = [...targets].flatMap(([segment, { match }]) =>
        match?.unit && isStored(segment, batch.language) ? match.unit : [],
      );
      await countUse(transaction, units, now);
    }
    for (const { desk, job } of together.jobs) await finishJobsThatAreOver(transaction, desk, now, job);
    const isChecked = ({ batch, targets }: WholeLanguage) =>
      ended.has(batch.id) && [...targets.keys()].every((segment) => isStored(segment, batch.language));
    const later = together.languages.size > 0 ? [] : wholes.filter(isChecked);
    const over = new Map([...together.languages, ...(await endLanguages(transaction, later, now))]);
    return wholes.map((whole): BatchEnd => {
      const { batch } = whole;
      if (!ended.has(batch.id)) return 'one';
      if (!isChecked(whole)) return 'last';
      return { language: over.get(batch.articleLanguage) ?? 'one' };
    });
  });
}

/**
 * Holds jobs, then articles, with a sign of life of these: who writes about their parts does so one after the other, and whoever ends an article
 * sees what others have ended.
 */
async function hold(transaction: Tables, wholes: WholeLanguage[], now: Date): Promise<void> {
  const jobs = [...new Set(wholes.map(({ batch }) => batch.job))];
  const articles = [...new Set(wholes.map(({ batch }) => batch.article))];
  await sql`WITH jobs AS MATERIALIZED (SELECT id FROM interlinear.job WHERE id ${oneOf(jobs)} ORDER BY id FOR NO KEY UPDATE)
    UPDATE interlinear.article SET updated_at = ${now} WHERE (SELECT count(*) FROM jobs) > 0 AND id IN (
      SELECT id FROM interlinear.article WHERE (SELECT count(*) FROM jobs) > 0 AND id ${oneOf(articles)} ORDER BY id FOR NO KEY UPDATE)`.execute(
    transaction,
  );
}

/**
 * Ends batches, stores their targets with their history, and tells of it. One that another worker has done meanwhile stays as that one left it.
 * Where all targets could be stored, the languages end with them, and the articles that no other language waits for.
 */
async function endTogether(transaction: Tables, wholes: WholeLanguage[], now: Date) {
  const given = wholes.map((whole) => {
    const { batch, targets, reason } = whole;
    return {
      ...{ batch: batch.id, error: reason, desk: batch.desk, job: batch.job, article: batch.article },
      data: { language: batch.language, done: batch.end - batch.first, of: batch.end - batch.first },
      targets: machineRows(
        batch.desk,
        batch.language,
        [...targets].map(([segment, target]): NewTarget => ({ segment, target })),
        now,
      ),
      ending: languageRow(whole),
    };
  });
  const count = given.reduce((sum, { targets }) => sum + targets.length, 0);
  const batches = wholes.map(({ batch }) => batch.id);
  const languages = wholes.map(({ batch }) => batch.articleLanguage);
  const kind: EventKind = 'language.progress';
  const columns = sql.join(targetColumns.map((column) => sql.ref(column)));
  const { rows } = await sql<{
    ended: string[];
    some: [segment: string, language: string][] | null;
    languages: [id: string, end: 'one' | 'last' | 'over'][];
    jobs: { desk: string; job: string }[];
  }>`
    WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(given, wellFormed)}::jsonb)
        AS given (batch uuid, error jsonb, desk uuid, job uuid, article uuid, data jsonb, targets jsonb, ending jsonb)
    ),
    ended AS (
      UPDATE interlinear.batch AS batch SET status = 'done', error = given.error FROM given
      WHERE batch.id = given.batch AND batch.id ${oneOf(batches)} AND batch.status IN ('waiting', 'failed') RETURNING batch.id
    ),
    wanted AS (
      -- What was made of a batch that was canceled meanwhile is kept all the same.
      SELECT given.* FROM given JOIN interlinear.batch AS batch ON batch.id = given.batch
      WHERE batch.id ${oneOf(batches)} AND batch.status <> 'done'
    ),
    changed AS (
      INSERT INTO interlinear.translation (${columns})
      SELECT ${sql.join(targetColumns.map((column) => sql.ref(`row.${column}`)))}
      FROM wanted, jsonb_populate_recordset(NULL::interlinear.translation, wanted.targets) AS row
      ${onMachineTarget} RETURNING *
    ),
    recorded AS (${recorded({ act: 'machine', actor: null }, now)}),
    checked AS (
      SELECT given.desk, given.job, given.article, ending.*
      FROM given JOIN ended ON ended.id = given.batch, jsonb_to_record(given.ending) AS ending (${languageColumns})
      WHERE (SELECT count(*) FROM changed) = ${count}
    ),
    closed AS (${closeLanguages('checked', languages, now)}),
    over AS (
      SELECT revision.article_id AS article,
        CASE WHEN bool_and(coalesce(closed.status, language.status) = 'done') THEN 'done' ELSE 'partial' END AS status
      FROM interlinear.revision AS revision
      JOIN interlinear.article_language AS language ON language.revision_id = revision.id
      LEFT JOIN closed ON closed.id = language.id
      WHERE revision.id IN (SELECT revision_id FROM closed) AND revision.current
        -- An article that has a newer revision by now goes on with it.
        AND NOT EXISTS (SELECT 1 FROM interlinear.revision AS newer
          WHERE newer.article_id = revision.article_id AND newer.number > revision.number)
      GROUP BY revision.article_id HAVING bool_and(coalesce(closed.status, language.status) <> 'waiting')
    ),
    finished AS (
      UPDATE interlinear.article AS article SET status = over.status, error = NULL, updated_at = ${now}
      FROM over WHERE article.id = over.article AND article.status = 'segmented'
      RETURNING article.id, article.desk_id, article.job_id, article.file_name, article.status
    ),
    told AS (
      INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
      SELECT desk, job, article, kind, data, ${now}::timestamptz FROM (
        SELECT 1 AS place, desk, job, article, ${kind}::text AS kind, data FROM given JOIN ended ON ended.id = given.batch
        UNION ALL
        SELECT 2, checked.desk, checked.job, checked.article, checked.kind, checked.data FROM checked JOIN closed ON closed.id = checked.id
        UNION ALL
        SELECT 3, desk_id, job_id, id, CASE status WHEN 'done' THEN ${overKinds.done}::text ELSE ${overKinds.partial} END, jsonb_build_object('fileName', file_name) FROM finished
      ) AS event ORDER BY place, article
    )
    SELECT (SELECT coalesce(jsonb_agg(id), '[]') FROM ended) AS ended,
      -- Which they are is asked for only where some were left alone.
      CASE WHEN (SELECT count(*) FROM changed) < ${count}
        THEN (SELECT coalesce(jsonb_agg(jsonb_build_array(segment_id, language)), '[]') FROM changed) END AS some,
      (SELECT coalesce(jsonb_agg(jsonb_build_array(closed.id, CASE WHEN finished.id IS NOT NULL THEN 'over'
          WHEN ${isLast('closed')} THEN 'last' ELSE 'one' END)), '[]')
        FROM closed JOIN checked ON checked.id = closed.id LEFT JOIN finished ON finished.id = checked.article) AS languages,
      (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('desk', desk_id, 'job', job_id)), '[]') FROM finished
        WHERE NOT EXISTS (SELECT 1 FROM interlinear.article AS other WHERE other.job_id = finished.job_id
          AND other.status IN ('accepted', 'segmented') AND other.id NOT IN (SELECT id FROM finished))) AS jobs`.execute(
    transaction,
  );
  const [{ ended, some, languages: closed, jobs } = { ended: [], some: null, languages: [], jobs: [] }] = rows;
  const stored = some && new Set(some.map(([segment, language]) => `${segment} ${language}`));
  return {
    ended: new Set(ended),
    isStored: (segment: string, language: string) => !stored || stored.has(`${segment} ${language}`),
    languages: new Map(closed),
    jobs,
  };
}

/** How a language ends, as the statements take it. */
function languageRow({ batch, checked: { status, translated, of, error, findings, notRun } }: WholeLanguage) {
  const kind: EventKind = `language.${status}`;
  return {
    ...{ id: batch.articleLanguage, status, translated, of, error, findings, not_run: notRun, kind },
    data: { language: batch.language, translated, of, ...(error ? { error } : {}) },
  };
}

/** What is told of an article that ends with its languages. */
const overKinds = { done: 'article.done', partial: 'article.partial' } satisfies Record<string, EventKind>;

const languageColumns = sql`id uuid, status text, translated integer, "of" integer, error jsonb, findings jsonb, not_run jsonb,
  kind text, data jsonb`;

/** An UPDATE that ends the languages of a statement's rows, those that wait still. */
function closeLanguages(given: string, ids: string[], now: Date) {
  const rows = sql.ref(given);
  return sql`UPDATE interlinear.article_language AS language
    SET status = ${rows}.status, translated = ${rows}.translated, "of" = ${rows}."of", error = ${rows}.error,
      findings = ${rows}.findings, not_run = ${rows}.not_run, updated_at = ${now}, written_at = NULL
    FROM ${rows} WHERE language.id = ${rows}.id AND language.id ${oneOf(ids)} AND language.status = 'waiting'
    RETURNING language.id, language.revision_id, language.status`;
}

/** Whether no language of a revision waits, but for those that the statement ends. */
function isLast(closed: string) {
  const rows = sql.ref(closed);
  return sql`NOT EXISTS (SELECT 1 FROM interlinear.article_language AS other
    WHERE other.revision_id = ${rows}.revision_id AND other.status = 'waiting' AND other.id NOT IN (SELECT id FROM ${rows}))`;
}

/**
 * Ends languages by themselves: those whose batches ended with others' of which a person's text stands.
 *
 * @returns of those that this ended, whether no other language of their revision waits
 */
async function endLanguages(
  transaction: Tables,
  wholes: WholeLanguage[],
  now: Date,
): Promise<Map<string, 'last' | 'one'>> {
  if (wholes.length === 0) return new Map();
  const given = wholes.map((whole) => {
    const { desk, job, article } = whole.batch;
    return { desk, job, article, ...languageRow(whole) };
  });
  const { rows } = await sql<{ id: string; last: boolean }>`
    WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(given, wellFormed)}::jsonb)
        AS given (desk uuid, job uuid, article uuid, ${languageColumns})
    ),
    closed AS (${closeLanguages(
      'given',
      given.map(({ id }) => id),
      now,
    )}),
    told AS (
      INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
      SELECT desk, job, article, kind, data, ${now}::timestamptz FROM given JOIN closed ON closed.id = given.id
    )
    SELECT id, ${isLast('closed')} AS last FROM closed`.execute(transaction);
  return new Map(rows.map(({ id, last }) => [id, last ? 'last' : 'one']));
}
