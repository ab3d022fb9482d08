import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type EngineSettings, engineSettings } from './config/engines.ts';
import { flag, fraction, isRange, list, oneOf, type Setting, text, whole } from './config/setting.ts';
import { type SignInSettings, signInSettings, webAddress } from './config/sign-in.ts';
import { UsageError } from './model/errors.ts';

/** Every setting of the product, as it is in force. See `settings` for what each means and where it can be set. */
export interface Config extends Settings {
  /** Settings that somebody has set, rather than left at their default. */
  given: ReadonlySet<string>;
}

/** What can be set. */
interface Settings extends EngineSettings, SignInSettings {
  data: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  desk: string;
  engine: string;
  apertium: string;
  engineTimeoutMs: number;
  engineThreads: number;
  engineMemoryMegabytes: number;
  models: string | undefined;
  modelRegistry: string;
  modelArchitecture: string | undefined;
  concurrency: number;
  /** Absent: as many as the machine has processors to spare. */
  computeThreads: number | undefined;
  batchSegments: number;
  inputLimitMegabytes: number;
  importLimitMegabytes: number;
  memoryThreshold: number;
  memoryAgeDays: number;
  memoryIndexMegabytes: number;
  languages: string[];
  dictionaries: string[];
  style: string;
  publisher: string | undefined;
  calques: string[];
  furniture: string[];
  server: string | undefined;
  key: string | undefined;
  host: string;
  port: number;
  workerPort: number;
  metricsOpen: boolean;
  logLevel: string;
  drainSeconds: number;
  lockSeconds: number;
  allowUnsafeRedis: boolean;
  privateAddresses: string[];
  fetchHosts: string[];
}

/** The XDG data home, or its usual place (XDG Base Directory Specification 0.8). */
function dataHome(): string {
  const home = process.env.XDG_DATA_HOME;
  return join(home?.startsWith('/') ? home : join(homedir(), '.local', 'share'), 'interlinear');
}

