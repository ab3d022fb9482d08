import { sql } from 'kysely';
import type { CallLedger, Clock, LedgerCall } from '../model/ports.ts';
import type { Tables } from './database.ts';
import { keepBudget } from './desk-budget.ts';
import { rowSet } from './row-set.ts';

/** A ledger whose claims are kept up until they are recorded or given up; `close` ends that. */
export interface OpenLedger extends CallLedger {
  close(): void;
}

/**
 * The ledger of a desk as the pipeline asks for it, for one piece of work.
 *
 * @param owner in whose name claims are made; of its own for each piece of work, or two of them in one process would share a call
 * @param leaseMs how long a claim holds without a sign of life; it is renewed three times as often, however long a call takes
 */
export function callLedger(tables: Tables, desk: string, owner: string, clock: Clock, leaseMs: number): OpenLedger {
  const renewal = setInterval(() => {
    const claimedUntil = new Date(clock.now().getTime() + leaseMs);
    void renewClaims(tables, desk, owner, claimedUntil).catch(() => {});
  }, leaseMs / 3);
  renewal.unref();
  return {
    claim: (calls) => claimCalls(tables, desk, calls, owner, clock.now(), leaseMs),
    record: (replies) => recordReplies(tables, desk, replies, clock.now()),
    release: (keys) => releaseCalls(tables, desk, keys, owner),
    close: () => clearInterval(renewal),
  };
}

async function renewClaims(tables: Tables, desk: string, owner: string, claimedUntil: Date): Promise<void> {
  await tables
    .updateTable('interlinear.engine_call')
    .set({ claimed_until: claimedUntil })
    .where('desk_id', '=', desk)
    .where('claimed_by', '=', owner)
    .where('reply', 'is', null)
    .execute();
}

/** What the ledger says of some calls: replies that were paid for already, calls that are ours to make, calls that somebody else is making. */
export interface ClaimAnswer<Reply> {
  recorded: Map<string, Reply>;
  ours: Set<string>;
  busy: Set<string>;
}

/**
 * Looks calls up and claims those that nobody has made: an engine is asked only for what is in `ours`. A claim that is neither recorded
 * nor given up by `claimedUntil` (its process died) may be taken over.
 *
 * @throws InterlinearError `engine.budget` {budget, spent} when the calls would cost more than the desk's budget of the day leaves; nothing
 * is claimed then
 */
export async function claimCalls<Reply extends object>(
  tables: Tables,
  desk: string,
  calls: LedgerCall[],
  owner: string,
  now: Date,
  leaseMs: number,
): Promise<ClaimAnswer<Reply>> {
  const answer: ClaimAnswer<Reply> = { recorded: new Map(), ours: new Set(), busy: new Set() };
  if (calls.length === 0) return answer;
  const claimedUntil = new Date(now.getTime() + leaseMs);
  // Keys in one order everywhere, so that two batches that share sentences cannot wait for each other crosswise.
  const sorted = [...calls].sort((a, b) => (a.key < b.key ? -1 : 1));
  const rows = sorted.map((call) => ({
    desk_id: desk,
    key: call.key,
    engine: call.engine,
    source_language: call.from,
    target_language: call.to,
    characters: call.characters,
    cost: call.cost ?? 0,
    claimed_by: owner,
    claimed_until: claimedUntil,
    created_at: now,
    reuses: 0,
  }));
  const columns = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  const claim = async (transaction: Tables) => {
    const claimed = await transaction
      .insertInto('interlinear.engine_call')
      .columns(columns)
      .expression(rowSet('interlinear.engine_call', columns, rows))
      .onConflict((conflict) =>
        conflict
          .columns(['desk_id', 'key'])
          .doUpdateSet((update) => ({
            claimed_by: update.ref('excluded.claimed_by'),
            claimed_until: update.ref('excluded.claimed_until'),
            cost: update.ref('excluded.cost'),
            created_at: update.ref('excluded.created_at'),
          }))
          .where('interlinear.engine_call.reply', 'is', null)
          .where('interlinear.engine_call.claimed_until', '<', now),
      )
      .returning('key')
      .execute();
    for (const row of claimed) answer.ours.add(row.key);
    if (sorted.some(({ key, cost = 0 }) => cost > 0 && answer.ours.has(key))) await keepBudget(transaction, desk, now);
    const others = sorted.map((call) => call.key).filter((key) => !answer.ours.has(key));
    if (others.length === 0) return;
    const theirs = await transaction
      .selectFrom('interlinear.engine_call')
      .select(['key', 'reply'])
      .where('desk_id', '=', desk)
      .where('key', 'in', others)
      .execute();
    for (const row of theirs) {
      if (row.reply) answer.recorded.set(row.key, row.reply as Reply);
      else answer.busy.add(row.key);
    }
    if (answer.recorded.size > 0)
      await transaction
        .updateTable('interlinear.engine_call')
        .set({ reuses: sql`reuses + 1` })
        .where('desk_id', '=', desk)
        .where('key', 'in', [...answer.recorded.keys()])
        .execute();
  };
  // What costs money is claimed together with the look at the budget; the rest is one statement for itself.
  if (calls.some(({ cost = 0 }) => cost > 0)) await tables.transaction().execute(claim);
  else await claim(tables);
  return answer;
}

/** Which calls have a recorded reply: they would cost nothing. */
export async function recordedCalls(tables: Tables, desk: string, keys: string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await tables
    .selectFrom('interlinear.engine_call')
    .select('key')
    .where('desk_id', '=', desk)
    .where('key', 'in', keys)
    .where('reply', 'is not', null)
    .execute();
  return new Set(rows.map(({ key }) => key));
}

/** Records replies: from here on they are never paid again. */
export async function recordReplies(
  tables: Tables,
  desk: string,
  replies: { key: string; reply: object; cost: number }[],
  now: Date,
): Promise<void> {
  if (replies.length === 0) return;
  // One statement, however many there are: they are recorded together or not at all.
  await sql`UPDATE interlinear.engine_call AS call
    SET reply = answer.reply, cost = answer.cost, answered_at = ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(replies)}::jsonb) AS answer (key text, reply jsonb, cost double precision)
    WHERE call.desk_id = ${desk}::uuid AND call.key = answer.key AND call.reply IS NULL
      -- The planner cannot know how few they are: without their keys it reads all calls of the desk.
      AND call.key = ANY (${replies.map(({ key }) => key)}::text[])`.execute(tables);
}

/** Gives up claims whose call failed, so that the next attempt need not wait for them to run out. */
export async function releaseCalls(tables: Tables, desk: string, keys: string[], owner: string): Promise<void> {
  if (keys.length === 0) return;
  await tables
    .deleteFrom('interlinear.engine_call')
    .where('desk_id', '=', desk)
    .where('key', 'in', keys)
    .where('claimed_by', '=', owner)
    .where('reply', 'is', null)
    .execute();
}

/** Gives up the claims of every process: right only for the one process that has the embedded database open. */
export async function releaseAllCalls(tables: Tables): Promise<void> {
  await tables.deleteFrom('interlinear.engine_call').where('reply', 'is', null).execute();
}
