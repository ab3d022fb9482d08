import type { Role } from '../model/article.ts';
import { baseLanguage, type LanguageTag, sameLanguage } from '../model/language.ts';
import type { Concept, TermMatch } from '../model/term.ts';
import { acceptedForms } from './entry.ts';

/** A piece of an article, with the wordings that the term base knows in it. */
export interface WitnessedText {
  text: string;
  role: Role;
  terms: TermMatch[];
}

/** Traces that are enough together: of two kinds, or two different names. */
const ENOUGH = 2;

/** Languages whose press cuts a quotation with `(...)`. */
const cutters: LanguageTag[] = ['fr', 'es', 'ca'];
/** How a credit line opens, word for word, where the original has `Avec`, `Con`, `Amb` or `Mit`. */
const creditManners: Record<LanguageTag, LanguageTag[]> = { en: ['fr', 'es', 'ca', 'de'] };
const creditOpening = /^(?:with|avec|con|amb|mit)\s+\p{Lu}/iu;
const creditOwn: Record<LanguageTag, RegExp> = { fr: /^avec/iu, es: /^con/iu, ca: /^amb/iu, de: /^mit/iu };
/** A language at the end of the name of a picture or button: `google-play-badge_FR`. */
const languageMark = /[-_](FR|ES|CA|DE|AR|IT|PT)(?:\.\p{L}{3,4})?$/u;

/**
 * The language that an article was translated from, as far as its own traces tell: names in another language's spelling (`Idleb`, `Ocha`),
 * that language's cuts and credit line, its mark on furniture. Nothing is inferred from one trace, or where two languages have as many.
 */
export function inferOriginal(
  texts: WitnessedText[],
  language: LanguageTag,
  concepts: Concept[],
): LanguageTag | undefined {
  const traces = new Map<LanguageTag, Set<string>>();
  const add = (from: LanguageTag, trace: string) => {
    const base = baseLanguage(from);
    if (sameLanguage(base, language)) return;
    traces.set(base, (traces.get(base) ?? new Set()).add(trace));
  };
  const byKey = new Map(concepts.map((concept) => [`${concept.origin}\n${concept.id}`, concept]));
  for (const { text, role, terms } of texts) {
    for (const { origin, concept, term, text: written } of terms) {
      if (term.status !== 'deprecated' || term.kind === 'term') continue;
      const known = byKey.get(`${origin}\n${concept}`);
      const homes = new Set(
        (known?.terms ?? [])
          .filter((other) => known && acceptedForms(known, other.language)[0] === written)
          .map((other) => baseLanguage(other.language)),
      );
      for (const home of homes) add(home, `name ${concept}`);
    }
    if (/\((?:\.{3}|…)\)/.test(text)) for (const home of cutters) add(home, 'cut');
    if (role === 'credit' && creditOpening.test(text.trim())) {
      const own = Object.keys(creditOwn).filter((home) => creditOwn[home]?.test(text.trim()));
      for (const home of own.length > 0 ? own : (creditManners[baseLanguage(language)] ?? [])) add(home, 'credit');
    }
    const mark = role === 'furniture' ? languageMark.exec(text.trim())?.[1] : undefined;
    if (mark) add(mark.toLowerCase(), 'mark');
  }
  const ranked = [...traces].map(([home, { size }]) => ({ home, size })).sort((a, b) => b.size - a.size);
  const [best, second] = ranked;
  return best && best.size >= ENOUGH && best.size > (second?.size ?? 0) ? best.home : undefined;
}
