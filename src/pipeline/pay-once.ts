import { createHash } from 'node:crypto';
import { cut, isTranslatable, rejoined } from '../engines/pieces.ts';
import { InterlinearError, TransientError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import type {
  CallLedger,
  Engine,
  EngineCapabilities,
  EngineGate,
  EngineRequest,
  EngineResult,
  EngineSegment,
  LedgerCall,
} from '../model/ports.ts';
import { costOf, ledgerCalls, withCostOfNothing } from './call-costs.ts';

/** A translation with the way it took. */
export type PaidResult = EngineResult & { route: string };

/** What stands around the calls of an engine. */
export interface Surroundings {
  signal?: AbortSignal;
  /** Keeps the calls within the engine's limits. */
  gate?: EngineGate;
  /** Whether an answer is to be asked for once more before it is believed: it is in another language than the one asked for. */
  isSuspect?: (result: EngineResult) => boolean;
}

/** What an engine gave, at the segments' indexes; where `failure` is set, what it was not asked for or did not give is missing. */
export interface Answers {
  results: (PaidResult | undefined)[];
  failure?: unknown;
}

/**
 * Translates segments, and asks the engine only for what the ledger has no reply to. Equal segments are asked for once, longer ones than the
 * engine takes in pieces, and what has nothing to translate (only codes, only emoji) not at all. An empty answer is not recorded: it may be
 * asked for again.
 *
 * @throws TransientError `engine.busy` when another worker is making one of the calls; whatever the engine throws, after giving up the claims
 */
export async function translateOnce(
  engine: Engine,
  request: EngineRequest,
  ledger: CallLedger,
  signal?: AbortSignal,
): Promise<PaidResult[]> {
  const { results, failure } = await askOnce(engine, request, ledger, signal ? { signal } : {});
  if (failure !== undefined) throw failure;
  return results.map((result) => {
    if (!result) throw missing(engine, request.segments.length, results.filter(Boolean).length);
    return result;
  });
}

/** As translateOnce, but what was paid for before a failure is returned beside it. */
export async function askOnce(
  engine: Engine,
  request: EngineRequest,
  ledger: CallLedger,
  surroundings: Surroundings = {},
): Promise<Answers> {
  const results: (PaidResult | undefined)[] = request.segments.map(() => undefined);
  if (request.segments.length === 0) return { results };
  const verbatim = ({ text, codes }: EngineSegment): PaidResult => {
    return { text, codes, unknownWords: [], lostTerms: [], route: `${request.from}>${request.to}` };
  };
  let planned: Plan;
  try {
    planned = await plan(engine, request);
  } catch (failure) {
    return { results, failure };
  }
  const { capabilities, cuts, keyOf, open, style } = planned;
  // What is no part of the key must not change the answer.
  const { style: _, ...plain } = request;
  const seen = style ? { ...plain, style } : plain;
  const call: Call = {
    engine,
    request: seen,
    capabilities,
    ledger,
    surroundings,
  };
  const { answers, failure } = open.size > 0 ? await pay(call, open) : { answers: new Map<string, PaidResult>() };
  for (const [index, whole] of cuts.entries()) {
    const { pieces } = whole;
    const parts = pieces.map((piece) => (isTranslatable(piece.text) ? answers.get(keyOf(piece)) : verbatim(piece)));
    if (!parts.every((part) => part !== undefined)) continue;
    const [only] = parts;
    if (parts.length === 1) results[index] = only;
    // A part without text makes the whole unusable.
    else if (parts.some((part, at) => part.text.trim() === '' && pieces[at]?.text.trim() !== ''))
      results[index] = { ...(only as PaidResult), text: '', codes: [] };
    else results[index] = { ...rejoined(parts, whole), route: (only as PaidResult).route };
  }
  return { results, ...(failure !== undefined ? { failure } : {}) };
}

/**
 * The calls that a request would make, as the ledger knows them, without making any.
 *
 * @throws as Engine.capabilities and Engine.version
 */
export async function callsOf(engine: Engine, request: EngineRequest): Promise<LedgerCall[]> {
  const { open, capabilities, style } = await plan(engine, request);
  const { style: _, ...plain } = request;
  return ledgerCalls(engine, style ? { ...plain, style } : plain, capabilities, open);
}

/** What a request comes down to: segments in pieces, and each piece that has something to translate under its key. */
interface Plan {
  capabilities: EngineCapabilities;
  cuts: ReturnType<typeof cut>[];
  keyOf(piece: EngineSegment): string;
  open: Map<string, EngineSegment>;
  style: string | undefined;
}

async function plan(engine: Engine, request: EngineRequest): Promise<Plan> {
  const capabilities = await engine.capabilities();
  const version = await engine.version(request.from, request.to);
  const cuts = request.segments.map((segment) =>
    isTranslatable(segment.text)
      ? cut(seenBy(capabilities, segment), capabilities.limits.segmentCharacters)
      : { pieces: [segment], between: [] },
  );
  const style = capabilities.usesMatches ? request.style : undefined;
  const keyOf = (piece: EngineSegment) => requestKey(engine.name, version, request, style, piece);
  const open = new Map<string, EngineSegment>();
  for (const piece of cuts.flatMap(({ pieces }) => pieces))
    if (isTranslatable(piece.text)) open.set(keyOf(piece), piece);
  return { capabilities, cuts, keyOf, open, style };
}

interface Call {
  engine: Engine;
  request: EngineRequest;
  capabilities: EngineCapabilities;
  ledger: CallLedger;
  surroundings: Surroundings;
}

/** The answers to some pieces by their keys, from the ledger or from the engine. */
async function pay(call: Call, pieces: Map<string, EngineSegment>) {
  const { engine, request, capabilities, ledger } = call;
  const calls = ledgerCalls(engine, request, capabilities, pieces);
  let claimed: Awaited<ReturnType<CallLedger['claim']>>;
  const answers = new Map<string, PaidResult>();
  try {
    claimed = await ledger.claim(calls);
  } catch (failure) {
    return { answers, failure };
  }
  const { recorded, ours, busy } = claimed;
  for (const [key, reply] of recorded) answers.set(key, reply);
  let failure: unknown;
  try {
    for (const keys of chunks([...ours], pieces, capabilities.limits)) {
      const asked = keys.map((key) => pieces.get(key) as EngineSegment);
      const { results, costs } = await ask(call, asked);
      const paid = keys.map((key, index) => {
        const cost = costs[index] ?? costOf(capabilities, asked[index]?.text ?? '');
        return { key, reply: results[index] as PaidResult, cost };
      });
      await ledger.record(
        withCostOfNothing(
          paid.filter(({ reply }) => reply.text.trim() !== ''),
          costs,
        ),
      );
      for (const { key, reply } of paid) {
        answers.set(key, reply);
        if (reply.text.trim() !== '') ours.delete(key);
      }
    }
    // Only now: what is ours is recorded, so waiting for the others costs nothing twice.
    if (busy.size > 0) failure = new TransientError('engine.busy', { engine: engine.name, calls: busy.size });
  } catch (error) {
    failure = error;
  }
  if (ours.size > 0) await ledger.release([...ours]).catch(() => {});
  return { answers, failure };
}

/** One call, and a second one for the answers that are not to be believed. */
async function ask(
  call: Call,
  asked: EngineSegment[],
): Promise<{ results: PaidResult[]; costs: (number | undefined)[] }> {
  const { isSuspect } = call.surroundings;
  const first = await askGated(call, asked);
  const suspects = isSuspect ? [...asked.keys()].filter((index) => isSuspect(first.results[index] as PaidResult)) : [];
  if (!isSuspect || suspects.length === 0) return first;
  const again = suspects.map((index) => asked[index] as EngineSegment);
  const second = await askGated(call, again).catch((error: unknown) => {
    call.surroundings.signal?.throwIfAborted();
    if (error instanceof InterlinearError) return undefined;
    throw error;
  });
  for (const [place, index] of suspects.entries()) {
    const better = second?.results[place];
    if (better && !isSuspect(better)) first.results[index] = better;
    // Both answers were paid for.
    const more = second?.costs[place];
    if (more !== undefined) first.costs[index] = (first.costs[index] ?? 0) + more;
  }
  return first;
}

async function askGated({ engine, request, surroundings: { gate, signal } }: Call, segments: EngineSegment[]) {
  const characters = segments.reduce((sum, { text }) => sum + text.length, 0);
  const pass = await gate?.enter(engine, characters);
  try {
    const reply = await engine.translate({ ...request, segments }, signal);
    if (reply.results.length !== segments.length) throw missing(engine, segments.length, reply.results.length);
    // The answer is there, whatever becomes of the pass.
    await pass?.leave().catch(() => {});
    const results = reply.results.map((result): PaidResult => ({ ...result, route: reply.route }));
    const { cost } = reply;
    const costs = segments.map(({ text }) =>
      cost === undefined ? undefined : (cost * text.length) / (characters || 1),
    );
    return { results, costs };
  } catch (error) {
    throw pass ? await pass.leave(error).catch(() => error) : error;
  }
}

function missing(engine: Engine, asked: number, got: number): TransientError {
  return new TransientError('engine.count', { engine: engine.name, asked, got });
}

/** Keys in lists of what an engine takes at a time. */
function chunks(keys: string[], pieces: Map<string, EngineSegment>, limits: EngineCapabilities['limits']): string[][] {
  const lists: string[][] = [];
  let characters = 0;
  for (const key of keys) {
    const { length } = pieces.get(key)?.text ?? '';
    const list = lists.at(-1);
    const full =
      list?.length === limits.segmentsPerCall || characters + length > (limits.charactersPerCall ?? Infinity);
    if (list && !full) list.push(key);
    else {
      lists.push([key]);
      characters = 0;
    }
    characters += length;
  }
  return lists;
}

/** A segment without what the engine has no use for, so that the same text in other surroundings is the same call. */
function seenBy({ usesContext, usesMatches }: EngineCapabilities, segment: EngineSegment): EngineSegment {
  const { previous, next, matches, ...rest } = segment;
  return {
    ...rest,
    ...(usesContext && previous !== undefined ? { previous } : {}),
    ...(usesContext && next !== undefined ? { next } : {}),
    ...(usesMatches && matches?.length ? { matches } : {}),
  };
}

/** The hash of everything that an engine's answer depends on. */
function requestKey(
  engine: string,
  version: string,
  { from, to }: { from: LanguageTag; to: LanguageTag },
  style: string | undefined,
  { text, codes, terms, previous, next, matches }: EngineSegment,
): string {
  const request: unknown[] = [
    engine,
    version,
    from,
    to,
    text,
    codes.map((code) => [code.id, code.kind, code.at, code.pair ?? '', code.data]),
    terms.map((term) => [term.start, term.end, term.target, term.accepted]),
    previous ?? '',
    next ?? '',
  ];
  // Only where there are any: replies that were recorded without them are found again.
  if (matches || style) request.push(matches?.map(({ source, target }) => [source, target]) ?? [], style ?? '');
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}
