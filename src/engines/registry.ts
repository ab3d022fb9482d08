import type { Engine } from '../model/ports.ts';
import { apertium } from './apertium.ts';

/** What engines need to know about this machine. */
export interface EngineConfig {
  /** The Apertium command; `apertium`, looked up in PATH, when absent. */
  apertiumPath?: string;
  /** Longest time for one call of an engine, in milliseconds; 60 000 when absent. */
  timeoutMs?: number;
}

/** Every engine by name, in the order in which `auto` tries them. Add one: its file, its test, and a line here. */
export function createEngines(config: EngineConfig): Map<string, Engine> {
  const members: Engine[] = [
    apertium(config), //
  ];
  return new Map(members.map((engine) => [engine.name, engine]));
}
