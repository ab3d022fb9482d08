import type { LanguageTag } from '../../model/language.ts';

/** An entity that a table of names knows, as far as linking asks for it. */
export interface Alias {
  /** The form that the house writes in English. */
  house: string;
  /** Other English forms that are right. */
  accepted?: readonly string[];
}

/** A table of names with their spellings in several languages. What it knows goes before every convention. */
export interface AliasLookup {
  /** Entities that a language's press spells so; none for a spelling that the table does not know. */
  find(spelling: string, language: LanguageTag): readonly Alias[];
}
