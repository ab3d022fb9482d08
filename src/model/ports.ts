import type { InlineCode } from './article.ts';
import type { LanguageTag } from './language.ts';
import type { TranslationUnit } from './memory.ts';
import type { Concept, TermConstraint } from './term.ts';

/** The time, given in from outside so that stages stay pure. */
export interface Clock {
  now(): Date;
}

/** Renders a message key in the reader's language: `namespace:key`, with what it interpolates. */
export type Messages = (key: string, parameters?: Record<string, unknown>) => string;

/** One segment as an engine gets it. */
export interface EngineSegment {
  text: string;
  codes: InlineCode[];
  /** Terms in the text whose translation is prescribed; not overlapping, in order. */
  terms: TermConstraint[];
  /** Neighbouring source text, for engines that can use context. */
  previous?: string;
  next?: string;
}

export interface EngineRequest {
  from: LanguageTag;
  to: LanguageTag;
  segments: EngineSegment[];
}

/** One translated segment, at the same index as its request. */
export interface EngineResult {
  text: string;
  codes: InlineCode[];
  /** Words the engine copied because it did not know them. */
  unknownWords: string[];
  /** Concepts of the prescribed terms that the engine could not keep; the terminology check reports them. */
  lostTerms: string[];
  /** Which words stand for which, where the engine says so: half-open UTF-16 offsets in both texts, in the order of the translation. */
  alignment?: { source: { start: number; end: number }; target: { start: number; end: number } }[];
}

export interface EngineReply {
  results: EngineResult[];
  /** The languages the text went through: `en>es`, or `fr>es>en` for a pivot. */
  route: string;
  /** Name and version of the engine and of its model or data, for the ledger: `apertium 3.8.3 eng-spa`. */
  version: string;
}

/** What an engine can do on this machine, now. */
export interface EngineCapabilities {
  available: boolean;
  /** Message key (namespace `cli`) that says what to do, where it is not available. */
  remedy?: string;
  /** Language pairs it can do, each with the route it takes; one with a test model on its way is done only for who names the engine. */
  pairs: { from: LanguageTag; to: LanguageTag; route: string; test?: boolean }[];
  /** Most characters in one segment, and most segments in one call. */
  limits: { segmentCharacters: number; segmentsPerCall: number };
  /** Money for a million characters; 0 for engines on this machine. */
  costPerMillionCharacters: number;
  /** Whether text leaves this machine. */
  sendsTextOutside: boolean;
  /** Whether neighbouring text changes its answer; where not, none is sent and repeated sentences are paid once. */
  usesContext?: boolean;
}

/** Machine translation. A call is atomic: it returns one result a segment, in order, or throws. */
export interface Engine {
  readonly name: string;
  capabilities(): Promise<EngineCapabilities>;
  /** A stable description of what would answer (engine and model version), part of the ledger's key. */
  version(from: LanguageTag, to: LanguageTag): Promise<string>;
  /**
   * @throws InterlinearError `engine.pair` when the pair is not one of its capabilities;
   * TransientError `engine.failed` when another attempt may succeed.
   */
  translate(request: EngineRequest, signal?: AbortSignal): Promise<EngineReply>;
}

/** Where translation units are kept. */
export interface MemoryStore {
  /** Units of a pair that could match one of the sources at the threshold (0..1); the memory stage scores them. */
  candidates(from: LanguageTag, to: LanguageTag, sources: string[], threshold: number): Promise<TranslationUnit[]>;
}

/** Where glossaries are kept. */
export interface TermBase {
  /** Concepts of the built-in table and of the glossaries in force. */
  concepts(): Promise<Concept[]>;
}

/** A call about to be made, as the ledger knows it. */
export interface LedgerCall {
  /** Hash of the whole request. */
  key: string;
  engine: string;
  from: LanguageTag;
  to: LanguageTag;
  characters: number;
}

/** Remembers every engine reply of a desk, so that none is ever paid twice. */
export interface CallLedger {
  /** Looks calls up and claims those nobody has made. `busy` calls are under way elsewhere: ask again later. */
  claim(
    calls: LedgerCall[],
  ): Promise<{ recorded: Map<string, EngineResult & { route: string }>; ours: Set<string>; busy: Set<string> }>;
  record(replies: { key: string; reply: EngineResult & { route: string }; cost: number }[]): Promise<void>;
  /** Gives up claims whose call failed. */
  release(keys: string[]): Promise<void>;
}
