import { v7 as newId } from 'uuid';
import type { Tables } from './database.ts';

/** Who does something, and when. */
export interface By {
  actor: string;
  now: Date;
}

/** Something that was done, as the log tells it; never a text of an article, a password or a key. */
export interface StoredAct {
  id: string;
  actor: string;
  /** Noun and verb: `desk.set`. */
  act: string;
  /** Id of what it was done to. */
  subject: string;
  before: object | null;
  after: object | null;
  at: Date;
}

/** Writes an act to the log, in the transaction that does it. @param desk null for what concerns no single desk */
export async function recordAct(
  transaction: Tables,
  desk: string | null,
  act: { act: string; subject: string; before?: object | null; after?: object | null },
  { actor, now }: By,
): Promise<void> {
  const [before, after] = [act.before ?? null, act.after ?? null].map((state) => state && JSON.stringify(state));
  await transaction
    .insertInto('interlinear.audit')
    .values({
      ...{ id: newId(), desk_id: desk, actor, act: act.act, subject: act.subject },
      ...{ before: before as string | null, after: after as string | null, at: now },
    })
    .execute();
}

/** Which acts are asked for; `act` may be a noun alone. */
export interface ActFilter {
  actor?: string;
  act?: string;
  subject?: string;
  since?: Date;
  until?: Date;
}

/**
 * The log of a desk, newest first.
 *
 * @param desk null for what concerns no single desk
 * @param page.after the id of the last act that was seen
 */
export async function listActs(
  tables: Tables,
  desk: string | null,
  filter: ActFilter,
  page: { after?: string; limit: number },
): Promise<StoredAct[]> {
  let query = tables
    .selectFrom('interlinear.audit')
    .select(['id', 'actor', 'act', 'subject', 'before', 'after', 'at'])
    .where('desk_id', desk === null ? 'is' : '=', desk)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.after !== undefined) query = query.where('id', '<', page.after);
  if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor);
  if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject);
  if (filter.since !== undefined) query = query.where('at', '>=', filter.since);
  if (filter.until !== undefined) query = query.where('at', '<', filter.until);
  if (filter.act !== undefined) {
    const { act } = filter;
    query = query.where(({ or, eb, fn, val }) =>
      or([eb('act', '=', act), eb(fn<boolean>('starts_with', ['act', val(`${act}.`)]), '=', true)]),
    );
  }
  return query.execute();
}
