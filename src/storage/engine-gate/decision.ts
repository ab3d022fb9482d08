import type { EngineLimits, Rate } from '../../model/engine-limits.ts';

/** What is left of an engine's limits, and how it has been doing. Times are milliseconds since 1970. */
export interface EngineState {
  /** Tokens in the two buckets; below zero when a call took more than there was. */
  requests: number;
  characters: number;
  refilledAt: number;
  blockedUntil: number | null;
  refusals: number;
  refusedSince: number | null;
  failures: number;
  failingSince: number | null;
  downUntil: number | null;
}

/** A call may be made, or has to wait so long, and why. */
export type Decision =
  | { enter: true; state: EngineState }
  | { enter: false; code: 'engine.limited' | 'engine.down'; waitMs: number };

/** Failures in a row after which an engine is left alone, and for how long at first and at most. */
export const FAILURES = 5;
const DOWN = { first: 15_000, most: 600_000 };

/** The first pause after a refusal that names none, and the longest. */
const PAUSE = { first: 1000, most: 60_000 };

/** An account that nobody has asked for so long after its pause is asked as if it had never refused. */
const FORGOTTEN_MS = 600_000;

/** How soon to look again for a place among the calls under way. */
const PLACE_MS = 500;

export function freshState(limits: EngineLimits, now: number): EngineState {
  return {
    requests: limits.requests?.amount ?? 0,
    characters: limits.characters?.amount ?? 0,
    refilledAt: now,
    blockedUntil: null,
    refusals: 0,
    refusedSince: null,
    failures: 0,
    failingSince: null,
    downUntil: null,
  };
}

/**
 * Whether a call may be made now: two token buckets (one of requests, one of characters), a number of places, and the pauses that the
 * service asked for or earned. A call that needs more characters than the bucket holds takes a full one and leaves a debt.
 */
export function decide(
  state: EngineState,
  limits: EngineLimits,
  call: { characters: number; underWay: number },
  now: number,
): Decision {
  if (state.blockedUntil !== null && now < state.blockedUntil)
    return { enter: false, code: 'engine.limited', waitMs: state.blockedUntil - now };
  if (state.downUntil !== null && now < state.downUntil)
    return { enter: false, code: 'engine.down', waitMs: state.downUntil - now };
  const elapsed = Math.max(0, now - state.refilledAt) / 1000;
  const requests = bucket(state.requests, limits.requests, elapsed, 1);
  const characters = bucket(state.characters, limits.characters, elapsed, call.characters);
  const waitMs = Math.max(requests.waitMs, characters.waitMs);
  if (waitMs > 0) return { enter: false, code: 'engine.limited', waitMs };
  if (limits.parallel !== undefined && call.underWay >= limits.parallel)
    return { enter: false, code: 'engine.limited', waitMs: PLACE_MS };
  return {
    enter: true,
    state: {
      ...state,
      requests: requests.level,
      characters: characters.level,
      refilledAt: Math.max(now, state.refilledAt),
      // One call tries whether the engine is back; the others wait for what becomes of it.
      downUntil: state.failures >= FAILURES ? now + DOWN.first : null,
    },
  };
}

/** Refills a bucket and takes from it, or says how long until there is enough. */
function bucket(level: number, rate: Rate | undefined, elapsed: number, need: number) {
  if (!rate) return { level, waitMs: 0 };
  const perSecond = rate.amount / rate.seconds;
  const filled = Math.min(rate.amount, level + elapsed * perSecond);
  const lacking = Math.min(need, rate.amount) - filled;
  // A little more than exactly enough, so that nobody comes a rounding error too early.
  if (lacking > 1e-9) return { level: filled, waitMs: Math.ceil((lacking / perSecond) * 1000) + 1 };
  return { level: filled - need, waitMs: 0 };
}

/** How a call ended: `limited` with the seconds that the service asked for (0 where it named none). */
export type Ending = { kind: 'well' } | { kind: 'failed' } | { kind: 'limited'; seconds: number };

/** What a call leaves behind. `random` is a number from 0 to 1, so that processes that were refused together do not come back together. */
export function ended(state: EngineState, ending: Ending, now: number, random: number): EngineState {
  if (ending.kind === 'well')
    return {
      ...state,
      blockedUntil: null,
      refusals: 0,
      refusedSince: null,
      failures: 0,
      failingSince: null,
      downUntil: null,
    };
  if (ending.kind === 'failed') {
    const failures = state.failures + 1;
    const failingSince = state.failingSince ?? now;
    if (failures < FAILURES) return { ...state, failures, failingSince };
    const pause = Math.min(DOWN.most, DOWN.first * 2 ** Math.min(20, failures - FAILURES));
    return { ...state, failures, failingSince, downUntil: now + pause * (0.75 + random / 2) };
  }
  const forgotten = state.blockedUntil !== null && now - state.blockedUntil > FORGOTTEN_MS;
  const refusals = (forgotten ? 0 : state.refusals) + 1;
  const backoff = Math.min(PAUSE.most, PAUSE.first * 2 ** Math.min(20, refusals - 1)) * (0.5 + random / 2);
  const pause = ending.seconds > 0 ? ending.seconds * 1000 + random * 500 : backoff;
  return {
    ...state,
    refusals,
    refusedSince: (forgotten ? null : state.refusedSince) ?? now,
    // Another call may have been told to wait longer.
    blockedUntil: Math.max(state.blockedUntil ?? 0, now + pause),
    // It answers, so it is not down.
    failures: 0,
    failingSince: null,
    downUntil: null,
  };
}
