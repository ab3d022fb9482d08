import type { Tables } from './database.ts';

/** How long somebody counts as there after they were last heard from, in milliseconds. */
export const PRESENCE_MS = 30_000;

/** Somebody who has an article open, in one window. */
export interface Present {
  /** The window's own id. */
  window: string;
  actor: string;
  name: string;
  language: string | null;
  segment: string | null;
  since: Date;
}

/**
 * Notes that somebody has an article open, for as long as PRESENCE_MS; windows that nothing was heard from are forgotten.
 *
 * @returns whether the desk has the article
 */
export async function notePresence(
  tables: Tables,
  desk: string,
  article: string,
  { window, actor, name, language, segment }: Omit<Present, 'since'>,
  now: Date,
): Promise<boolean> {
  const found = await tables
    .selectFrom('interlinear.article')
    .select('id')
    .where('desk_id', '=', desk)
    .where('id', '=', article)
    .executeTakeFirst();
  if (!found) return false;
  await tables
    .deleteFrom('interlinear.presence')
    .where('article_id', '=', article)
    .where('until', '<', now)
    .where('window_id', '<>', window)
    .execute();
  const until = new Date(now.getTime() + PRESENCE_MS);
  const place = { language, segment_id: segment, until };
  await tables
    .insertInto('interlinear.presence')
    .values({ article_id: article, window_id: window, desk_id: desk, actor, name, since: now, ...place })
    .onConflict((conflict) =>
      conflict
        .columns(['article_id', 'window_id'])
        .doUpdateSet({ ...place, name })
        // Nobody moves the window of somebody else.
        .where('interlinear.presence.actor', '=', actor),
    )
    .execute();
  return true;
}

/** Notes that a window was closed. */
export async function endPresence(
  tables: Tables,
  desk: string,
  article: string,
  { window, actor }: Pick<Present, 'window' | 'actor'>,
): Promise<void> {
  await tables
    .deleteFrom('interlinear.presence')
    .where('desk_id', '=', desk)
    .where('article_id', '=', article)
    .where('window_id', '=', window)
    .where('actor', '=', actor)
    .execute();
}

/** Who has an article open now, those who came first first. */
export async function whoIsPresent(tables: Tables, desk: string, article: string, now: Date): Promise<Present[]> {
  return tables
    .selectFrom('interlinear.presence')
    .select(['window_id as window', 'actor', 'name', 'language', 'segment_id as segment', 'since'])
    .where('desk_id', '=', desk)
    .where('article_id', '=', article)
    .where('until', '>', now)
    .orderBy('since')
    .orderBy('window_id')
    .execute();
}
