import type { CreditFinder } from './credit.ts';
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
  partOfSpeech?: PartOfSpeech;
  /** Whether the case of the text must be the wording's own. Default: `any` for a term, `exact` for a name or an acronym. */
  caseRule?: 'any' | 'exact';
  /** Whether inflected forms are found too. Default: yes for a term, no for a name or an acronym. */
  inflection?: boolean;
  /** A wording that may never be printed: an error where a deprecated one is a warning. */
  forbidden?: boolean;
  note?: string;
  /** Who says so: a style guide, a decision of the desk. */
  source?: string;
  /** First and last day (`2022-06-01`) on which the wording is in use; the article's date decides. */
  validFrom?: string;
  validTo?: string;
  /** House styles that prefer this wording over the concept's other ones. */
  styles?: string[];
}

/** What a wording is in grammar: verbs are conjugated, everything else is declined; TBX picklist. */
export type PartOfSpeech = 'noun' | 'properNoun' | 'verb' | 'adjective' | 'adverb' | 'other';

/** One meaning with its wordings in several languages. */
export interface Concept {
  id: string;
  domain?: string;
  /** The wording of the source stands in every language: brands, titles, slogans. */
  doNotTranslate?: boolean;
  terms: Term[];
  /** Where it comes from: the name of the glossary, of the house style, or of the built-in list. */
  origin: string;
}

/** One wording as a glossary file or the database lists it, with what it says of the concept. */
export interface TermRow {
  /** 1-based line of the file; 0 where there is none. */
  line: number;
  concept: string;
  domain?: string;
  doNotTranslate?: boolean;
  term: Term;
}

/** Something of a glossary file that cannot be taken over: what is refused is not read, what is ignored is read without it. */
export interface TermRefusal {
  line: number;
  /** Key in the `errors` namespace: `glossary.reason.…`. */
  reason: string;
  value: string;
  /** Whether only a detail was left out. */
  ignored?: boolean;
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
  /** A name that the gazetteer knows and no glossary prescribes: a translation may also speak of it in another way (`the Afghan war`). */
  known?: boolean;
}

export type CalqueKind = 'order' | 'grammar' | 'punctuation';

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
  /** Where the concept comes from: the name of a glossary or of a house style, or the built-in list. */
  origin: string;
  /** For a wording that is a word-for-word translation from another language: what it copies. Only ever shown. */
  calqueOf?: string;
  /** What is wrong with a calque, where it is not the wording: the order of words, the grammar, the punctuation. */
  calqueKind?: CalqueKind;
  /** For a name: the languages whose press writes it so. */
  from?: LanguageTag[];
}

/** What is known about the article that a text is of, where its names are looked at. */
export interface TermContext {
  /** The languages that names may have been left standing from; absent: any. */
  from?: readonly LanguageTag[];
  /** Ids of the entities that the article names in full: their family names alone are then theirs. */
  mentioned?: Iterable<string>;
}

/** Finds the terms of a text: longest match, no overlaps, in text order. */
export type TermFinder = (text: string, language: LanguageTag, about?: TermContext) => TermMatch[];

/** Finds the names of a source text with the forms that its translation must have. */
export type NameFinder = (text: string, from: LanguageTag, to: LanguageTag) => TermConstraint[];

/**
 * How a prescribed term came into a translation: by the service's own glossary (`native`), as a placeholder that came back, by correcting
 * a copied source term afterwards, because the engine chose it by itself (`free`) - or not at all.
 */
export type TermOutcome = 'native' | 'placeholder' | 'correction' | 'free' | 'lost';

/** A rule for a wording that a translation leaves behind, as a line of a desk's file states it. */
export interface CalqueRow {
  /** The languages of the original and of the text. */
  from: LanguageTag;
  to: LanguageTag;
  /** A rule of this name that comes with the product gives way. */
  id: string;
  /** Absent: the product's rule of this name is switched off. */
  pattern?: string;
  suggestions: string[];
  /** What is copied: `lettre morte`. */
  copies: string;
  /** What is wrong, where it is not the wording. */
  kind?: CalqueKind;
}

/** The terms in force on a day, under a house style, and what finds them. */
export interface Terms {
  /** The concepts of glossaries. */
  concepts: Concept[];
  /** Wordings of glossaries, and names that the gazetteer has otherwise. */
  findTerms: TermFinder;
  /** Names of the gazetteer; a glossary's wording goes before them. */
  findNames?: NameFinder;
  /** The desk's table of credit lines. */
  findCredit?: CreditFinder;
  /** The desk's own calque rules. */
  calques?: CalqueRow[];
}

/** A rule of a house style: on a day inside [from, to], `form` stands for its concept in a language. */
export interface StyleRule {
  language: LanguageTag;
  form: string;
  /** Forms of the same concept that the style does not print. They are pointed out, never replaced unasked. */
  insteadOf: string[];
  from?: string;
  to?: string;
  note?: string;
}

/** How a house writes: the rules of one style guide. */
export interface HouseStyle {
  name: string;
  rules: StyleRule[];
}
