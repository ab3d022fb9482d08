import type { Engine } from '../model/ports.ts';
import { apertium } from './apertium.ts';
import { bergamot } from './bergamot.ts';
import type { EngineConfig } from './config.ts';

/** Every engine by name, in the order in which `auto` tries them. Add one: its file, its test, and a line here. */
export function createEngines(config: EngineConfig): Map<string, Engine> {
  const members: Engine[] = [
    bergamot(config), //
    apertium(config),
  ];
  return new Map(members.map((engine) => [engine.name, engine]));
}
