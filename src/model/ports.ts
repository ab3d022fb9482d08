import type { InlineCode } from './article.ts';
import type { LanguageTag } from './language.ts';
import type { TranslationUnit } from './memory.ts';
import type { Concept, TermConstraint, TermOutcome } from './term.ts';

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
  /** Similar sentences with their translations, best first, for engines that learn from examples. `score` is 0..101. */
  matches?: { source: string; target: string; score: number }[];
}

/** A glossary of a desk for one pair, for services that keep glossaries of their own. */
export interface EngineGlossary {
  /** Hash of the entries: the same glossary has the same key. */
  key: string;
  entries: { source: string; target: string }[];
}

export interface EngineRequest {
  from: LanguageTag;
  to: LanguageTag;
  segments: EngineSegment[];
  /** Everything the desk prescribes for this pair, for services that must know it beforehand. */
  glossary?: EngineGlossary;
  /** Name of the desk's house style: `ap`. */
  style?: string;
}

/** One translated segment, at the same index as its request. */
export interface EngineResult {
  text: string;
  codes: InlineCode[];
  /** Words the engine copied because it did not know them. */
  unknownWords: string[];
  /** Concepts of the prescribed terms that the engine could not keep; the terminology check reports them. */
  lostTerms: string[];
  /** How each prescribed term fared, for engines that can tell. */
  terms?: { concept: string; outcome: TermOutcome }[];
}

export interface EngineReply {
  results: EngineResult[];
  /** The languages the text went through: `en>es`, or `fr>es>en` for a pivot. */
  route: string;
  /** Name and version of the engine and of its model or data, for the ledger: `apertium 3.8.3 eng-spa`. */
  version: string;
  /** What the service says that the call cost, in money; where it says nothing, the price for its characters is taken. */
  cost?: number;
}

/** What an engine can do on this machine, now. */
export interface EngineCapabilities {
  available: boolean;
  /** Message key (namespace `cli`) that says what to do, where it is not available. */
  remedy?: string;
  /** Language pairs it can do, each with the route it takes. */
  pairs: { from: LanguageTag; to: LanguageTag; route: string }[];
  /** Takes every pair and refuses with `engine.pair` those it cannot do; `pairs` is empty then. */
  anyPair?: boolean;
  /** Most characters (UTF-16) in one segment, and most segments and characters in one call. */
  limits: { segmentCharacters: number; segmentsPerCall: number; charactersPerCall?: number };
  /** Money for a million characters; 0 for engines on this machine. */
  costPerMillionCharacters: number;
  /** Whether text leaves this machine. */
  sendsTextOutside: boolean;
  /** Whether neighbouring text changes its answer; where not, none is sent and repeated sentences are paid once. */
  usesContext?: boolean;
  /** Whether it learns from memory matches and the house style; where not, none are sent. */
  usesMatches?: boolean;
}

/** Machine translation. A call is atomic: it returns one result a segment, in order, or throws. */
export interface Engine {
  readonly name: string;
  /** Tells two accounts with one service apart: a fingerprint of the key, from which nobody can tell the key. */
  readonly account?: string;
  capabilities(): Promise<EngineCapabilities>;
  /** A stable description of what would answer (engine and model version), part of the ledger's key. */
  version(from: LanguageTag, to: LanguageTag): Promise<string>;
  /**
   * @throws InterlinearError `engine.pair` when the pair is not one of its capabilities, `engine.key`, `engine.quota`, `engine.refused` when
   * another attempt would end the same way; TransientError `engine.failed`, `engine.malformed`, `engine.count` when it may succeed, and
   * `engine.limited` {seconds} when the service asks for patience (0 where it does not say how much).
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
  /** What it will cost, as far as anybody knows: it counts against the desk's budget until the reply says more. */
  cost?: number;
}

/** Remembers every engine reply of a desk, so that none is ever paid twice. */
export interface CallLedger {
  /**
   * Looks calls up and claims those nobody has made. `busy` calls are under way elsewhere: ask again later.
   *
   * @throws InterlinearError `engine.budget` when the desk's budget of the day does not allow the calls; nothing is claimed then
   */
  claim(
    calls: LedgerCall[],
  ): Promise<{ recorded: Map<string, EngineResult & { route: string }>; ours: Set<string>; busy: Set<string> }>;
  record(replies: { key: string; reply: EngineResult & { route: string }; cost: number }[]): Promise<void>;
  /** Gives up claims whose call failed. */
  release(keys: string[]): Promise<void>;
}

/** The permission to make one call, which ends with it. */
export interface EnginePass {
  /**
   * Says how the call ended: well, or with what it threw.
   *
   * @returns what is to be thrown on: the same, or `engine.silent` where the service has asked for patience for too long
   */
  leave(error?: unknown): Promise<unknown>;
}

/** Keeps every process within an engine's limits, and away from an engine that is down. */
export interface EngineGate {
  /**
   * @throws TransientError `engine.limited` {engine, seconds} when the call has to wait, `engine.down` {engine, seconds} while the engine is
   * left alone because it failed too often; InterlinearError `engine.silent` when it has been down for too long
   */
  enter(engine: Pick<Engine, 'name' | 'account'>, characters: number): Promise<EnginePass>;
}
