import type { LanguageTag } from './language.ts';

/** TBX picklist of administrative statuses, shortened; `preferred` is the house form. */
export type TermStatus = 'preferred' | 'admitted' | 'deprecated' | 'superseded';

/** One wording of a concept in one language. */
export interface Term {
  language: LanguageTag;
  text: string;
  status: TermStatus;
  /** `name` and `acronym` are matched without inflection and with their case. */
  kind: 'term' | 'name' | 'acronym';
  note?: string;
}

/** One meaning with its wordings in several languages. */
export interface Concept {
  id: string;
  domain?: string;
  terms: Term[];
  /** Where it comes from: the name of the glossary, or of the built-in table. */
  origin: string;
}

/** A term of the source text and what stands for it in the target language: given to engines, checked afterwards. */
export interface TermConstraint {
  concept: string;
  /** Half-open UTF-16 offsets in the source segment. */
  start: number;
  end: number;
  source: string;
  /** The preferred target form. */
  target: string;
  /** Every target form that is acceptable, the preferred one first. */
  accepted: string[];
}

/** A wording of the term base that stands in a text. */
export interface TermMatch {
  concept: string;
  /** Half-open UTF-16 offsets in the text. */
  start: number;
  end: number;
  text: string;
  term: Term;
  /** Forms of the same concept and language with status preferred, then admitted; the house form first. */
  accepted: string[];
  /** Where the concept comes from: the name of a glossary, or of the built-in table. */
  origin: string;
}

/** Finds the terms of a text: longest match, no overlaps, in text order. */
export type TermFinder = (text: string, language: LanguageTag) => TermMatch[];

/**
 * How a prescribed term came into a translation: by the service's own glossary (`native`), as a placeholder that came back, by correcting
 * a copied source term afterwards, because the engine chose it by itself (`free`) - or not at all.
 */
export type TermOutcome = 'native' | 'placeholder' | 'correction' | 'free' | 'lost';
