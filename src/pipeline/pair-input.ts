import type { PairInput } from '../checks/check.ts';
import type { InlineCode, Role } from '../model/article.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Speller } from '../model/ports.ts';
import type { Profile } from '../model/profile.ts';
import type { Terms } from '../model/term.ts';
import type { Origin } from '../model/translation.ts';
import { findCalques, withCalques } from '../terminology/calques.ts';
import { constraintsFor } from '../terminology/constraints.ts';

/** What the checks of pairs work with: terms, what the desk wants of each check, dictionaries. */
export interface CheckTools extends Terms {
  profile?: Profile;
  /** The dictionary of a language, where spelling is to be checked and there is one. */
  spellerOf?(language: LanguageTag): Speller | undefined;
}

/** One side of a pair; codes where they say something beside those of the other side. */
export interface PairSide {
  text: string;
  language: LanguageTag;
  codes?: InlineCode[];
}

/**
 * A pair as the checks see it, with the terms of both sides.
 *
 * @param mentioned ids of the entities that the source names in full
 */
export function pairInput(
  source: PairSide,
  target: PairSide,
  { role, origin, maxLength }: { role: Role; origin?: Origin; maxLength?: number },
  { findTerms, concepts, findNames, calques, spellerOf }: CheckTools,
  mentioned: ReadonlySet<string>,
): PairInput {
  const speller = spellerOf?.(target.language);
  return {
    source: { ...source, role, terms: findTerms(source.text, source.language) },
    target: {
      ...target,
      role,
      terms: withCalques(
        findTerms(target.text, target.language, { from: [source.language], mentioned }),
        findCalques(target.text, target.language, source.language, calques),
      ),
      ...(speller ? { speller } : {}),
    },
    constraints: constraintsFor(source.text, source.language, target.language, findTerms, concepts, findNames),
    ...(origin ? { origin } : {}),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
}
