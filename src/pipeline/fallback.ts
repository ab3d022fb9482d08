import { InterlinearError, TransientError } from '../model/errors.ts';
import type { CallLedger, Engine, EngineRequest } from '../model/ports.ts';
import { askOnce, type PaidResult, type Surroundings } from './pay-once.ts';

/** A translation with the engine it came from. */
export type EngineAnswer = PaidResult & { engine: string };

/** Seconds for which a service is waited for although there is another one to ask. */
const WORTH_WAITING = 30;

/** What is nobody's fault and is waited for, whichever engine is asked. */
const waitedFor = new Set(['engine.busy', 'database.down', 'disk.full']);

export interface FallbackOptions extends Surroundings {
  /** No further attempt will follow: what can be had is taken, from whichever engine. */
  last?: boolean;
}

/**
 * Asks engines one after the other, each for what those before it did not give. An engine is left for the next one when it refuses (key,
 * quota, budget, pair), is down, asks for more patience than it is worth, or has failed in the last attempt.
 *
 * @returns the answers at the segments' indexes, and why some are missing
 * @throws TransientError when another attempt may do better; an error that is no engine's
 */
export async function askInTurn(
  engines: Engine[],
  request: EngineRequest,
  ledger: CallLedger,
  options: FallbackOptions,
): Promise<{ answers: (EngineAnswer | undefined)[]; failure?: InterlinearError }> {
  const answers: (EngineAnswer | undefined)[] = request.segments.map(() => undefined);
  let failure: InterlinearError | undefined;
  for (const [place, engine] of engines.entries()) {
    const open = [...answers.keys()].filter((index) => !answers[index]?.text.trim());
    if (open.length === 0) break;
    const segments = open.map((index) => request.segments[index] as EngineRequest['segments'][number]);
    const asked = await askOnce(engine, { ...request, segments }, ledger, options);
    for (const [at, index] of open.entries()) {
      const result = asked.results[at];
      if (result) answers[index] = { ...result, engine: engine.name };
    }
    if (asked.failure === undefined) continue;
    options.signal?.throwIfAborted();
    if (!isEngineFailure(asked.failure)) throw asked.failure;
    if (isWorthAnotherAttempt(asked.failure, place < engines.length - 1, options.last ?? false)) throw asked.failure;
    // The first engine is the one that was wished for: its reason is the one to tell.
    failure ??= asked.failure;
  }
  const complete = answers.every((answer) => answer?.text.trim());
  return { answers, ...(failure && !complete ? { failure } : {}) };
}

function isEngineFailure(error: unknown): error is InterlinearError {
  return error instanceof InterlinearError && error.code.startsWith('engine.') && !waitedFor.has(error.code);
}

function isWorthAnotherAttempt(error: InterlinearError, hasNext: boolean, last: boolean): boolean {
  if (!(error instanceof TransientError)) return false;
  // A service that asks for patience is asked again however long it takes: that is no failed attempt.
  if (error.code === 'engine.limited') return !hasNext || Number(error.parameters.seconds) <= WORTH_WAITING;
  if (error.code === 'engine.down') return !hasNext && !last;
  return !last;
}
