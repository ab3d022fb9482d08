import { v7 as newId } from 'uuid';
import type { EngineLimits } from '../model/engine-limits.ts';
import { InterlinearError, TransientError } from '../model/errors.ts';
import type { Clock, EngineGate } from '../model/ports.ts';
import type { Tables } from './database.ts';
import { decide, type Ending, type EngineState, ended, freshState } from './engine-gate/decision.ts';

export interface GateOptions {
  /** Limits by engine, as the settings have them. */
  limits: Record<string, EngineLimits>;
  clock: Clock;
  /** How long a call counts as under way when its process says nothing more. */
  leaseMs: number;
  /** How long a service that keeps asking for patience, or is down, is asked again. */
  patienceMs: number;
  random?: () => number;
}

/**
 * The gate that all processes share: each engine and account has one row, which is read and written under its lock. Engines that are programs
 * of this machine have no account, and pass freely unless the settings limit them.
 */
export function engineGate(tables: Tables, options: GateOptions): EngineGate {
  const { clock, leaseMs, patienceMs } = options;
  const random = options.random ?? Math.random;
  return {
    async enter({ name, account }, characters) {
      const own = options.limits[name];
      if (account === undefined && !own) return { leave: async (error) => error };
      const limits = own ?? {};
      const of = { engine: name, account: account ?? '' };
      const now = clock.now();
      const { decision, pass, failingSince } = await tables.transaction().execute(async (transaction) => {
        const state = await lockState(transaction, of, limits, now);
        await transaction.deleteFrom('interlinear.engine_pass').where('until', '<=', now).execute();
        const underWay = await transaction
          .selectFrom('interlinear.engine_pass')
          .select(({ fn }) => fn.countAll<string>().as('count'))
          .where('engine', '=', of.engine)
          .where('account', '=', of.account)
          .executeTakeFirstOrThrow();
        const made = decide(state, limits, { characters, underWay: Number(underWay.count) }, now.getTime());
        if (!made.enter) return { decision: made, pass: '', failingSince: state.failingSince };
        await saveState(transaction, of, made.state);
        const id = newId();
        const until = new Date(now.getTime() + leaseMs);
        await transaction
          .insertInto('interlinear.engine_pass')
          .values({ id, ...of, until })
          .execute();
        return { decision: made, pass: id, failingSince: null };
      });
      if (!decision.enter) {
        const parameters = { engine: name, seconds: Math.ceil(decision.waitMs) / 1000 };
        if (decision.code === 'engine.down' && failingSince !== null && now.getTime() - failingSince > patienceMs)
          throw silent(name, patienceMs);
        if (decision.code === 'engine.down') throw new TransientError('engine.down', parameters);
        throw new TransientError('engine.limited', parameters);
      }
      return {
        leave: (error) => leave(tables, { of, pass, limits, now: clock.now(), patienceMs, random: random() }, error),
      };
    },
  };
}

interface Leaving {
  of: { engine: string; account: string };
  pass: string;
  limits: EngineLimits;
  now: Date;
  patienceMs: number;
  random: number;
}

async function leave(tables: Tables, leaving: Leaving, error: unknown): Promise<unknown> {
  const { of, pass, limits, now, patienceMs, random } = leaving;
  const ending = endingOf(error);
  const after = await tables.transaction().execute(async (transaction) => {
    const state = await lockState(transaction, of, limits, now);
    await transaction.deleteFrom('interlinear.engine_pass').where('id', '=', pass).execute();
    if (!ending) return state;
    const next = ended(state, ending, now.getTime(), random);
    await saveState(transaction, of, next);
    return next;
  });
  if (ending?.kind !== 'limited') return error;
  if (after.refusedSince !== null && now.getTime() - after.refusedSince > patienceMs)
    return silent(of.engine, patienceMs);
  // All that were refused wait for the same pause.
  const seconds = Math.max(0, Math.ceil((after.blockedUntil ?? 0) - now.getTime())) / 1000;
  return new TransientError('engine.limited', { engine: of.engine, seconds }, { cause: error });
}

/** Nobody waits for an engine without end. */
function silent(engine: string, patienceMs: number): InterlinearError {
  return new InterlinearError('engine.silent', { engine, minutes: Math.round(patienceMs / 60_000) });
}

/** What an error says of the engine; undefined where it says nothing, as a key that is refused or a run that was stopped. */
function endingOf(error: unknown): Ending | undefined {
  if (error === undefined) return { kind: 'well' };
  if (!(error instanceof TransientError)) return undefined;
  if (error.code === 'engine.limited') return { kind: 'limited', seconds: Number(error.parameters.seconds) || 0 };
  return error.code.startsWith('engine.') ? { kind: 'failed' } : undefined;
}

type Of = { engine: string; account: string };

async function lockState(tables: Tables, of: Of, limits: EngineLimits, now: Date): Promise<EngineState> {
  const fresh = freshState(limits, now.getTime());
  await tables
    .insertInto('interlinear.engine_state')
    .values({ ...of, ...columnsOf(fresh) })
    .onConflict((conflict) => conflict.columns(['engine', 'account']).doNothing())
    .execute();
  const row = await tables
    .selectFrom('interlinear.engine_state')
    .selectAll()
    .where('engine', '=', of.engine)
    .where('account', '=', of.account)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return {
    requests: row.requests,
    characters: row.characters,
    refilledAt: row.refilled_at.getTime(),
    blockedUntil: row.blocked_until?.getTime() ?? null,
    refusals: row.refusals,
    refusedSince: row.refused_since?.getTime() ?? null,
    failures: row.failures,
    failingSince: row.failing_since?.getTime() ?? null,
    downUntil: row.down_until?.getTime() ?? null,
  };
}

async function saveState(tables: Tables, { engine, account }: Of, state: EngineState): Promise<void> {
  await tables
    .updateTable('interlinear.engine_state')
    .set(columnsOf(state))
    .where('engine', '=', engine)
    .where('account', '=', account)
    .execute();
}

function columnsOf(state: EngineState) {
  const date = (time: number | null) => (time === null ? null : new Date(time));
  return {
    requests: state.requests,
    characters: state.characters,
    refilled_at: new Date(state.refilledAt),
    blocked_until: date(state.blockedUntil),
    refusals: state.refusals,
    refused_since: date(state.refusedSince),
    failures: state.failures,
    failing_since: date(state.failingSince),
    down_until: date(state.downUntil),
  };
}
