import type { CompiledEngine } from './wasm.ts';

/** A model as a thread needs it. */
export interface ModelFiles {
  /** Tells it from every other model, and from another version of itself. */
  key: string;
  /** Absolute paths of its files; one vocabulary where both languages share it, else that of the source and that of the target. */
  model: string;
  shortlist: string;
  vocabularies: string[];
  /** Options of the decoder, as YAML. */
  options: string;
  /** What it takes in memory once it is loaded, estimated. */
  bytes: number;
}

/** What a thread is started with. */
export interface ThreadData {
  compiled: CompiledEngine;
}

/** Texts to translate, through one model or two. */
export interface Question {
  id: number;
  models: ModelFiles[];
  texts: string[];
  /** Whether the texts are HTML. */
  html: boolean;
  /** Bytes of models that the thread may keep loaded; those of one question always fit. */
  memoryBytes: number;
}

/** One text a text, what the thread looks like now, and the processor time that it has used since it began; or why the engine stopped, and then the thread ends. */
export type Answer =
  | { id: number; texts: string[]; heapBytes: number; models: string[]; cpuSeconds: number }
  | { id: number; reason: string };

/** What a thread says. */
export type ThreadMessage = Answer | { ready: true };
