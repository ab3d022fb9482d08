import { sql } from 'kysely';
import type { Tables } from './database.ts';

/**
 * When a language of an article was taken up, and how many words its source has: stretches between white space; of text without any, the
 * whole segment counts as one.
 */
export async function languageStart(
  tables: Tables,
  desk: string,
  article: string,
  language: string,
): Promise<{ words: number; startedAt: Date | null } | undefined> {
  return tables
    .selectFrom('interlinear.article_language as version')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'version.revision_id')
    .select('version.started_at as startedAt')
    .select(
      sql<number>`(SELECT coalesce(sum(array_length(regexp_split_to_array(btrim(segment.corrected), '\\s+'), 1)), 0)::int
        FROM interlinear.segment AS segment
        WHERE segment.revision_id = revision.id AND segment.corrected IS NOT NULL AND segment.role <> 'furniture'
          AND segment.document = CASE WHEN revision.source IS NULL THEN 'delivered' ELSE 'source' END)`.as('words'),
    )
    .where('version.desk_id', '=', desk)
    .where('revision.article_id', '=', article)
    .where('version.language', '=', language)
    .where('revision.current', '=', true)
    .executeTakeFirst();
}
