import { InterlinearError, TransientError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Engine, EngineCapabilities, EngineReply, EngineRequest, EngineResult } from '../model/ports.ts';
import { CommandFailure, runCommand } from './apertium/command.ts';
import { analyserOf, dataIdentity, dictionariesOf, dictionaryOf, identityOf } from './apertium/installation.ts';
import { type Mode, modesOf, parseModes } from './apertium/modes.ts';
import { type Features, featuresOf, formsAsStream } from './apertium/morphology.ts';
import { translateSegments } from './apertium/segments.ts';
import type { EngineConfig } from './config.ts';
import { pairOf } from './pair.ts';
import { type Route, reachablePairs } from './routes.ts';

/** Changes whenever the same request could get another answer from the same Apertium: part of the version, and so of the ledger's key. */
const ADAPTATION = 3;

/** Longest wait for `apertium -l` and `apertium -V`, which only list files, in milliseconds. */
const LISTING_TIMEOUT = 10_000;

/** What is installed. */
interface Installation {
  version: string;
  modes: Mode[];
  routes: Route[];
}

/**
 * Apertium (apertium.org), a rule-based translator of this machine's packages. Works without network, key or cost. Pairs that are not
 * installed are reached through one pivot language.
 */
export function apertium(config: EngineConfig): Engine {
  const command = config.apertiumPath ?? 'apertium';
  const timeoutMs = config.timeoutMs ?? 60_000;
  const identities = new Map<string, Promise<string>>();
  let found: Promise<Installation | undefined> | undefined;

  /** Looks once; looks again while there is none, so that an installation is noticed. */
  async function installation(): Promise<Installation | undefined> {
    found ??= look(command);
    const result = await found;
    if (!result) found = undefined;
    return result;
  }

  async function routeOf(from: LanguageTag, to: LanguageTag) {
    const installed = await installation();
    const pair = installed && pairOf(installed.routes, from, to);
    if (!pair) throw new InterlinearError('engine.pair', { from, to, engine: 'apertium' });
    return { pair, modes: modesOf(pair.route, installed.modes), version: installed.version };
  }

  async function version(from: LanguageTag, to: LanguageTag): Promise<string> {
    const route = await routeOf(from, to);
    const parts = route.modes.map((mode) => {
      const identity = identities.get(mode.name) ?? dataIdentity(command, mode);
      identities.set(mode.name, identity);
      return identity.then((hash) => `${mode.name}#${hash}`);
    });
    const { trusted, others } = await dictionaries(to);
    // The dictionaries of the target language decide on articles before prescribed terms, so they are part of what answers.
    const analysis = trusted.length + others.length > 0 ? `+${await identityOf([...trusted, ...others])}` : '';
    return `apertium ${route.version} ${(await Promise.all(parts)).join('+')} r${ADAPTATION}${analysis}`;
  }

  async function dictionaries(language: LanguageTag) {
    return dictionariesOf(command, (await installation())?.modes ?? [], language);
  }

  async function askDictionary(file: string, forms: string[], signal?: AbortSignal): Promise<string> {
    const stream = formsAsStream(forms);
    const limits = {
      timeoutMs,
      outputBytes: 1_000_000 + 100 * Buffer.byteLength(stream),
      ...(signal ? { signal } : {}),
    };
    try {
      return await runCommand(analyserOf(command), [file], stream, limits);
    } catch (error) {
      if (error instanceof CommandFailure) return '';
      throw error;
    }
  }

  /** The readings of texts in the dictionaries that a route translates with; where one is missing, no name is recognised. */
  async function read(modes: Mode[], texts: string[], signal?: AbortSignal): Promise<string[]> {
    const files = await Promise.all(modes.map((mode) => dictionaryOf(command, mode)));
    if (files.some((file) => file === undefined)) return [];
    return Promise.all(files.flatMap((file) => (file === undefined ? [] : askDictionary(file, texts, signal))));
  }

  /** What is not installed says nothing: articles before terms then stay as the translation has them. */
  async function analyse(language: LanguageTag, forms: string[], signal?: AbortSignal): Promise<Map<string, Features>> {
    const { trusted, others } = await dictionaries(language);
    const ask = (file: string) => askDictionary(file, forms, signal);
    return featuresOf(forms, await Promise.all(trusted.map(ask)), await Promise.all(others.map(ask)));
  }

  async function run(mode: Mode, stream: string, signal?: AbortSignal): Promise<string> {
    // A translation is seldom twice as long as its source; what is twenty times as long is no translation.
    const outputBytes = 1_000_000 + 20 * Buffer.byteLength(stream);
    try {
      return await runCommand(command, ['-f', 'none', mode.name], stream, {
        timeoutMs,
        outputBytes,
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      throw new TransientError('engine.failed', { engine: 'apertium', reason: error.reason }, { cause: error });
    }
  }

  return {
    name: 'apertium',

    async capabilities(): Promise<EngineCapabilities> {
      const installed = await installation();
      const available = installed !== undefined && installed.routes.length > 0;
      return {
        available,
        ...(available ? {} : { remedy: 'engine.apertium.remedy' }),
        pairs: installed?.routes ?? [],
        limits: { segmentCharacters: 20_000, segmentsPerCall: 100 },
        costPerMillionCharacters: 0,
        sendsTextOutside: false,
      };
    },

    version,

    async translate(request: EngineRequest, signal?: AbortSignal): Promise<EngineReply> {
      const { pair, modes } = await routeOf(request.from, request.to);
      const answering = await version(request.from, request.to);
      const steps = modes.map((mode) => (stream: string) => run(mode, stream, signal));
      const results: EngineResult[] = await translateSegments(
        request,
        steps,
        (language, forms) => analyse(language, forms, signal),
        (texts) => read(modes, texts, signal),
      );
      return { results, route: pair.route, version: answering };
    },
  };
}

async function look(command: string): Promise<Installation | undefined> {
  const limits = { timeoutMs: LISTING_TIMEOUT, outputBytes: 1_000_000 };
  try {
    const [listing, banner] = await Promise.all([
      runCommand(command, ['-l'], '', limits),
      runCommand(command, ['-V'], '', limits),
    ]);
    const modes = parseModes(listing);
    return { version: /\d[\w.]*/.exec(banner)?.[0] ?? 'unknown', modes, routes: reachablePairs(modes) };
  } catch {
    // Missing or broken: either way it cannot translate, and the remedy is the same.
    return undefined;
  }
}