/** The one table of settings: flags beat the environment, the environment beats interlinear.json, that beats the default. */
export const settings: { [Name in keyof Settings]: Setting<Settings[Name]> } = {
  data: {
    flag: 'data',
    environment: 'INTERLINEAR_DATA',
    fallback: dataHome,
    read: (written) => resolve(written),
    about:
      'Folder of the embedded database and of the indexes of the memories. Default: `interlinear` in the XDG data home.',
  },
  databaseUrl: {
    flag: 'database-url',
    environment: 'DATABASE_URL',
    fallback: undefined,
    read: text,
    about: 'PostgreSQL to use instead of the embedded database.',
  },
  redisUrl: {
    flag: 'redis-url',
    environment: 'REDIS_URL',
    fallback: undefined,
    read: text,
    about: 'Redis or Valkey that carries the queue; needs DATABASE_URL.',
  },
  desk: {
    environment: 'INTERLINEAR_DESK',
    fallback: 'newsroom',
    read: text,
    about: 'Desk that commands work for; `interlinear desk add` makes another one.',
  },
  engine: {
    flag: 'engine',
    environment: 'INTERLINEAR_ENGINE',
    fallback: 'auto',
    read: text,
    about:
      'Translation engine, or `auto` for the first on this machine that can do the pair; several, separated by commas, are asked in turn.',
  },
  apertium: {
    environment: 'INTERLINEAR_APERTIUM',
    fallback: 'apertium',
    read: text,
    about: 'The apertium command.',
  },
  ...engineSettings,
  engineTimeoutMs: {
    environment: 'INTERLINEAR_ENGINE_TIMEOUT_MS',
    fallback: 60_000,
    read: whole(100, 3_600_000),
    about: 'Longest time for one engine call, in milliseconds.',
  },
  engineThreads: {
    environment: 'INTERLINEAR_ENGINE_THREADS',
    fallback: 0,
    read: whole(0, 256),
    about: 'Threads that translate on this machine; 0 takes one a processor.',
  },
  engineMemoryMegabytes: {
    environment: 'INTERLINEAR_ENGINE_MEMORY_MB',
    fallback: 0,
    read: whole(0, 1_000_000),
    about: 'Memory for loaded models, in megabytes; 0 takes half of the machine’s.',
  },
  models: {
    flag: 'models',
    environment: 'INTERLINEAR_MODELS',
    fallback: undefined,
    read: (written) => resolve(written),
    about: 'Folder of the translation models. Default: `models` in the data folder.',
  },
  modelRegistry: {
    flag: 'registry',
    environment: 'INTERLINEAR_MODEL_REGISTRY',
    fallback: 'https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data/db/models.json',
    read: text,
    about: 'Where models are pulled from: the URL of a list as Mozilla publishes it, or a folder with a copy.',
  },
  modelArchitecture: {
    flag: 'architecture',
    environment: 'INTERLINEAR_MODEL_ARCHITECTURE',
    fallback: undefined,
    read: text,
    about: 'The kind of models to pull, such as `base-memory` or `tiny`. Default: the best released one.',
  },
  concurrency: {
    flag: 'concurrency',
    environment: 'INTERLINEAR_CONCURRENCY',
    fallback: 6,
    read: whole(1, 256),
    about: 'Batches of segments that one process translates, or checks, at a time.',
  },
  computeThreads: {
    environment: 'INTERLINEAR_COMPUTE_THREADS',
    fallback: undefined,
    read: whole(0, 64),
    about:
      'Threads of one process that read, check and write articles; with 0 it does so between its other work. Default: one less than the machine has processors, 4 at most.',
  },
  batchSegments: {
    environment: 'INTERLINEAR_BATCH_SEGMENTS',
    fallback: 32,
    read: whole(1, 1000),
    about: 'Segments in one batch, the unit of retrying.',
  },
  inputLimitMegabytes: {
    environment: 'INTERLINEAR_INPUT_LIMIT_MB',
    fallback: 10,
    read: whole(1, 1000),
    about: 'Largest input file, in megabytes.',
  },
  importLimitMegabytes: {
    environment: 'INTERLINEAR_IMPORT_LIMIT_MB',
    fallback: 1000,
    read: whole(1, 1_000_000),
    about: 'Largest memory or glossary file that the service takes in one request, in megabytes.',
  },
  memoryThreshold: {
    environment: 'INTERLINEAR_MEMORY_THRESHOLD',
    fallback: 0.7,
    read: fraction,
    about:
      'Least similarity of a fuzzy match, 0 to 1. Where it is not set, that of the desk holds (`interlinear desk set`).',
  },
  memoryAgeDays: {
    environment: 'INTERLINEAR_MEMORY_AGE_DAYS',
    fallback: 0,
    read: whole(0, 36_500),
    about: 'Matches that nobody has touched for so many days lose a point; 0 lets them grow old.',
  },
  memoryIndexMegabytes: {
    environment: 'INTERLINEAR_MEMORY_INDEX_MB',
    fallback: 1000,
    read: whole(1, 1_000_000),
    about:
      'What the indexes of the memories may take in one process, in megabytes; those not asked for the longest are let go. A million units take some 220.',
  },
  languages: {
    environment: 'INTERLINEAR_LANGUAGES',
    fallback: () => [],
    read: list,
    about: 'Languages that detection chooses from, comma-separated. Default: the built-in list.',
  },
  dictionaries: {
    environment: 'INTERLINEAR_DICTIONARIES',
    fallback: () => [],
    read: list,
    about:
      'Folders in whose `node_modules` dictionaries for spelling are looked for, comma-separated. Default: the current folder.',
  },
  style: {
    flag: 'style',
    environment: 'INTERLINEAR_STYLE',
    fallback: 'ap',
    read: text,
    about: 'House style: ap, reuters, afp, un, guardian, or a file of your own (docs/styles.md).',
  },
  publisher: {
    flag: 'publisher',
    environment: 'INTERLINEAR_PUBLISHER',
    fallback: undefined,
    read: text,
    about: 'Who brings the versions out: chooses the wording of credit lines (`interlinear credits`).',
  },
  calques: {
    flag: 'calques',
    environment: 'INTERLINEAR_CALQUES',
    fallback: () => [],
    read: list,
    about: 'Files with word-for-word translations that your desk points out, comma-separated (docs/glossary.md).',
  },
  furniture: {
    flag: 'furniture',
    environment: 'INTERLINEAR_FURNITURE',
    fallback: () => [],
    read: list,
    about:
      'Files with the lines of page furniture that your sources leave in their texts, comma-separated (docs/glossary.md).',
  },
  server: {
    flag: 'server',
    environment: 'INTERLINEAR_SERVER',
    fallback: undefined,
    read: webAddress,
    about:
      'Service that `submit`, `watch`, `status`, `cancel` and `redrive` work with: `https://desk.example.org`. Default: the one that has the data folder open, else none.',
  },
  key: {
    environment: 'INTERLINEAR_KEY',
    fallback: undefined,
    read: text,
    secret: true,
    about: 'Key that is shown to the service of INTERLINEAR_SERVER (`interlinear keys add`).',
  },
  host: {
    flag: 'host',
    environment: 'INTERLINEAR_HOST',
    fallback: '127.0.0.1',
    read: text,
    about: 'Address that `serve` listens on.',
  },
  port: {
    flag: 'port',
    environment: 'INTERLINEAR_PORT',
    fallback: 4747,
    read: whole(0, 65_535),
    about: 'Port that `serve` listens on; 0 takes a free one.',
  },
  workerPort: {
    environment: 'INTERLINEAR_WORKER_PORT',
    fallback: 0,
    read: whole(0, 65_535),
    about: 'Port on which `worker` answers /metrics and /healthz to whoever reaches it; 0 for none.',
  },
  metricsOpen: {
    environment: 'INTERLINEAR_METRICS_OPEN',
    fallback: false,
    read: flag,
    about: 'Answer /metrics of `serve` without a sign-in, for a Prometheus in the same network.',
  },
  logLevel: {
    environment: 'INTERLINEAR_LOG_LEVEL',
    fallback: 'info',
    read: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    about: 'How much `serve` and `worker` log on standard error: trace, debug, info, warn, error, fatal or silent.',
  },
  ...signInSettings,
  drainSeconds: {
    environment: 'INTERLINEAR_DRAIN_SECONDS',
    fallback: 30,
    read: whole(0, 3600),
    about: 'How long a stopping process finishes what it has begun, in seconds.',
  },
  lockSeconds: {
    environment: 'INTERLINEAR_LOCK_SECONDS',
    fallback: 30,
    read: whole(1, 3600),
    about: 'How long a job stays with a worker that gives no sign of life before another takes it over, in seconds.',
  },
  allowUnsafeRedis: {
    environment: 'INTERLINEAR_ALLOW_UNSAFE_REDIS',
    fallback: false,
    read: flag,
    about: 'Start on a Redis that may evict or that does not persist.',
  },
  privateAddresses: {
    environment: 'INTERLINEAR_PRIVATE_ADDRESSES',
    fallback: () => [],
    read: (written) => {
      const ranges = list(written);
      return ranges.every(isRange) ? ranges : undefined;
    },
    about:
      'Addresses outside of the public internet that webhooks and submissions by URL may reach: IP addresses or ranges such as 10.1.0.0/16, comma-separated.',
  },
  fetchHosts: {
    environment: 'INTERLINEAR_FETCH_HOSTS',
    fallback: () => [],
    read: list,
    about:
      'Hosts that articles and feeds may be fetched from wherever they are, such as your own content system: names, with a port where it matters (`cms.example:8080`), comma-separated.',
  },
};

