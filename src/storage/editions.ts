import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { EditionFile, EditionStatus } from '../model/publication.ts';
import type { By } from './audit.ts';
import type { Tables } from './database.ts';

/** A text of a language version that is to become an edition. */
export interface NewEdition {
  article: string;
  language: string;
  /** The revision's id. */
  revision: string;
  status: EditionStatus;
  files: EditionFile[];
  /** When it was read. */
  asOf: Date;
}

/**
 * Keeps an edition; the newest one again where its files, its revision and its status are the same.
 *
 * @param transaction holds the article, so that two are not made at a time
 */
export async function keepEdition(
  transaction: Tables,
  desk: string,
  { article, language, revision, status, files, asOf }: NewEdition,
  by: By,
): Promise<{ id: string; number: number }> {
  const hash = hashOf(files);
  const newest = await transaction
    .selectFrom('interlinear.edition')
    .select(['id', 'number', 'hash', 'revision_id as revision', 'status'])
    .where('article_id', '=', article)
    .where('language', '=', language)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  if (newest?.hash === hash && newest.revision === revision && newest.status === status) {
    await transaction.updateTable('interlinear.edition').set({ as_of: asOf }).where('id', '=', newest.id).execute();
    return newest;
  }
  const made = { id: newId(), number: (newest?.number ?? 0) + 1 };
  await transaction
    .insertInto('interlinear.edition')
    .values({
      ...made,
      ...{ desk_id: desk, article_id: article, language, revision_id: revision, status, hash },
      ...{ created_by: by.actor, created_at: by.now, as_of: asOf },
    })
    .execute();
  for (const { name, mediaType, content } of files)
    await transaction
      .insertInto('interlinear.edition_file')
      .values({ edition_id: made.id, desk_id: desk, name, media_type: mediaType, content: Buffer.from(content) })
      .execute();
  return made;
}

function hashOf(files: EditionFile[]): string {
  const hash = createHash('sha256');
  for (const { name, mediaType, content } of files)
    hash.update(JSON.stringify([name, mediaType, content.length])).update(content);
  return hash.digest('hex');
}

/** The files of an edition, by name. */
export async function editionFiles(tables: Tables, edition: string): Promise<EditionFile[]> {
  return tables
    .selectFrom('interlinear.edition_file')
    .select(['name', 'media_type as mediaType', 'content'])
    .where('edition_id', '=', edition)
    .orderBy(sql`name COLLATE "C"`)
    .execute();
}

/**
 * A mark of all that a language version of a revision is made of: it is another one once somebody has written in it, or in the text that it
 * was made from.
 */
export async function versionMark(tables: Tables, desk: string, revision: string, language: string): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    SELECT md5(coalesce(string_agg(concat_ws(' ', segment.id, segment.corrected_version, translation.version), ','
      ORDER BY segment.id), '')) AS mark
    FROM interlinear.segment AS segment
    LEFT JOIN interlinear.translation AS translation
      ON translation.segment_id = segment.id AND translation.language = ${language}
    WHERE segment.desk_id = ${desk} AND segment.revision_id = ${revision}`.execute(tables);
  return rows[0]?.mark ?? '';
}
