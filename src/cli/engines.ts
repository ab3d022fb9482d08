import type { Config } from '../config.ts';
import { createEngines } from '../engines/registry.ts';
import type { Engine } from '../model/ports.ts';

/** The engines that the settings describe. */
export function enginesOf(config: Config): Map<string, Engine> {
  return createEngines({ apertiumPath: config.apertium, timeoutMs: config.engineTimeoutMs });
}
