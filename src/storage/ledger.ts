import { sql } from 'kysely';
import type { CallLedger, Clock, LedgerCall } from '../model/ports.ts';
import type { Tables } from './database.ts';
import { keepBudget } from './desk-budget.ts';
import { Grouped } from './grouped.ts';
import { oneOf, rowSet } from './row-set.ts';

/** A ledger whose claims are kept up until they are recorded or given up; `close` ends that. */
export interface OpenLedger extends CallLedger {
  close(): void;
}

/**
 * The ledger of a desk as the pipeline asks for it, for one piece of work.
 *
 * @param owner in whose name claims are made; of its own for each piece of work, or two of them in one process would share a call
 * @param leaseMs how long a claim holds without a sign of life; it is renewed three times as often, however long a call takes
 * @param groups what others ask of the ledger at the same time
 */
export function callLedger(
  tables: Tables,
  desk: string,
  owner: string,
  clock: Clock,
  leaseMs: number,
  groups: LedgerGroups = ledgerGroups(tables, clock, leaseMs),
): OpenLedger {
  const renewal = setInterval(() => {
    const claimedUntil = new Date(clock.now().getTime() + leaseMs);
    void renewClaims(tables, desk, owner, claimedUntil).catch(() => {});
  }, leaseMs / 3);
  renewal.unref();
  return {
    claim: (calls) => groups.claim<never>({ desk, calls, owner }),
    record: (replies) => groups.record({ desk, replies }),
    release: (keys) => releaseCalls(tables, desk, keys, owner),
    close: () => clearInterval(renewal),
  };
}

/** What several pieces of work ask of the ledger at about the same time, asked in one statement. */
export interface LedgerGroups {
  /** As `claimCalls`. */
  claim<Reply extends object>(claim: Claim): Promise<ClaimAnswer<Reply>>;
  record(replies: Replies): Promise<void>;
}

/** Calls and replies that one statement takes of so many pieces of work at most. */
const GROUP = 16;