/**
 * Puts the settings together.
 *
 * @param flags values from the command line, by flag name
 * @throws UsageError `config.value` for a value that a setting cannot take; `config.file` for an unreadable interlinear.json;
 * `config.redis-alone` for a queue in Redis without a database that several processes share.
 */
export function readConfig(
  flags: Record<string, string | undefined> = {},
  environment: Record<string, string | undefined> = process.env,
  folder: string = process.cwd(),
): Config {
  const file = readConfigFile(join(folder, 'interlinear.json'));
  const config: Record<string, unknown> = {};
  const given = new Set<string>();
  for (const [name, setting] of Object.entries(settings) as [keyof Settings, Setting<unknown>][]) {
    const written =
      (setting.flag ? flags[setting.flag] : undefined) ??
      (environment[setting.environment] || undefined) ??
      (setting.secret ? readSecret(`${setting.environment}_FILE`, environment) : undefined) ??
      file[name];
    if (written === undefined) {
      config[name] = typeof setting.fallback === 'function' ? setting.fallback() : setting.fallback;
      continue;
    }
    const value = setting.read(written);
    if (value === undefined)
      throw new UsageError('config.value', { name: setting.environment, value: setting.secret ? '***' : written });
    config[name] = value;
    given.add(name);
  }
  const complete = { ...config, given } as unknown as Config;
  if (complete.redisUrl && !complete.databaseUrl) throw new UsageError('config.redis-alone');
  return complete;
}

/** A key from a file that a variable names, as container platforms hand secrets in. @throws UsageError `config.file` */
function readSecret(name: string, environment: Record<string, string | undefined>): string | undefined {
  const path = environment[name];
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch (error) {
    throw new UsageError('config.file', { path, reason: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
}

function readConfigFile(path: string): Partial<Record<keyof Settings, string>> {
  if (!existsSync(path)) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError('config.file', { path, reason: error instanceof Error ? error.message : String(error) });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new UsageError('config.file', { path, reason: 'not a JSON object' });
  const known = Object.entries(parsed).map(([name, value]) => {
    if (!(name in settings)) throw new UsageError('config.unknown', { path, name });
    return [name, Array.isArray(value) ? value.join(',') : String(value)];
  });
  return Object.fromEntries(known);
}
