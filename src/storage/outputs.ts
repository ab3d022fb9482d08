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
    for (const rows of portions(files))
      await transaction
        .insertInto('interlinear.output')
        .values(
          rows.map(({ name, mediaType, content }) => ({
            ...{ id: newId(), desk_id: desk, article_id: article, language, name, media_type: mediaType, content },
            created_at: now,
          })),
        )
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

/** Bytes of files that one statement takes at most; a single file may be more. */
const PORTION = 1_000_000;

/** Files as bytes, so many of them at a time that a statement stays small; those of one name are one file, the last. */
function* portions(files: OutputFile[]): Generator<{ name: string; mediaType: string; content: Uint8Array }[]> {
  let portion: { name: string; mediaType: string; content: Uint8Array }[] = [];
  let bytes = 0;
  for (const { name, mediaType, content } of new Map(files.map((file) => [file.name, file])).values()) {
    const encoded = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    if (portion.length > 0 && bytes + encoded.length > PORTION) {
      yield portion;
      portion = [];
      bytes = 0;
    }
    portion.push({ name, mediaType, content: encoded });
    bytes += encoded.length;
  }
  if (portion.length > 0) yield portion;
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
