import { baseLanguage, type LanguageTag, sameLanguage } from '../model/language.ts';
import type { Concept, HouseStyle, StyleRule, TermFinder, TermMatch, Terms } from '../model/term.ts';
import { buildTermFinder } from './finder.ts';
import { aliasMatches, nameConstraints } from './gazetteer/matches.ts';
import { isInForce } from './styles.ts';

/**
 * Joins the gazetteer to the wordings of glossaries, and with it the rules of a house style, which speak of names that stand in no glossary.
 * Where they overlap a glossary's wording is taken first, then the longest name, then the gazetteer's.
 *
 * @param day `2020-02-12`: names change
 * @param rules finds what the style has otherwise: see `ruleFinder`
 */
export function withNames(terms: Terms, rules: TermFinder, style: HouseStyle | undefined, day: string): Terms {
  const usage = { style: style?.name, date: day };
  const inForce = (style?.rules ?? []).filter((rule) => isInForce(rule, day));
  const ruled = (accepted: string[], language: LanguageTag) => preferring(accepted, inForce, language);
  return {
    ...terms,
    findTerms(text, language, about) {
      const listed = terms.findTerms(text, language);
      const aliases = aliasMatches(text, language, { ...usage, ...about }).map((match) => ({
        ...match,
        accepted: ruled(match.accepted, language),
      }));
      const byRule = inForce.length > 0 ? rules(text, language).filter(isWrong) : [];
      if (aliases.length + byRule.length === 0) return listed;
      const taken = [...listed];
      for (const match of [...aliases, ...byRule].sort((a, b) => b.end - b.start - (a.end - a.start)))
        if (!match.accepted.includes(match.text) && isFree(match, taken)) taken.push(match);
      return taken.sort((a, b) => a.start - b.start);
    },
    findNames: (text, from, to) =>
      nameConstraints(text, from, to, usage).map((constraint) => {
        const accepted = ruled(constraint.accepted, to);
        return { ...constraint, accepted, target: accepted[0] ?? constraint.target };
      }),
  };
}

/** Finds the forms that a style does not print on a day, each as a superseded wording of the form that it does. */
export function ruleFinder(style: HouseStyle | undefined, day: string): TermFinder {
  const concepts = (style?.rules ?? [])
    .filter((rule) => rule.insteadOf.length > 0 && isInForce(rule, day))
    .map(
      ({ language, form, insteadOf }): Concept => ({
        id: `style:${language}:${form}`,
        origin: style?.name ?? '',
        terms: [
          { language, text: form, status: 'preferred', kind: 'name' },
          ...insteadOf.map((text) => ({ language, text, status: 'superseded' as const, kind: 'name' as const })),
        ],
      }),
    );
  return buildTermFinder(concepts);
}

/** Forms as the rules want them: the house's first, those that it does not print not at all. */
function preferring(accepted: string[], rules: StyleRule[], language: LanguageTag): string[] {
  let forms = accepted;
  for (const rule of rules) {
    if (!sameLanguage(baseLanguage(rule.language), baseLanguage(language))) continue;
    if (![rule.form, ...rule.insteadOf].some((form) => forms.includes(form))) continue;
    forms = [rule.form, ...forms.filter((form) => form !== rule.form && !rule.insteadOf.includes(form))];
  }
  return forms;
}

function isWrong({ term }: TermMatch): boolean {
  return term.status === 'superseded';
}

function isFree({ start, end }: TermMatch, taken: TermMatch[]): boolean {
  return taken.every((other) => other.end <= start || other.start >= end);
}
