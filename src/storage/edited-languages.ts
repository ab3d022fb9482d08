import { sql } from 'kysely';
import type { LanguageResult } from '../model/result.ts';
import type { Tables } from './database.ts';

/** The finished languages of an article in which somebody has written since their files were made. */
export async function editedLanguages(
  tables: Tables,
  desk: string,
  article: string,
): Promise<{ id: string; language: string }[]> {
  return tables
    .selectFrom('interlinear.article_language as version')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'version.revision_id')
    .select(['version.id', 'version.language'])
    .where('version.desk_id', '=', desk)
    .where('revision.article_id', '=', article)
    .where('revision.current', '=', true)
    .where('version.kind', '=', 'target')
    .where('version.status', 'in', ['done', 'partial'])
    .where(({ exists, selectFrom, or }) =>
      or([
        exists(
          selectFrom('interlinear.translation as translation')
            .innerJoin('interlinear.segment as segment', 'segment.id', 'translation.segment_id')
            .select('translation.id')
            .whereRef('segment.revision_id', '=', 'revision.id')
            .whereRef('translation.language', '=', 'version.language')
            .whereRef('translation.updated_at', '>', 'version.updated_at'),
        ),
        // Translations are made from it.
        exists(
          selectFrom('interlinear.segment as segment')
            .select('segment.id')
            .whereRef('segment.revision_id', '=', 'revision.id')
            .whereRef('segment.corrected_at', '>', 'version.updated_at'),
        ),
      ]),
    )
    .orderBy('version.id')
    .execute();
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
