import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { EngineConfig } from '../engines/config.ts';
import { createEngines } from '../engines/registry.ts';
import type { Engine } from '../model/ports.ts';

/** The engines that the settings describe. */
export function enginesOf(config: Config): Map<string, Engine> {
  const set = {
    apyUrl: config.apertiumApyUrl,
    libretranslateUrl: config.libretranslateUrl,
    libretranslateKey: config.libretranslateKey,
    deeplKey: config.deeplKey,
    deeplUrl: config.deeplUrl,
    deeplFormality: config.deeplFormality,
    deeplModel: config.deeplModel,
    googleKey: config.googleKey,
    googleProject: config.googleProject,
    googleLocation: config.googleLocation,
    googleModel: config.googleModel,
    googleGlossary: config.googleGlossary,
    googleUrl: config.googleUrl,
    azureKey: config.azureKey,
    azureRegion: config.azureRegion,
    azureCategory: config.azureCategory,
    azureUrl: config.azureUrl,
    openaiUrl: config.openaiUrl,
    openaiKey: config.openaiKey,
    openaiModel: config.openaiModel,
    command: config.commandEngine,
  };
  return createEngines({
    apertiumPath: config.apertium,
    timeoutMs: config.engineTimeoutMs,
    prices: config.enginePrices,
    insideHosts: config.insideHosts,
    deeplContext: config.deeplContext,
    commandInside: config.commandInside,
    ...(Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)) as EngineConfig),
    modelsFolder: modelsFolder(config),
    threads: config.engineThreads,
    memoryBytes: config.engineMemoryMegabytes * 1e6,
  });
}

/** Where the models of Bergamot are. */
export function modelsFolder(config: Pick<Config, 'models' | 'data'>): string {
  return config.models ?? join(config.data, 'models');
}
