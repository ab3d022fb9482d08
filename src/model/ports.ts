import type { InlineCode } from './article.ts';
import type { TokenPrice } from './engine-limits.ts';
import type { LanguageTag } from './language.ts';
import type { TranslationUnit, WholeUnit } from './memory.ts';
import type { OutgoingEdition } from './publication.ts';
import type { TermConstraint, TermOutcome } from './term.ts';
import type { AlignedWords } from './translation.ts';

/** The time, given in from outside so that stages stay pure. */
export interface Clock {
  now(): Date;
}

/** A dictionary of one language. */
export interface Speller {
  /** Whether a word is spelled as it lists it, in its own case. */
  knows(word: string): boolean;
  /** Words that may have been meant, best first; slow. */
  suggestions(word: string): string[];
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
  /** Which words stand for which, where the engine says so: half-open UTF-16 offsets in both texts, in the order of the translation. */
  alignment?: AlignedWords[];
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
  /** Language pairs it can do, each with the route it takes; one with a test model on its way is done only for who names the engine. */
  pairs: { from: LanguageTag; to: LanguageTag; route: string; test?: boolean }[];
  /** Takes every pair and refuses with `engine.pair` those it cannot do; `pairs` is empty then. */
  anyPair?: boolean;
  /** Most characters (UTF-16) in one segment, and most segments and characters in one call. */
  limits: { segmentCharacters: number; segmentsPerCall: number; charactersPerCall?: number };
  /** Money for a million characters, about where the service counts tokens; 0 for engines on this machine. */
  costPerMillionCharacters: number;
  /** Money for a million tokens, where the service counts these. */
  tokenPrice?: TokenPrice;
  /** Whether text leaves this machine. */
  sendsTextOutside: boolean;
  /** What it does with prescribed terms: keeps them itself (default), or knows nothing of them, so that they are put right afterwards. */
  terms?: 'kept' | 'ignored';
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
  /** Money that each segment of a request will cost, as far as anybody knows beforehand; where absent, its characters tell. */
  expectedCosts?(request: EngineRequest): number[];
  /**
   * @throws InterlinearError `engine.pair` when the pair is not one of its capabilities, `engine.key`, `engine.quota`, `engine.refused` when
   * another attempt would end the same way; TransientError `engine.failed`, `engine.malformed`, `engine.count` when it may succeed, and
   * `engine.limited` {seconds} when the service asks for patience (0 where it does not say how much).
   */
  translate(request: EngineRequest, signal?: AbortSignal): Promise<EngineReply>;
}

/** A memory in force, as the desk that asks may use it. */
export interface MemoryState {
  id: string;
  /** Counts the changes of its units. */
  revision: number;
  /** Points that every match of it loses. */
  penalty: number;
  /** Whether it belongs to another desk. */
  otherDesk: boolean;
}

/** Where translation units are kept, as one desk may read them. */
export interface MemoryStore {
  /** The memories in force that the desk may read, as they are now; one round trip. */
  states(): Promise<MemoryState[]>;
  /** The texts of some units in both languages of a pair, whatever their regions; one round trip. */
  units(from: LanguageTag, to: LanguageTag, ids: string[]): Promise<TranslationUnit[]>;
  /** Some units with all their texts, in no particular order; one round trip. */
  wholeUnits(ids: string[]): Promise<WholeUnit[]>;
}

/** Which texts of a memory an index holds: those in one language that have a translation, into one language or into any; primary subtags. */
export interface IndexedPair {
  from: LanguageTag;
  to?: LanguageTag;
}

/** A unit as an index takes it in. */
export interface FedUnit {
  id: string;
  origin: 'human' | 'mt';
  /** When it was made or changed last, where known. */
  changedAt?: Date;
  /** Its texts in the language of the index, the first one first; none where the unit is not in the index. */
  texts: { language: LanguageTag; text: string; codes: InlineCode[] }[];
  /** The languages of its translations into the other language of the pair, or into any: each once. */
  targets: LanguageTag[];
}

/** What the indexes of memories are built from and catch up with. Pages are short, so that other work goes on in between. */
export interface MemoryFeed {
  /** The revisions of the memories that there are; one round trip. */
  revisions(memories: string[]): Promise<Map<string, number>>;
  /** All units of a memory. What changes meanwhile may be in it or not: ask for the changes since a revision read before. */
  everything(memory: string, pair: IndexedPair): AsyncIterable<FedUnit[]>;
  /** Units that are gone, then units that are new or changed, after one revision and up to another. Applying one twice does no harm. */
  changes(
    memory: string,
    pair: IndexedPair,
    range: { after: number; upTo: number },
  ): AsyncIterable<{ gone: string[]; units: FedUnit[] }>;
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

/** Where readers find language versions. */
export interface Destination {
  /**
   * Makes an edition what readers find of its article in its language; put again it changes nothing. When this returns, it lasts: a crash of
   * the machine does not bring the one before back. However calls overlap, stand still or die, what stays is the one with the highest fence.
   *
   * @throws InterlinearError `publish.late` {fence, newest} where a higher fence has been here: then nothing of this one is to be seen;
   * `destination.refused` {place, reason} where it may not be written
   */
  put(edition: OutgoingEdition): Promise<void>;
}
