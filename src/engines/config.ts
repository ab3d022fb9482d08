import type { Price } from '../model/engine-limits.ts';

/** What engines need to know about this machine and its accounts. An engine whose setting is missing is not available. */
export interface EngineConfig {
  /** The Apertium command; `apertium`, looked up in PATH, when absent. */
  apertiumPath?: string;
  /** Longest time for one call of an engine, in milliseconds; 60 000 when absent. */
  timeoutMs?: number;
  /** Money for a million characters or tokens, by engine; it replaces the list price. */
  prices?: Record<string, Price>;
  /** Hosts of the user's own network: a service there is not outside. */
  insideHosts?: string[];
  /** Base address of an apertium-apy: `http://localhost:2737`. */
  apyUrl?: string;
  libretranslateUrl?: string;
  libretranslateKey?: string;
  deeplKey?: string;
  /** Where absent, the key tells which: free accounts have another host. */
  deeplUrl?: string;
  deeplFormality?: string;
  deeplModel?: string;
  /** Whether neighbouring sentences are sent as context, each segment in a request of its own. */
  deeplContext?: boolean;
  /** Text of a service account's key file (JSON), or an access token. */
  googleKey?: string;
  googleProject?: string;
  googleLocation?: string;
  googleModel?: string;
  googleGlossary?: string;
  googleUrl?: string;
  azureKey?: string;
  azureRegion?: string;
  azureCategory?: string;
  azureUrl?: string;
  /** Base address with the version: `https://api.openai.com/v1`, `http://localhost:11434/v1`. */
  openaiUrl?: string;
  openaiKey?: string;
  openaiModel?: string;
  /** A program and its arguments, separated by spaces, or as a JSON array. */
  command?: string;
  /** Says that the program of `command` sends no text outside. */
  commandInside?: boolean;
  /** Where Bergamot's models are; without it, Bergamot has none. */
  modelsFolder?: string;
  /** Threads that translate on this machine; one a processor when absent or 0. */
  threads?: number;
  /** Memory for loaded models, in bytes; half of the machine's when absent or 0. */
  memoryBytes?: number;
}

/** Longest time for one call where nobody set one, in milliseconds. */
export const TIMEOUT_MS = 60_000;

/** What a million characters cost, where the settings or the list say so. */
export function characterPrice({ prices }: EngineConfig, name: string, listPrice = 0): number {
  const price = prices?.[name];
  return typeof price === 'number' ? price : listPrice;
}
