/** What engines need to know about this machine. */
export interface EngineConfig {
  /** The Apertium command; `apertium`, looked up in PATH, when absent. */
  apertiumPath?: string;
  /** Longest time for one call of an engine, in milliseconds; 60 000 when absent. */
  timeoutMs?: number;
  /** Where Bergamot's models are; without it, Bergamot has none. */
  modelsFolder?: string;
  /** Threads that translate on this machine; one a processor when absent or 0. */
  threads?: number;
  /** Memory for loaded models, in bytes; half of the machine's when absent or 0. */
  memoryBytes?: number;
}
