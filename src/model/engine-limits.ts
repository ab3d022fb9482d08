/** So much in so many seconds. */
export interface Rate {
  amount: number;
  seconds: number;
}

/** What an account with an engine allows; what is absent is not limited. */
export interface EngineLimits {
  requests?: Rate;
  characters?: Rate;
  /** Calls under way at a time, over all processes. */
  parallel?: number;
}

const seconds: Record<string, number> = { s: 1, min: 60, m: 60, h: 3600, d: 86_400 };

/**
 * Reads limits as the settings have them: `deepl.requests=20/s,deepl.characters=500000/h,openai.parallel=4`.
 *
 * @returns undefined where they cannot be read
 */
export function readLimits(written: string): Record<string, EngineLimits> | undefined {
  const limits: Record<string, EngineLimits> = {};
  for (const entry of entriesOf(written)) {
    const [, engine, kind, number, unit] =
      /^([\w-]+)\.(requests|characters|parallel)=(\d{1,12})(?:\/(s|min|m|h|d))?$/.exec(entry) ?? [];
    const amount = Number(number);
    if (engine === undefined || !(amount > 0) || (kind === 'parallel') !== (unit === undefined)) return undefined;
    const own = limits[engine] ?? {};
    limits[engine] = own;
    if (kind === 'parallel') own.parallel = amount;
    else if (kind) own[kind as 'requests' | 'characters'] = { amount, seconds: seconds[unit ?? ''] ?? 1 };
  }
  return limits;
}

/** Money for a million tokens, of those that are sent and of those that come back. */
export interface TokenPrice {
  sent: number;
  received: number;
}

/** Money for a million characters, or for a million tokens with a service that counts these. */
export type Price = number | TokenPrice;

/** Engines whose services count tokens. */
const tokenCounting = ['openai'];

/**
 * Reads prices for a million characters, `deepl=18`, and for a million tokens sent and received, `openai=2.5/10`.
 *
 * @returns undefined where they cannot be read
 */
export function readPrices(written: string): Record<string, Price> | undefined {
  const prices: Record<string, Price> = {};
  for (const entry of entriesOf(written)) {
    const [, engine, price, received] =
      /^([\w-]+)=(\d{1,9}(?:\.\d{1,6})?)(?:\/(\d{1,9}(?:\.\d{1,6})?))?$/.exec(entry) ?? [];
    if (engine === undefined || (received !== undefined && !tokenCounting.includes(engine))) return undefined;
    prices[engine] = received === undefined ? Number(price) : { sent: Number(price), received: Number(received) };
  }
  return prices;
}

function entriesOf(written: string): string[] {
  return written
    .split(',')
    .map((entry) => entry.trim().replace(/\s*=\s*/, '='))
    .filter((entry) => entry !== '');
}
