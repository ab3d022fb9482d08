import type { LanguageTag } from '../../model/language.ts';

/** `acronym` is a thing known by its letters that is no body: HIV, GDP. Bodies are `org`, whatever their wordings. */
export type EntityType = 'person' | 'place' | 'country' | 'org' | 'acronym';

/** Where an entity's row comes from; `curated` rows are written by hand and go before the others. */
export type EntitySource = 'curated' | 'cldr' | 'geonames';

/**
 * `preferred`: the first of its kind in the row. `admitted`: right as well. `superseded`: was right until a month that is known.
 * `deprecated`: never right in this language.
 */
export type FormStatus = 'preferred' | 'admitted' | 'superseded' | 'deprecated';

/** One wording of an entity in one language. */
export interface Form {
  text: string;
  status: FormStatus;
  /**
   * Wordings of one kind stand for each other across languages: full name for full name, family name for family name, acronym for acronym.
   */
  kind: 'name' | 'acronym' | 'surname';
  /** Wordings of one group stand for each other: `0` and up, the parts of a cell that `|` separates; a surname has a group of its own. */
  group: number;
  /** House styles that write so; absent: any style may. */
  styles?: string[];
  /** First month (`2022-06`) in which the form is right; absent: always was. */
  from?: string;
  /** Month in which the form stopped being right; absent: still is. */
  to?: string;
}

/** A person, place, country or body with its wordings. */
export interface Entity {
  /** `person:vladimir-putin`, `place:idlib`, `country:TR`, `org:nato`, `geonames:170063`: never changes. */
  id: string;
  type: EntityType;
  source: EntitySource;
  forms: Map<LanguageTag, Form[]>;
}

/** The languages of the tables, in the order of their columns. */
export const gazetteerLanguages: readonly LanguageTag[] = ['en', 'fr', 'es', 'de', 'ar', 'ca'];
