import { baseLanguage, type LanguageTag, sameLanguage } from '../../model/language.ts';
import type { TermConstraint, TermMatch } from '../../model/term.ts';
import { type Alias, aliasesIn } from './aliases.ts';
import { evened } from './evened.ts';
import { type AliasOptions, holds, houseForms, type Usage } from './house.ts';
import { namesIn } from './scan.ts';

/** `origin` of what the gazetteer finds: that of the package's own list. A desk's glossary goes before it. */
export const GAZETTEER_ORIGIN = 'builtin';

/**
 * The aliases of a text as term matches, for the checks that read those: `deprecated` where the alias is certain, and may be replaced
 * unasked; `superseded` where it is only pointed out. In text order, without overlaps.
 */
export function aliasMatches(text: string, language: LanguageTag, options: AliasOptions = {}): TermMatch[] {
  return aliasesIn(text, language, options).map((alias) => ({
    concept: alias.entity.id,
    start: alias.start,
    end: alias.end,
    text: alias.text,
    term: {
      language: baseLanguage(language),
      text: alias.text,
      status: alias.certain ? 'deprecated' : 'superseded',
      kind: alias.forms[0]?.kind === 'acronym' ? 'acronym' : 'name',
    },
    accepted: alias.forms.map((form) => form.text),
    origin: GAZETTEER_ORIGIN,
    from: homesOf(alias, baseLanguage(language)),
  }));
}

/** The languages that write an alias so: as a rule, or, for a form that only another house writes, as their first form. */
function homesOf({ why, from, entity, text }: Alias, language: LanguageTag): LanguageTag[] {
  if (why === 'foreign') return from;
  return [...entity.forms]
    .filter(
      ([other, forms]) => other !== language && forms.some((form) => form.status === 'preferred' && form.text === text),
    )
    .map(([other]) => other);
}

/**
 * The names of a source text with the forms that a translation should have: given to engines, and looked for in what they return. Only
 * names that one entity alone has; where namesakes are called differently in the target language, nobody is prescribed.
 *
 * @returns none where both languages are the same
 */
export function nameConstraints(text: string, from: LanguageTag, to: LanguageTag, usage: Usage = {}): TermConstraint[] {
  if (sameLanguage(from, to)) return [];
  const even = evened(text);
  return namesIn(even.text, baseLanguage(from)).flatMap(({ start, end, spelling }) => {
    const meant = spelling.own.filter(({ form, entity }) => holds(form, usage.date) && entity.source !== 'geonames');
    const [first, ...others] = meant.map(({ entity, form }) => ({
      id: entity.id,
      accepted: [...new Set(houseForms(entity, to, form, usage).map((house) => house.text))],
    }));
    const target = first?.accepted[0];
    if (!first || target === undefined || others.some(({ accepted }) => accepted[0] !== target)) return [];
    const [at, until] = [even.at(start), even.at(end)];
    return [
      {
        concept: first.id,
        start: at,
        end: until,
        source: text.slice(at, until),
        target,
        accepted: first.accepted,
        known: true,
      },
    ];
  });
}
