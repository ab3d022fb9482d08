import type { Engine } from '../model/ports.ts';
import { apertium } from './apertium.ts';
import { apertiumApy } from './apertium-apy.ts';
import { azure } from './azure.ts';
import { bergamot } from './bergamot.ts';
import { command } from './command.ts';
import type { EngineConfig } from './config.ts';
import { deepl } from './deepl.ts';
import { google } from './google.ts';
import { libretranslate } from './libretranslate.ts';
import { openai } from './openai.ts';

/** Every engine by name, in the order in which `auto` tries those that keep texts on this machine. Add one: its file, its test, and a line here. */
export function createEngines(config: EngineConfig): Map<string, Engine> {
  const members: Engine[] = [
    bergamot(config),
    apertium(config),
    apertiumApy(config),
    libretranslate(config),
    deepl(config),
    google(config),
    azure(config),
    openai(config),
    command(config),
  ];
  return new Map(members.map((engine) => [engine.name, engine]));
}
