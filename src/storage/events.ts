import { sql } from 'kysely';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import type { EventData, EventKind } from './event.ts';

/** An event on its way into the log. */
export interface NewEvent {
  desk: string;
  job: string;
  article?: string;
  kind: EventKind;
  data: EventData;
}

/**
 * A place in the log, `TRANSACTION.NUMBER`: whoever has read up to it can go on behind it, later and in another process. Opaque to
 * everybody else.
 */
export type Cursor = string;

/** An event as the log has it. */
export interface StoredEvent extends NewEvent {
  cursor: Cursor;
  at: Date;
}

/** Rows a statement takes at most, well under PostgreSQL's 65,535 parameters. */
const ROWS = 1000;

/** The largest transaction number (an unsigned 64-bit integer) and the largest number of a sequence (a signed one). */
const LARGEST = [2n ** 64n - 1n, 2n ** 63n - 1n] as const;

/** Writes an event, in the transaction that makes it true: it is in the log if and only if what it tells of has happened. */
export async function recordEvent(transaction: Tables, event: NewEvent, now: Date): Promise<void> {
  await recordEvents(transaction, [event], now);
}

/** As recordEvent, for several at once, in their order. */
export async function recordEvents(transaction: Tables, events: NewEvent[], now: Date): Promise<void> {
  for (let at = 0; at < events.length; at += ROWS)
    await transaction
      .insertInto('interlinear.event')
      .values(
        events.slice(at, at + ROWS).map(({ desk, job, article, kind, data }) => ({
          desk_id: desk,
          job_id: job,
          article_id: article ?? null,
          kind,
          data: JSON.stringify(data),
          at: now,
        })),
      )
      .execute();
}

/**
 * Events behind a cursor, in the order of the log. Only events that nothing can come before any more are returned: a transaction that is
 * still writing holds back those of later ones, so that nobody misses its events.
 *
 * @param wishes.after what was read last; from the beginning without it
 * @param wishes.limit rows at most; fewer than that means that there are no more for now
 * @throws InterlinearError `event.cursor` for a cursor that no log has given
 */
export async function eventsAfter(
  tables: Tables,
  wishes: { after?: Cursor; desk?: string; job?: string; article?: string; since?: Date; limit: number },
): Promise<StoredEvent[]> {
  let query = tables
    .selectFrom('interlinear.event')
    .select([
      sql<string>`xact::text || '.' || seq::text`.as('cursor'),
      'desk_id',
      'job_id',
      'article_id',
      'kind',
      'data',
      'at',
    ])
    .where(sql<boolean>`xact < pg_snapshot_xmin(pg_current_snapshot())`)
    .orderBy('xact')
    .orderBy('seq')
    .limit(wishes.limit);
  if (wishes.after !== undefined) {
    const [xact, seq] = partsOf(wishes.after);
    // A place that lies ahead is of the time before the database was restored: better twice than never.
    query = query.where(
      sql<boolean>`(xact, seq) > (CASE WHEN ${String(xact)}::xid8 > pg_snapshot_xmax(pg_current_snapshot())
        THEN '0'::xid8 ELSE ${String(xact)}::xid8 END, ${String(seq)}::bigint)`,
    );
  }
  if (wishes.since !== undefined) query = query.where('at', '>=', wishes.since);
  if (wishes.desk !== undefined) query = query.where('desk_id', '=', wishes.desk);
  if (wishes.job !== undefined) query = query.where('job_id', '=', wishes.job);
  if (wishes.article !== undefined) query = query.where('article_id', '=', wishes.article);
  const rows = await query.execute();
  return rows.map((row) => ({
    cursor: row.cursor,
    desk: row.desk_id,
    job: row.job_id,
    ...(row.article_id !== null ? { article: row.article_id } : {}),
    kind: row.kind,
    data: row.data,
    at: row.at,
  }));
}

/** The end of the log as it is now: every event before it can be read, every later one is behind it. */
export async function endOfEvents(tables: Tables): Promise<Cursor> {
  const { rows } = await sql<{ cursor: string }>`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text || '.0' AS cursor`.execute(tables);
  return rows[0]?.cursor ?? '0.0';
}

/** Negative where `a` comes before `b` in the log, 0 where they are the same place. */
export function compareCursors(a: Cursor, b: Cursor): number {
  const [aXact, aSeq] = partsOf(a);
  const [bXact, bSeq] = partsOf(b);
  const difference = aXact - bXact || aSeq - bSeq;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function partsOf(cursor: Cursor): [xact: bigint, seq: bigint] {
  const [, xact = '', seq = ''] = /^(\d{1,20})\.(\d{1,19})$/.exec(cursor) ?? [];
  const parts: [bigint, bigint] = [BigInt(xact), BigInt(seq)];
  if (xact === '' || parts[0] > LARGEST[0] || parts[1] > LARGEST[1]) throw new InterlinearError('event.cursor');
  return parts;
}
