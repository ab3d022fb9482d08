import { join } from 'node:path';
import type { Config } from '../config.ts';
import { createEngines } from '../engines/registry.ts';
import type { Engine } from '../model/ports.ts';

/** The engines that the settings describe. */
export function enginesOf(config: Config): Map<string, Engine> {
  return createEngines({
    apertiumPath: config.apertium,
    timeoutMs: config.engineTimeoutMs,
    modelsFolder: modelsFolder(config),
    threads: config.engineThreads,
    memoryBytes: config.engineMemoryMegabytes * 1e6,
  });
}

/** Where the models of Bergamot are. */
export function modelsFolder(config: Pick<Config, 'models' | 'data'>): string {
  return config.models ?? join(config.data, 'models');
}
