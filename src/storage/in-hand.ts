import { sql } from 'kysely';
import type { Tables } from './database.ts';

/** What workers take up: an article, to read it or to end it; one of its languages; a batch of its segments; an edition for readers. */
export type Part = 'article' | 'language' | 'batch' | 'publication';

const tableOf = {
  article: 'interlinear.article',
  language: 'interlinear.article_language',
  batch: 'interlinear.batch',
  publication: 'interlinear.publication',
} as const;

/** In which states a part is still to be worked on. */
const openIn = {
  article: ['accepted', 'segmented'],
  language: ['waiting'],
  batch: ['waiting'],
  publication: ['waiting'],
} as const;

/**
 * Counts that a worker takes something up. Who dies with it in hand never puts it back: what is taken up again and again kills its workers.
 *
 * @returns how often it was taken up and not put back, this time included; undefined where nothing is to be done about it any more
 */
export async function takeUp(tables: Tables, part: Part, id: string): Promise<number | undefined> {
  const { rows } = await sql<{ taken: number }>`
    UPDATE ${sql.table(tableOf[part])} SET taken = taken + 1
    WHERE id = ${id} AND status IN (${sql.join([...openIn[part]])}) RETURNING taken`.execute(tables);
  return rows[0]?.taken;
}

/** Undoes one takeUp: the work was broken off in order, and is nobody's fault. */
export async function putBack(tables: Tables, part: Part, id: string): Promise<void> {
  await sql`UPDATE ${sql.table(tableOf[part])} SET taken = greatest(taken - 1, 0) WHERE id = ${id}`.execute(tables);
}
