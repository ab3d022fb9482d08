import { type RawBuilder, sql } from 'kysely';
import type { StoredError } from '../model/errors.ts';
import type { NotRun, PlacedFinding } from '../model/finding.ts';
import type { Tables } from './database.ts';
import type { EventData, EventKind } from './event.ts';

/** The languages of a revision, in the order in which they were asked for. */
export async function loadLanguages(tables: Tables, revision: string) {
  return tables
    .selectFrom('interlinear.article_language')
    .selectAll()
    .where('revision_id', '=', revision)
    .orderBy('id')
    .execute();
}

/** One language of an article, by its row. */
export async function loadLanguage(tables: Tables, id: string) {
  return tables
    .selectFrom('interlinear.article_language as language')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'language.revision_id')
    .select([
      'language.id',
      'language.language',
      'language.status',
      'language.started_at as startedAt',
      'language.revision_id as revision',
      'revision.article_id as article',
    ])
    .where('language.id', '=', id)
    .executeTakeFirst();
}

/** What came of a language. */
export interface LanguageEnd {
  status: 'done' | 'partial' | 'failed';
  translated: number;
  of: number;
  error: StoredError | null;
  findings: PlacedFinding[];
  notRun: NotRun[];
}

/**
 * Records that a language is over, with the findings of its checks; one that was over already, or canceled, stays as it is.
 *
 * @returns `last` where no other language of its revision waits; undefined where this did not end it
 */
export async function finishLanguage(
  tables: Tables,
  id: string,
  result: LanguageEnd,
  now: Date,
): Promise<'last' | 'one' | undefined> {
  const { status, translated, of, error } = result;
  const kind: EventKind = `language.${status}`;
  const data = { translated, of, ...(error ? { error } : {}) };
  const { rows } = await sql<{ last: boolean }>`
    WITH ended AS (
      UPDATE interlinear.article_language
      SET status = ${status}, translated = ${translated}, "of" = ${of}, error = ${error ? JSON.stringify(error) : null}::jsonb,
        findings = ${JSON.stringify(result.findings)}::jsonb, not_run = ${JSON.stringify(result.notRun)}::jsonb, updated_at = ${now},
        written_at = NULL
      WHERE id = ${id} AND status = 'waiting' RETURNING revision_id, language
    )
    ${eventOf('ended', kind, data, now)} RETURNING NOT EXISTS (SELECT 1 FROM interlinear.article_language AS other, ended
      WHERE other.revision_id = ended.revision_id AND other.id <> ${id} AND other.status = 'waiting') AS last`.execute(
    tables,
  );
  const [ended] = rows;
  return ended && (ended.last ? 'last' : 'one');
}

/** Records that somebody has taken up a language; only the first time makes a difference. */
export async function startLanguage(tables: Tables, id: string, now: Date): Promise<void> {
  await sql`
    WITH started AS (
      UPDATE interlinear.article_language SET started_at = ${now}
      WHERE id = ${id} AND started_at IS NULL AND status = 'waiting' RETURNING revision_id, language, "of"
    )
    ${eventOf('started', 'language.started', {}, now, sql`|| jsonb_build_object('of', changed."of")`)}`.execute(tables);
}

/** Writes an event for languages that a statement has changed, in that statement: it is in the log if and only if it has happened. */
function eventOf(changed: string, kind: EventKind, data: EventData, now: Date, more: RawBuilder<unknown> = sql``) {
  return sql`
    INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
    SELECT article.desk_id, article.job_id, article.id, ${kind}::text,
      jsonb_build_object('language', changed.language) || ${JSON.stringify(data)}::jsonb ${more}, ${now}::timestamptz
    FROM ${sql.table(changed)} AS changed
    JOIN interlinear.revision AS revision ON revision.id = changed.revision_id
    JOIN interlinear.article AS article ON article.id = revision.article_id`;
}
