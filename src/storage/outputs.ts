import { v7 as newId } from 'uuid';
import type { OutputFile } from '../model/result.ts';
import type { Tables } from './database.ts';

/** Stores an article's files, in place of those that the same stage wrote before. */
export async function saveOutputs(
  tables: Tables,
  desk: string,
  article: string,
  language: string | null,
  files: OutputFile[],
  now: Date,
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom('interlinear.output')
      .where('article_id', '=', article)
      .where('language', 'is not distinct from', language)
      .execute();
    // One statement a file: a file can be megabytes.
    for (const file of files)
      await transaction
        .insertInto('interlinear.output')
        .values({
          id: newId(),
          desk_id: desk,
          article_id: article,
          language,
          name: file.name,
          media_type: file.mediaType,
          content: typeof file.content === 'string' ? new TextEncoder().encode(file.content) : file.content,
          created_at: now,
        })
        .onConflict((conflict) =>
          conflict.columns(['article_id', 'name']).doUpdateSet((update) => ({
            language: update.ref('excluded.language'),
            media_type: update.ref('excluded.media_type'),
            content: update.ref('excluded.content'),
          })),
        )
        .execute();
  });
}

/** The files of an article, by name. */
export async function loadOutputs(tables: Tables, desk: string, article: string): Promise<OutputFile[]> {
  const rows = await tables
    .selectFrom('interlinear.output')
    .select(['name', 'media_type', 'language', 'content'])
    .where('desk_id', '=', desk)
    .where('article_id', '=', article)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    name: row.name,
    mediaType: row.media_type,
    content: row.content,
    ...(row.language ? { language: row.language } : {}),
  }));
}
