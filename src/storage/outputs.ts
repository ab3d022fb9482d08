import { sql } from 'kysely';
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
  const [first = [], ...rest] = portions(files);
  const save = async (place: Tables) => {
    await replaceFiles(place, { desk, article, language, names: files.map(({ name }) => name) }, first, now);
    for (const files of rest) await fileRows(place, { desk, article, language }, files, now).execute();
  };
  // Mostly it is one statement, and that is all or nothing by itself.
  if (rest.length === 0 || tables.isTransaction) await save(tables);
  else await tables.transaction().execute(save);
}

/** Whose files they are. */
interface Stage {
  desk: string;
  article: string;
  language: string | null;
}

interface EncodedFile {
  name: string;
  mediaType: string;
  content: Uint8Array;
}

/** Writes files, and removes what the same stage wrote before and writes no more. */
async function replaceFiles(tables: Tables, stage: Stage & { names: string[] }, files: EncodedFile[], now: Date) {
  const { article, language, names } = stage;
  const others = sql`DELETE FROM interlinear.output WHERE article_id = ${article}
    AND language IS NOT DISTINCT FROM ${language} AND name <> ALL (${names}::text[])`;
  if (files.length === 0) await others.execute(tables);
  else await sql`WITH gone AS (${others}) ${fileRows(tables, stage, files, now)}`.execute(tables);
}

function fileRows(tables: Tables, { desk, article, language }: Stage, files: EncodedFile[], now: Date) {
  return tables
    .insertInto('interlinear.output')
    .values(
      files.map(({ name, mediaType, content }) => ({
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
    );
}

/** Bytes of files that one statement takes at most; a single file may be more. */
const PORTION = 1_000_000;

/** Files as bytes, so many of them at a time that a statement stays small; those of one name are one file, the last. */
function* portions(files: OutputFile[]): Generator<EncodedFile[]> {
  let portion: EncodedFile[] = [];
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