export function ledgerGroups(tables: Tables, clock: Clock, leaseMs: number): LedgerGroups {
  const options = { most: GROUP };
  const claims = new Grouped((all: Claim[]) => claimTogether<object>(tables, all, clock.now(), leaseMs), options);
  const records = new Grouped(async (all: Replies[]) => {
    await recordReplies(tables, all, clock.now());
    return all.map(() => undefined);
  }, options);
  return {
    async claim<Reply extends object>(claim: Claim) {
      const isFree = claim.calls.every(({ cost = 0 }) => cost === 0);
      if (!isFree) return claimCalls<Reply>(tables, claim, clock.now(), leaseMs);
      return (await claims.do(claim)) as ClaimAnswer<Reply>;
    },
    record: (replies) => records.do(replies),
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

/** Calls that somebody wants to make. */
export interface Claim {
  desk: string;
  calls: LedgerCall[];
  /** In whose name; of its own for each piece of work. */
  owner: string;
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
  claim: Claim,
  now: Date,
  leaseMs: number,
): Promise<ClaimAnswer<Reply>> {
  const one = async (on: Tables) => (await claimTogether<Reply>(on, [claim], now, leaseMs))[0] as ClaimAnswer<Reply>;
  // What costs money is claimed together with the look at the budget; the rest is one statement for itself.
  if (claim.calls.every(({ cost = 0 }) => cost === 0)) return one(tables);
  return tables.transaction().execute(async (transaction) => {
    const answer = await one(transaction);
    if (claim.calls.some(({ key, cost = 0 }) => cost > 0 && answer.ours.has(key)))
      await keepBudget(transaction, claim.desk, now);
    return answer;
  });
}

/** The same for calls of several, in one statement where nobody has made any of them. Of two who want the same call, the second one finds it busy. */
export async function claimTogether<Reply extends object>(
  tables: Tables,
  claims: Claim[],
  now: Date,
  leaseMs: number,
): Promise<ClaimAnswer<Reply>[]> {
  const answers = claims.map((): ClaimAnswer<Reply> => ({ recorded: new Map(), ours: new Set(), busy: new Set() }));
  const claimedUntil = new Date(now.getTime() + leaseMs);
  const rows = new Map<string, object>();
  for (const { desk, calls, owner } of claims)
    for (const call of calls) {
      const id = `${desk} ${call.key}`;
      if (!rows.has(id)) rows.set(id, claimRow(desk, call, owner, claimedUntil, now));
    }
  if (rows.size === 0) return answers;
  // Keys in one order everywhere, so that two batches that share sentences cannot wait for each other crosswise.
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const { rows: claimed } = await sql<{ key: string; owner: string }>`
    INSERT INTO interlinear.engine_call AS call (${sql.join(claimColumns.map((column) => sql.ref(column)))})
    ${rowSet('interlinear.engine_call', claimColumns, sorted)}
    ON CONFLICT (desk_id, key) DO UPDATE SET claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until,
      cost = excluded.cost, created_at = excluded.created_at
    WHERE call.reply IS NULL AND (call.claimed_until < ${now} OR call.claimed_by = excluded.claimed_by)
    RETURNING key, claimed_by AS owner`.execute(tables);
  const byOwner = new Map(claims.map(({ owner }, index) => [owner, answers[index] as ClaimAnswer<Reply>]));
  for (const { key, owner } of claimed) byOwner.get(owner)?.ours.add(key);
  for (const [index, claim] of claims.entries()) await lookUp(tables, claim, answers[index] as ClaimAnswer<Reply>);
  return answers;
}

const claimColumns = [
  ...['desk_id', 'key', 'engine', 'source_language', 'target_language', 'characters', 'cost', 'claimed_by'],
  ...['claimed_until', 'created_at', 'reuses'],
];

function claimRow(desk: string, call: LedgerCall, owner: string, claimedUntil: Date, now: Date) {
  return {
    ...{ desk_id: desk, key: call.key, engine: call.engine, source_language: call.from, target_language: call.to },
    ...{ characters: call.characters, cost: call.cost ?? 0, claimed_by: owner, claimed_until: claimedUntil },
    ...{ created_at: now, reuses: 0 },
  };
}

/** Looks up the calls that are not ours. */
async function lookUp<Reply extends object>(
  tables: Tables,
  { desk, calls }: Claim,
  { recorded, ours, busy }: ClaimAnswer<Reply>,
): Promise<void> {
  const others = calls.map(({ key }) => key).filter((key) => !ours.has(key));
  if (others.length === 0) return;
  const theirs = await tables
    .selectFrom('interlinear.engine_call')
    .select(['key', 'reply'])
    .where('desk_id', '=', desk)
    .where('key', 'in', others)
    .execute();
  for (const { key, reply } of theirs) {
    if (reply) recorded.set(key, reply as Reply);
    else busy.add(key);
  }
  if (recorded.size > 0)
    await tables
      .updateTable('interlinear.engine_call')
      .set({ reuses: sql`reuses + 1` })
      .where('desk_id', '=', desk)
      .where('key', 'in', [...recorded.keys()])
      .execute();
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

/** Replies of calls that a desk has made. */
export interface Replies {
  desk: string;
  replies: { key: string; reply: object; cost: number }[];
}

/** Records replies: from here on they are never paid again. One statement, however many there are: they are recorded together or not at all. */
export async function recordReplies(tables: Tables, replies: Replies[], now: Date): Promise<void> {
  const given = replies.flatMap(({ desk, replies }) => replies.map((reply) => ({ desk, ...reply })));
  if (given.length === 0) return;
  await sql`UPDATE interlinear.engine_call AS call
    SET reply = answer.reply, cost = answer.cost, answered_at = ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS answer (desk uuid, key text, reply jsonb, cost double precision)
    WHERE call.desk_id = answer.desk AND call.key = answer.key AND call.reply IS NULL
      -- The planner cannot know how few they are: without their keys it reads all calls of the desk.
      AND call.desk_id ${oneOf([...new Set(replies.map(({ desk }) => desk))])}
      AND call.key ${oneOf(
        given.map(({ key }) => key),
        'text',
      )}`.execute(tables);
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
