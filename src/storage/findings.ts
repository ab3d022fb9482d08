import type { PlacedFinding } from '../model/finding.ts';
import type { Tables } from './database.ts';

/** Every finding of an article: on the text as delivered, then language by language. */
export async function loadFindings(tables: Tables, desk: string, article: string): Promise<PlacedFinding[]> {
  const revision = await tables
    .selectFrom('interlinear.revision')
    .select(['id', 'findings'])
    .where('desk_id', '=', desk)
    .where('article_id', '=', article)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  if (!revision) return [];
  const languages = await tables
    .selectFrom('interlinear.article_language')
    .select('findings')
    .where('revision_id', '=', revision.id)
    .orderBy('id')
    .execute();
  return [...(revision.findings ?? []), ...languages.flatMap((language) => language.findings ?? [])];
}
