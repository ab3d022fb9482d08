import { InterlinearError, UsageError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Engine } from '../model/ports.ts';
import { pairOf } from './pair.ts';

/** The engine for a pair and the route it takes, or the reason why there is none. */
export type Selection = { engine: Engine; route: string } | { reason: InterlinearError };

/**
 * Picks the engine for a pair.
 *
 * @param wanted a name, or `auto` for the first engine that can do the pair
 * @returns `reason` is `engine.none` {from, to} where no engine works on this machine, and `engine.pair` {from, to, engine} where one
 * does but not for this pair: the run goes on without machine translation
 * @throws UsageError `engine.unknown` {name, known} when there is no engine of that name
 */
export async function selectEngine(
  engines: Map<string, Engine>,
  wanted: string,
  from: LanguageTag,
  to: LanguageTag,
): Promise<Selection> {
  const named = engines.get(wanted);
  if (wanted !== 'auto' && !named) {
    throw new UsageError('engine.unknown', { name: wanted, known: ['auto', ...engines.keys()].join(', ') });
  }
  const working: string[] = [];
  for (const engine of named ? [named] : engines.values()) {
    const capabilities = await engine.capabilities();
    if (!capabilities.available) continue;
    // What a test model makes is no translation: it is never chosen for anybody.
    const pairs = named ? capabilities.pairs : capabilities.pairs.filter(({ test }) => !test);
    const pair = pairOf(pairs, from, to);
    if (pair) return { engine, route: pair.route };
    working.push(engine.name);
  }
  if (working.length === 0) return { reason: new InterlinearError('engine.none', { from, to }) };
  return { reason: new InterlinearError('engine.pair', { from, to, engine: working.join(', ') }) };
}
