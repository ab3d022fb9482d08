import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type EngineLimits, readLimits, readPrices } from './model/engine-limits.ts';
import { UsageError } from './model/errors.ts';

/** Every setting of the product. See `settings` for what each means and where it can be set. */
export interface Config {
  data: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  engine: string;
  apertium: string;
  apertiumApyUrl: string | undefined;
  libretranslateUrl: string | undefined;
  libretranslateKey: string | undefined;
  deeplKey: string | undefined;
  deeplUrl: string | undefined;
  deeplFormality: string | undefined;
  deeplModel: string | undefined;
  googleKey: string | undefined;
  googleProject: string | undefined;
  googleLocation: string | undefined;
  googleModel: string | undefined;
  googleGlossary: string | undefined;
  googleUrl: string | undefined;
  azureKey: string | undefined;
  azureRegion: string | undefined;
  azureCategory: string | undefined;
  azureUrl: string | undefined;
  openaiKey: string | undefined;
  openaiUrl: string | undefined;
  openaiModel: string | undefined;
  commandEngine: string | undefined;
  deeplContext: boolean;
  commandInside: boolean;
  insideHosts: string[];
  enginePrices: Record<string, number>;
  engineLimits: Record<string, EngineLimits>;
  enginePatienceMinutes: number;
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

interface Setting<T> {
  /** Name on the command line, without dashes, where commands take it. */
  flag?: string;
  environment: string;
  fallback: T | (() => T);
  read: (written: string) => T | undefined;
  /** Never shown; may stand in a file that the environment variable with `_FILE` behind its name points to. */
  secret?: boolean;
  /** One line for docs/configuration.md. */
  about: string;
}

const text = (written: string) => written;
const flag = (written: string) =>
  /^(1|true|yes|on)$/i.test(written) ? true : /^(0|false|no|off|)$/i.test(written) ? false : undefined;
const whole = (least: number, most: number) => (written: string) => {
  const value = Number(written);
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
};
const fraction = (written: string) => {
  const value = Number(written);
  return value > 0 && value <= 1 ? value : undefined;
};
const list = (written: string) =>
  written
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

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
  apertiumApyUrl: {
    environment: 'INTERLINEAR_APERTIUM_APY_URL',
    fallback: undefined,
    read: text,
    about: 'Address of an apertium-apy: `http://localhost:2737`.',
  },
  libretranslateUrl: {
    environment: 'INTERLINEAR_LIBRETRANSLATE_URL',
    fallback: undefined,
    read: text,
    about: 'Address of a LibreTranslate: `http://localhost:5000`.',
  },
  libretranslateKey: {
    environment: 'INTERLINEAR_LIBRETRANSLATE_KEY',
    fallback: undefined,
    read: text,
    secret: true,
    about: 'Key of that LibreTranslate, where it wants one.',
  },
  deeplKey: {
    environment: 'INTERLINEAR_DEEPL_KEY',
    fallback: undefined,
    read: text,
    secret: true,
    about: 'Key of the DeepL API.',
  },
  deeplUrl: {
    environment: 'INTERLINEAR_DEEPL_URL',
    fallback: undefined,
    read: text,
    about: 'Address of the DeepL API. Default: the one that the key belongs to.',
  },
  deeplFormality: {
    environment: 'INTERLINEAR_DEEPL_FORMALITY',
    fallback: undefined,
    read: text,
    about: 'DeepL formality: `default`, `prefer_more`, `prefer_less`, `more`, `less`.',
  },
  deeplModel: {
    environment: 'INTERLINEAR_DEEPL_MODEL',
    fallback: undefined,
    read: text,
    about: 'DeepL model type: `quality_optimized`, `prefer_quality_optimized`, `latency_optimized`.',
  },
  deeplContext: {
    environment: 'INTERLINEAR_DEEPL_CONTEXT',
    fallback: false,
    read: flag,
    about: 'Send DeepL the neighbouring sentences of each segment, which then is a request of its own.',
  },
  googleKey: {
    environment: 'INTERLINEAR_GOOGLE_KEY',
    fallback: undefined,
    read: text,
    secret: true,
    about: 'Google Cloud: the text of a service account’s key file (JSON), or an access token.',
  },
  googleProject: {
    environment: 'INTERLINEAR_GOOGLE_PROJECT',
    fallback: undefined,
    read: text,
    about: 'Google Cloud: the project that pays.',
  },
  googleLocation: {
    environment: 'INTERLINEAR_GOOGLE_LOCATION',
    fallback: undefined,
    read: text,
    about: 'Google Cloud: location of the project’s resources. Default: global.',
  },
  googleModel: {
    environment: 'INTERLINEAR_GOOGLE_MODEL',
    fallback: undefined,
    read: text,
    about: 'Google Cloud: model, such as `general/translation-llm`.',
  },
  googleGlossary: {
    environment: 'INTERLINEAR_GOOGLE_GLOSSARY',
    fallback: undefined,
    read: text,
    about: 'Google Cloud: id of a glossary in that location.',
  },
  googleUrl: {
    environment: 'INTERLINEAR_GOOGLE_URL',
    fallback: undefined,
    read: text,
    about: 'Address of the Google Cloud Translation API.',
  },
  azureKey: {
    environment: 'INTERLINEAR_AZURE_KEY',
    fallback: undefined,
    read: text,
    secret: true,
    about: 'Key of Azure Translator.',
  },
  azureRegion: {
    environment: 'INTERLINEAR_AZURE_REGION',
    fallback: undefined,
    read: text,
    about: 'Region of the Azure resource, where it is not global.',
  },
  azureCategory: {
    environment: 'INTERLINEAR_AZURE_CATEGORY',
    fallback: undefined,
    read: text,
    about: 'Category id of a custom Azure system. Default: general.',
  },
  azureUrl: {
    environment: 'INTERLINEAR_AZURE_URL',
    fallback: undefined,
    read: text,
    about: 'Address of Azure Translator.',
  },
  openaiUrl: {
    environment: 'INTERLINEAR_OPENAI_URL',
    fallback: undefined,
    read: text,
    about: 'Address of an OpenAI-compatible chat service, with its version: `http://localhost:11434/v1`.',
  },
  openaiKey: {
    environment: 'INTERLINEAR_OPENAI_KEY',
    fallback: undefined,
    read: text,
    secret: true,
    about: 'Key of that service, where it wants one.',
  },
  openaiModel: {
    environment: 'INTERLINEAR_OPENAI_MODEL',
    fallback: undefined,
    read: text,
    about: 'Model that the chat service is asked for.',
  },
  commandEngine: {
    environment: 'INTERLINEAR_COMMAND',
    fallback: undefined,
    read: text,
    about: 'A program that translates JSON lines: see docs/engines.md.',
  },
  commandInside: {
    environment: 'INTERLINEAR_COMMAND_INSIDE',
    fallback: false,
    read: flag,
    about: 'The program of INTERLINEAR_COMMAND sends no text outside of this machine.',
  },
  insideHosts: {
    environment: 'INTERLINEAR_INSIDE_HOSTS',
    fallback: () => [],
    read: list,
    about: 'Hosts of your own network, comma-separated: services there do not count as outside.',
  },
  enginePrices: {
    environment: 'INTERLINEAR_ENGINE_PRICES',
    fallback: () => ({}),
    read: readPrices,
    about: 'Money for a million characters where it is not the list price: `deepl=18,openai=4`.',
  },
  engineLimits: {
    environment: 'INTERLINEAR_ENGINE_LIMITS',
    fallback: () => ({}),
    read: readLimits,
    about: 'Limits over all processes: `deepl.requests=20/s,deepl.characters=500000/h,openai.parallel=4`.',
  },
  enginePatienceMinutes: {
    environment: 'INTERLINEAR_ENGINE_PATIENCE_MINUTES',
    fallback: 30,
    read: whole(1, 10_000),
    about: 'How long a service that asks for patience or is down is asked again, in minutes.',
  },
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
