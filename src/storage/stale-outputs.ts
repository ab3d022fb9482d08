import { sql } from 'kysely';
import type { LanguageResult } from '../model/result.ts';
import type { Tables } from './database.ts';

/** A finished language whose files are not what they would be if they were written now. */
export interface StaleLanguage {
  id: string;
  language: string;
  /** Somebody has written in it since its checks ran. */
  edited: boolean;
  /** When it ended, or was last brought up to date. */
  asOf: Date;
}

/** Which files of an article have to be written before somebody may read them. */
export interface StaleOutputs {
  languages: StaleLanguage[];
  /** Those of the article as a whole. */
  whole: boolean;
}

/** What of an article's newest revision has been written since its files were, or was never put into files. */
export async function staleOutputs(tables: Tables, desk: string, article: string): Promise<StaleOutputs> {
  const { rows } = await sql<StaleLanguage & { stale: boolean; whole: boolean }>`
    SELECT version.id, version.language, version.updated_at AS "asOf", coalesce(version.edited, false) AS edited,
      version.id IS NOT NULL AND (version.written_at IS NULL OR version.edited) AS stale,
      (article.status IN ('done', 'partial') AND revision.written_at IS NULL)
        OR coalesce(revision.written_at < version.updated_at, false)
        OR EXISTS (SELECT 1 FROM interlinear.segment AS segment
          WHERE segment.revision_id = revision.id AND segment.corrected_at >= revision.written_at) AS whole
    FROM interlinear.revision AS revision
    JOIN interlinear.article AS article ON article.id = revision.article_id
    LEFT JOIN LATERAL (
      SELECT id, language, updated_at, written_at, kind = 'target' AND (
        EXISTS (SELECT 1 FROM interlinear.translation AS translation
          JOIN interlinear.segment AS segment ON segment.id = translation.segment_id
          WHERE segment.revision_id = revision.id AND translation.language = own.language
            AND translation.updated_at > own.updated_at)
        -- Translations are made from it.
        OR EXISTS (SELECT 1 FROM interlinear.segment AS segment
          WHERE segment.revision_id = revision.id AND segment.corrected_at > own.updated_at)) AS edited
      FROM interlinear.article_language AS own
      WHERE own.revision_id = revision.id AND own.status IN ('done', 'partial')
    ) AS version ON true
    WHERE revision.desk_id = ${desk} AND revision.article_id = ${article} AND revision.current
    ORDER BY version.id`.execute(tables);
  const languages = rows
    .filter(({ stale }) => stale)
    .map(({ id, language, edited, asOf }) => ({ id, language, edited, asOf }));
  return { languages, whole: languages.length > 0 || rows.some(({ whole }) => whole) };
}

/** Records what the checks say of a language that people have written in, and how much of it there is. */
export async function refreshLanguage(
  tables: Tables,
  id: string,
  { translated, of, findings, notRun, reason }: LanguageResult,
  asOf: Date,
): Promise<void> {
  await tables
    .updateTable('interlinear.article_language')
    .set({
      translated,
      of,
      findings: JSON.stringify(findings),
      not_run: JSON.stringify(notRun),
      status: translated === of ? 'done' : 'partial',
      error: sql`CASE WHEN ${translated === of} THEN NULL ELSE ${reason ? JSON.stringify(reason) : null}::jsonb END`,
      updated_at: asOf,
    })
    .where('id', '=', id)
    .where('status', 'in', ['done', 'partial'])
    .execute();
}

/** Records that the files of a language hold what it was at an instant; one that has changed since is left to the next reader. */
export async function markLanguageWritten(tables: Tables, id: string, asOf: Date): Promise<void> {
  await tables
    .updateTable('interlinear.article_language')
    .set({ written_at: asOf })
    .where('id', '=', id)
    .where('updated_at', '=', asOf)
    .execute();
}

/** As markLanguageWritten, for the files of a revision as a whole. */
export async function markWholeWritten(tables: Tables, revision: string, asOf: Date): Promise<void> {
  await tables.updateTable('interlinear.revision').set({ written_at: asOf }).where('id', '=', revision).execute();
}
