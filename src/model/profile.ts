import type { Severity } from './finding.ts';
import type { LanguageTag } from './language.ts';

/** What a desk wants of a check: its severity, or nothing. */
export type Wish = Severity | 'off';

/** A desk's profile of checks: a wish a check, and wishes for single languages of the text that is checked. */
export interface Profile {
  checks: Record<string, Wish>;
  /** By BCP 47 primary subtag; goes before `checks`. */
  languages: Record<LanguageTag, Record<string, Wish>>;
}
