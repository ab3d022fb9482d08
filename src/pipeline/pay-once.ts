import { createHash } from 'node:crypto';
import { InterlinearError, TransientError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import type { CallLedger, Engine, EngineResult, EngineSegment, LedgerCall } from '../model/ports.ts';

/** A translation with the way it took. */
export type PaidResult = EngineResult & { route: string };

/**
 * Translates segments, and asks the engine only for what the ledger has no reply to. Equal segments of one call are asked once.
 *
 * @throws TransientError `engine.busy` when another worker is making one of the calls; whatever the engine throws, after giving up the claims
 */
export async function translateOnce(
  engine: Engine,
  request: { from: LanguageTag; to: LanguageTag; segments: EngineSegment[] },
  ledger: CallLedger,
  signal?: AbortSignal,
): Promise<PaidResult[]> {
  if (request.segments.length === 0) return [];
  const { from, to } = request;
  const capabilities = await engine.capabilities();
  const segments = capabilities.usesContext ? request.segments : request.segments.map(withoutContext);
  const version = await engine.version(from, to);
  const keys = segments.map((segment) => requestKey(engine.name, version, from, to, segment));
  const calls = new Map<string, LedgerCall>();
  for (const [index, key] of keys.entries())
    calls.set(key, { key, engine: engine.name, from, to, characters: segments[index]?.text.length ?? 0 });
  const { recorded, ours, busy } = await ledger.claim([...calls.values()]);
  const results = new Map<string, PaidResult>(recorded);
  try {
    const open = [...ours];
    for (let at = 0; at < open.length; at += capabilities.limits.segmentsPerCall) {
      const chunk = open.slice(at, at + capabilities.limits.segmentsPerCall);
      const asked = chunk.map((key) => segments[keys.indexOf(key)] as EngineSegment);
      const reply = await engine.translate({ from, to, segments: asked }, signal);
      if (reply.results.length !== chunk.length)
        throw new TransientError('engine.count', {
          engine: engine.name,
          asked: chunk.length,
          got: reply.results.length,
        });
      const paid = chunk.map((key, index) => {
        const result: PaidResult = { ...(reply.results[index] as EngineResult), route: reply.route };
        const cost = ((calls.get(key)?.characters ?? 0) * capabilities.costPerMillionCharacters) / 1e6;
        return { key, reply: result, cost };
      });
      await ledger.record(paid);
      for (const { key, reply: result } of paid) {
        results.set(key, result);
        ours.delete(key);
      }
    }
  } catch (error) {
    await ledger.release([...ours]).catch(() => {});
    throw error;
  }
  // Only now: what is ours is recorded, so waiting for the others costs nothing twice.
  if (busy.size > 0) throw new TransientError('engine.busy', { engine: engine.name, calls: busy.size });
  return keys.map((key) => {
    const result = results.get(key);
    if (!result)
      throw new InterlinearError('engine.count', { engine: engine.name, asked: keys.length, got: results.size });
    return result;
  });
}

function withoutContext({ previous: _, next: __, ...segment }: EngineSegment): EngineSegment {
  return segment;
}

/** The hash of everything that an engine's answer depends on. */
function requestKey(
  engine: string,
  version: string,
  from: LanguageTag,
  to: LanguageTag,
  segment: EngineSegment,
): string {
  const terms = segment.terms.map((term) => [term.start, term.end, term.target, term.accepted]);
  const codes = segment.codes.map((code) => [code.id, code.kind, code.at, code.pair ?? '', code.data]);
  const request = [engine, version, from, to, segment.text, codes, terms, segment.previous ?? '', segment.next ?? ''];
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}
