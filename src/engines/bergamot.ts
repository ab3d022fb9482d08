import { statSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { InterlinearError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Engine, EngineCapabilities, EngineReply, EngineRequest } from '../model/ports.ts';
import { batchesOf } from './bergamot/batches.ts';
import { type InstalledModel, installedModels, LOCK } from './bergamot/installed.ts';
import { Pool, type PoolState } from './bergamot/pool.ts';
import type { ModelFiles } from './bergamot/protocol.ts';
import { type ModelRoute, modelRoutes } from './bergamot/routes.ts';
import { translateSegments } from './bergamot/segments.ts';
import { packageVersion } from './bergamot/wasm.ts';
import type { EngineConfig } from './config.ts';
import { pairOf } from './pair.ts';

/** Changes whenever the same request could get another answer from the same model: part of the version, and so of the ledger's key. */
const ADAPTATION = 1;

/**
 * What a loaded model takes beside its files, in bytes: Marian reserves two steps of 128 MiB, one for the parameters and one to work in
 * (measured: 270 MB a model); and a file is there as it is, unpacked for the arithmetic, and as a table of floats.
 */
const MODEL_BYTES = 280e6;
const FILE_FACTOR = 4;

/** Bergamot, and what its threads are doing. */
export interface Bergamot extends Engine {
  threads(): PoolState;
  /** Ends its threads. */
  close(): Promise<void>;
}

/**
 * Bergamot (the engine of Firefox Translations, Marian compiled to WebAssembly): neural models on this machine's processors. Works
 * without network, key or cost once a model is there. Pairs without a model of their own are reached through English.
 */
export function bergamot(config: EngineConfig): Bergamot {
  const folder = config.modelsFolder;
  const threads = config.threads || availableParallelism();
  const memoryBytes = config.memoryBytes || totalmem() / 2;
  const timeoutMs = config.timeoutMs ?? 60_000;
  let pool: Pool | undefined;
  let seen: { stamp: string; models: InstalledModel[] } | undefined;

  /** Looks again when something was pulled or removed. */
  function models(): InstalledModel[] {
    if (folder === undefined) return [];
    const stamp = [folder, join(folder, LOCK)].map(stampOf).join(' ');
    if (seen?.stamp !== stamp || seen.models.some(({ fault }) => fault))
      seen = { stamp, models: installedModels(folder) };
    return seen.models;
  }

  function routeOf(from: LanguageTag, to: LanguageTag): ModelRoute {
    const route = pairOf(modelRoutes(models()), from, to);
    if (!route) throw new InterlinearError('engine.pair', { from, to, engine: 'bergamot' });
    for (const { pair, fault } of route.models) {
      if (fault)
        throw new InterlinearError('engine.bergamot.model', {
          pair: pair.replace('-', ' '),
          file: fault.file,
          reason: fault.reason,
          detail: fault.detail,
        });
    }
    return route;
  }

  return {
    name: 'bergamot',

    async capabilities(): Promise<EngineCapabilities> {
      const routes = modelRoutes(models());
      return {
        available: routes.length > 0,
        ...(routes.length > 0 ? {} : { remedy: 'engine.bergamot.remedy' }),
        pairs: routes.map(({ from, to, route, test }) => ({ from, to, route, ...(test ? { test } : {}) })),
        limits: { segmentCharacters: 200_000, segmentsPerCall: 256 },
        costPerMillionCharacters: 0,
        sendsTextOutside: false,
      };
    },

    async version(from, to): Promise<string> {
      return versionOf(routeOf(from, to));
    },

    async translate(request: EngineRequest, signal?: AbortSignal): Promise<EngineReply> {
      const route = routeOf(request.from, request.to);
      const files = route.models.map(modelFilesOf);
      pool ??= new Pool({ threads, memoryBytes, timeoutMs });
      const current = pool;
      const results = await translateSegments(request.segments, async (texts) => {
        const answers: string[] = new Array(texts.length);
        const translateBatch = async (batch: number[]) => {
          const asked = batch.map((index) => texts[index] as string);
          const got = await current.translate(files, asked, true, signal);
          for (const [place, index] of batch.entries()) answers[index] = got[place] as string;
        };
        await Promise.all(batchesOf(texts, threads).map(translateBatch));
        return answers;
      });
      return { results, route: route.route, version: versionOf(route) };
    },

    threads: () =>
      pool?.state() ?? { threads: 0, busy: 0, waiting: 0, replaced: 0, heapBytes: 0, loaded: [], cpuSeconds: [] },

    async close() {
      await pool?.close();
      pool = undefined;
    },
  };
}

function versionOf({ models }: ModelRoute): string {
  const parts = models.map(({ pair, architecture, test, sha256 }) =>
    [pair, architecture, test ? 'TEST MODEL' : '', `#${sha256.slice(0, 12)}`].filter(Boolean).join(' '),
  );
  return `bergamot ${packageVersion()} ${parts.join(' + ')} r${ADAPTATION}`;
}

/** A model as the threads take it. */
export function modelFilesOf({ pair, sha256, files, bytes, storedAlphas }: InstalledModel): ModelFiles {
  const vocabularies = files.vocab ? [files.vocab] : [files.srcVocab as string, files.trgVocab as string];
  return {
    key: `${pair}#${sha256}`,
    model: files.model as string,
    shortlist: files.lexicalShortlist as string,
    vocabularies,
    options: decoderOptions(storedAlphas),
    bytes: MODEL_BYTES + FILE_FACTOR * bytes,
  };
}

/** The options that Firefox Translations decodes with; sentences are cut by us, who know where they end. */
function decoderOptions(storedAlphas: boolean): string {
  const options: Record<string, string | number | boolean> = {
    'beam-size': 1,
    normalize: 1.0,
    'word-penalty': 0,
    'cpu-threads': 0,
    'gemm-precision': storedAlphas ? 'int8shiftAlphaAll' : 'int8shiftAll',
    'skip-cost': true,
    alignment: 'soft',
    quiet: true,
    'quiet-translation': true,
    'max-length-break': 128,
    'mini-batch-words': 1024,
    workspace: 128,
    'max-length-factor': 2.0,
    'ssplit-mode': 'sentence',
  };
  return Object.entries(options)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs}/${stat.size}` : '-';
}
