import type { Confinement } from '../model/embargo.ts';
import { InterlinearError, UsageError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import { sameLanguage } from '../model/language.ts';
import type { Engine, EngineCapabilities } from '../model/ports.ts';
import { pairOf } from './pair.ts';

/** The engine for a pair and the route it takes, or the reason why there is none. */
export type Selection = { engine: Engine; route: string } | { reason: InterlinearError };

/** The engines for a pair in the order in which they are asked, or the reason why there are none. */
export type Chain =
  | { engines: { engine: Engine; route: string; capabilities: EngineCapabilities }[] }
  | { reason: InterlinearError };

/** Picks the first engine for a pair; see selectEngines. */
export async function selectEngine(
  engines: Map<string, Engine>,
  wanted: string,
  from: LanguageTag,
  to: LanguageTag,
): Promise<Selection> {
  const chain = await selectEngines(engines, wanted, from, to);
  return 'reason' in chain ? chain : (chain.engines[0] as { engine: Engine; route: string });
}

/**
 * Picks the engines for a pair.
 *
 * @param wanted a name, `auto`, or several of them separated by commas, in the order in which they are asked. `auto` stands for the engines
 * that keep texts on this machine: nothing leaves it, and nothing is paid, unless an engine was named.
 * @param confinement why texts must stay on this machine, where they must
 * @returns `reason` is `engine.none` {from, to} where no engine works on this machine, `engine.pair` {from, to, engine} where one does but not
 * for this pair, `engine.outside` {engine} where the desk forbids those that could, and `engine.embargo` {engine, until} or
 * `engine.embargo-open` {engine, stated} where the article's embargo does: the run goes on without machine translation
 * @throws UsageError `engine.unknown` {name, known} when there is no engine of a name; TransientError when a service that was named does not
 * say what it can do
 */
export async function selectEngines(
  engines: Map<string, Engine>,
  wanted: string,
  from: LanguageTag,
  to: LanguageTag,
  confinement?: Confinement,
): Promise<Chain> {
  const chosen: { engine: Engine; route: string; capabilities: EngineCapabilities }[] = [];
  const working: string[] = [];
  const forbidden: string[] = [];
  let unreachable: unknown;
  for (const { engine, named } of wantedEngines(engines, wanted)) {
    let capabilities: EngineCapabilities;
    try {
      capabilities = await engine.capabilities();
    } catch (error) {
      unreachable ??= error;
      continue;
    }
    if (!capabilities.available || (!named && capabilities.sendsTextOutside)) continue;
    const route = routeOf(capabilities, named, from, to);
    if (route === undefined) working.push(engine.name);
    else if (capabilities.sendsTextOutside && confinement) forbidden.push(engine.name);
    else chosen.push({ engine, route, capabilities });
  }
  if (chosen.length > 0) return { engines: chosen };
  if (unreachable !== undefined) throw unreachable;
  if (confinement && forbidden.length > 0) return { reason: forbiddenBy(confinement, forbidden.join(', ')) };
  if (working.length === 0) return { reason: new InterlinearError('engine.none', { from, to }) };
  return { reason: new InterlinearError('engine.pair', { from, to, engine: working.join(', ') }) };
}

function forbiddenBy(confinement: Confinement, engine: string): InterlinearError {
  if (confinement.by === 'desk') return new InterlinearError('engine.outside', { engine });
  const { until, stated = '' } = confinement.embargo;
  if (until === undefined) return new InterlinearError('engine.embargo-open', { engine, stated });
  return new InterlinearError('engine.embargo', { engine, until: until.slice(0, 16).replace('T', ' ') });
}

/** Refuses names that no engine has. @throws UsageError `engine.unknown` {name, known} */
export function checkEngineNames(names: Iterable<string>, wanted: string): void {
  const known = ['auto', ...names];
  for (const name of namesIn(wanted))
    if (!known.includes(name)) throw new UsageError('engine.unknown', { name, known: known.join(', ') });
}

function wantedEngines(engines: Map<string, Engine>, wanted: string): { engine: Engine; named: boolean }[] {
  checkEngineNames(engines.keys(), wanted);
  const names = [...new Set(namesIn(wanted))];
  return names.flatMap((name): { engine: Engine; named: boolean }[] => {
    const one = engines.get(name);
    if (one) return [{ engine: one, named: true }];
    // One that is named besides has its own place.
    return [...engines.values()]
      .filter((engine) => !names.includes(engine.name))
      .map((engine) => ({ engine, named: false }));
  });
}

function namesIn(wanted: string): string[] {
  const names = wanted
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return names.length > 0 ? names : [''];
}

function routeOf(
  capabilities: EngineCapabilities,
  named: boolean,
  from: LanguageTag,
  to: LanguageTag,
): string | undefined {
  if (capabilities.anyPair) return sameLanguage(from, to) ? undefined : `${from}>${to}`;
  // What a test model makes is no translation: it is never chosen for anybody.
  const pairs = named ? capabilities.pairs : capabilities.pairs.filter(({ test }) => !test);
  return pairOf(pairs, from, to)?.route;
}
