/** What engines need to know about this machine. */
export interface EngineConfig {
  /** The Apertium command; `apertium`, looked up in PATH, when absent. */
  apertiumPath?: string;
  /** Longest time for one call of an engine, in milliseconds; 60 000 when absent. */
  timeoutMs?: number;
}
