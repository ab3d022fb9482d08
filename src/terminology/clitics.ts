import type { LanguageTag } from '../model/language.ts';

/** A word without what is written onto its front. */
export interface Bare {
  folded: string;
  /** UTF-16 length of what was taken off. */
  cut: number;
}

/** Conjunctions, prepositions and the article that Arabic writes onto a word, longest first; `لل` is the preposition with the article. */
const arabic = /^(?:[وف]?(?:بال|كال|لل|ال|[بلك])|[وف])/;

/** Prepositions that have swallowed an article, and the article: a term that begins with it is found behind them. */
const contractions: Record<LanguageTag, Record<string, string>> = {
  es: { del: 'el', al: 'el' },
  ca: { del: 'el', al: 'el', pel: 'el', dels: 'els', als: 'els', pels: 'els' },
  fr: { du: 'le', au: 'le', des: 'les', aux: 'les' },
  it: {
    del: 'il',
    al: 'il',
    dal: 'il',
    nel: 'il',
    sul: 'il',
    dei: 'i',
    ai: 'i',
    nei: 'i',
    della: 'la',
    alla: 'la',
    nella: 'la',
  },
  pt: { do: 'o', ao: 'o', no: 'o', da: 'a', na: 'a', dos: 'os', aos: 'os', das: 'as', nas: 'as' },
};

/** Fewest letters of an Arabic word that a prefix was written onto: shorter ones are words of their own. */
const LEAST = 2;

/** What a folded word may be without its prefixes, itself not included. Only Arabic has any. */
export function withoutClitics(folded: string, language: LanguageTag): Bare[] {
  if (language !== 'ar') return [];
  const found: Bare[] = [];
  const take = (cut: number) => {
    if (folded.length - cut >= LEAST && !found.some((one) => one.cut === cut))
      found.push({ folded: folded.slice(cut), cut });
  };
  const whole = arabic.exec(folded)?.[0].length ?? 0;
  for (let cut = 1; cut <= whole; cut++) if (arabic.exec(folded.slice(0, cut))?.[0].length === cut) take(cut);
  return found;
}

/** The article inside a contraction: `el` in Spanish `del`. */
export function articleIn(folded: string, language: LanguageTag): string | undefined {
  const table = contractions[language];
  return table && Object.hasOwn(table, folded) ? table[folded] : undefined;
}
