import { sql } from 'kysely';
import type { Tables } from './database.ts';

/** The files of an article without their content, by name. */
export async function listOutputs(tables: Tables, desk: string, article: string) {
  return tables
    .selectFrom('interlinear.output')
    .select(['name', 'media_type as mediaType', 'language', 'created_at as createdAt'])
    .select([sql<number>`octet_length(content)`.as('bytes'), sql<string>`encode(sha256(content), 'hex')`.as('hash')])
    .where('desk_id', '=', desk)
    .where('article_id', '=', article)
    .orderBy(sql`name COLLATE "C"`)
    .execute();
}

/** One file of an article. @returns undefined where there is none of that name */
export async function loadOutput(tables: Tables, desk: string, article: string, name: string) {
  return tables
    .selectFrom('interlinear.output')
    .select(['name', 'media_type as mediaType', 'content'])
    .where('desk_id', '=', desk)
    .where('article_id', '=', article)
    .where('name', '=', name)
    .executeTakeFirst();
}
