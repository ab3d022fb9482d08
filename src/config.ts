import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type EngineSettings, engineSettings } from './config/engines.ts';
import { flag, fraction, list, type Setting, text, whole } from './config/setting.ts';
import { UsageError } from './model/errors.ts';

/** Every setting of the product. See `settings` for what each means and where it can be set. */
export interface Config extends EngineSettings {
  data: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  engine: string;
  apertium: string;
  engineTimeoutMs: number;
  concurrency: number;
  batchSegments: number;
  inputLimitMegabytes: number;
  memoryThreshold: number;
  memoryAgeDays: number;
  languages: string[];
  host: string;
  port: number;
  drainSeconds: number;
  lockSeconds: number;
  allowUnsafeRedis: boolean;
}

/** The XDG data home, or its usual place (XDG Base Directory Specification 0.8). */
function dataHome(): string {
  const home = process.env.XDG_DATA_HOME;
  return join(home?.startsWith('/') ? home : join(homedir(), '.local', 'share'), 'interlinear');
}

/** The one table of settings: flags beat the environment, the environment beats interlinear.json, that beats the default. */
export const settings: { [Name in keyof Config]: Setting<Config[Name]> } = {
  data: {
    flag: 'data',
    environment: 'INTERLINEAR_DATA',
    fallback: dataHome,
    read: (written) => resolve(written),
    about: 'Folder of the embedded database. Default: `interlinear` in the XDG data home.',
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
  concurrency: {
    flag: 'concurrency',
    environment: 'INTERLINEAR_CONCURRENCY',
    fallback: 2,
    read: whole(1, 256),
    about: 'Batches of segments that one process translates at a time.',
  },
  batchSegments: {
    environment: 'INTERLINEAR_BATCH_SEGMENTS',
    fallback: 16,
    read: whole(1, 1000),
    about: 'Segments in one batch, the unit of retrying.',
  },
  inputLimitMegabytes: {
    environment: 'INTERLINEAR_INPUT_LIMIT_MB',
    fallback: 10,
    read: whole(1, 1000),
    about: 'Largest input file, in megabytes.',
  },
  memoryThreshold: {
    environment: 'INTERLINEAR_MEMORY_THRESHOLD',
    fallback: 0.7,
    read: fraction,
    about: 'Least similarity of a fuzzy match, 0 to 1.',
  },
  memoryAgeDays: {
    environment: 'INTERLINEAR_MEMORY_AGE_DAYS',
    fallback: 0,
    read: whole(0, 36_500),
    about: 'Matches that nobody has touched for so many days lose a point; 0 lets them grow old.',
  },
  languages: {
    environment: 'INTERLINEAR_LANGUAGES',
    fallback: () => [],
    read: list,
    about: 'Languages that detection chooses from, comma-separated. Default: the built-in list.',
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
  for (const [name, setting] of Object.entries(settings) as [keyof Config, Setting<unknown>][]) {
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
  }
  const complete = config as unknown as Config;
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

function readConfigFile(path: string): Partial<Record<keyof Config, string>> {
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
