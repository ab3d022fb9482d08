import type { InlineCode, Role } from './article.ts';
import type { Embargo } from './embargo.ts';
import type { LanguageTag } from './language.ts';

/** Where a unit's source stood: hashes of the neighbouring source texts, and what its block is in the news text. */
export interface UnitContext {
  /** Hash of the text before and after; `''` at the edge of an article, `null` where nobody knows. */
  previous: string | null;
  next: string | null;
  role?: Role;
}

/** The memory that a unit belongs to, as far as a match depends on it. */
export interface MemoryTraits {
  id: string;
  name: string;
  /** Of equal matches the one of the memory with the higher priority goes first. */
  priority: number;
  /** Points that every match of this memory loses. */
  penalty: number;
  /** Whether it belongs to another desk than the one that asks. */
  otherDesk: boolean;
}

/** A translation unit: one source text and its translation, as a memory holds it. */
export interface TranslationUnit {
  sourceLanguage: LanguageTag;
  targetLanguage: LanguageTag;
  source: string;
  sourceCodes: InlineCode[];
  target: string;
  targetCodes: InlineCode[];
  /** `human` where a person confirmed it; `mt` for machine or given text, which matches with a penalty. */
  origin: 'human' | 'mt';
  /** Who made it (TMX creationid) and when (TMX creationdate), where known. */
  author?: string;
  createdAt?: Date;
  /** Who changed it last (TMX changeid) and when (TMX changedate), where known. */
  changedBy?: string;
  changedAt?: Date;
  /** TMX tuid, where there is one. */
  tuid?: string;
  /** Its row, where it is stored. */
  id?: string;
  memory?: MemoryTraits;
  /** Where its source stood; absent for a unit without context. */
  context?: UnitContext;
  /** How often it was taken over into an article. */
  usageCount?: number;
  /** 0 to 100, as the tool stated it that the unit comes from; it does not change the score. */
  quality?: number;
  /** The embargoes of the article that it was learnt from. */
  embargoes?: Embargo[];
}

/** A unit with its texts in all languages. */
export interface WholeUnit {
  id: string;
  /** The name of its memory. */
  memory: string;
  origin: 'human' | 'mt';
  author: string | null;
  createdAt: Date | null;
  changedAt: Date | null;
  /** The source first. */
  texts: { language: LanguageTag; text: string }[];
}

/** A unit found for a source segment. */
export interface Match {
  unit: TranslationUnit;
  /** 100 identical text and codes; 99 codes, case or typography differ; at most 95 when a number differs; down to the threshold. */
  score: number;
}

/**
 * What a match is, best first:
 * - `context`: identical, and both neighbours too (101);
 * - `context-partial`: identical, one neighbour too and the same role in the news text (100);
 * - `exact`: identical text and codes (100);
 * - `exact-codes`: identical once the markup of its codes is exchanged for the segment's (100);
 * - `near`: codes, case or typography differ (99);
 * - `repaired`: a fuzzy match whose number, date, term or codes were exchanged in the target;
 * - `fuzzy`: words differ.
 */
export type MatchKind = 'context' | 'context-partial' | 'exact' | 'exact-codes' | 'near' | 'repaired' | 'fuzzy';

/** Why a match scores less than its text alone would. */
export type PenaltyReason = 'machine' | 'other-desk' | 'age' | 'several-targets' | 'memory' | 'variant';

export interface Penalty {
  reason: PenaltyReason;
  points: number;
}

/** A stretch of tokens that differs. Spans are half-open UTF-16 offsets; `unit` is in the unit's source, `segment` in the text to translate. */
export interface Difference {
  kind: 'inserted' | 'deleted' | 'replaced';
  /** What the unit has and the segment has not; absent for `inserted`. */
  unit?: { start: number; end: number; text: string };
  /** What the segment has and the unit has not; absent for `deleted`. */
  segment?: { start: number; end: number; text: string };
}

/** What was exchanged in the target of a repaired match. */
export interface Repair {
  kind: 'number' | 'date' | 'term' | 'codes';
  /** As it stood in the unit's target, and as it stands now; empty for codes. */
  from: string;
  to: string;
}

/** A match with the reasons for its score: `score` is `base` less the points of `penalties`, and at least 0. */
export interface ExplainedMatch extends Match {
  kind: MatchKind;
  /** 101 in context, 100 identical, 99 nearly; below, the likeness of the texts in percent. */
  base: number;
  penalties: Penalty[];
  differences: Difference[];
  /** What is to be taken over: the unit's target with repairs where there are any, and all of the segment's codes or none. */
  target: { text: string; codes: InlineCode[] };
  repairs: Repair[];
}

/** What a target remembers of the match it was made from. */
export interface MatchRecord {
  kind: MatchKind;
  base: number;
  penalties: Penalty[];
  differences: Difference[];
  repairs: Repair[];
  /** The unit's row and the name of its memory, where it is stored. */
  unit?: string;
  memory?: string;
}

/** Finds units by their source alone. */
export interface UnitLookup {
  /** Units of a pair whose source equals one of the texts but for spacing and Unicode form, whatever their context and codes; one round trip. */
  exact(from: LanguageTag, to: LanguageTag, sources: string[]): Promise<TranslationUnit[]>;
}
