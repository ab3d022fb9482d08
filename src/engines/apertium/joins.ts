import { baseLanguage, type LanguageTag } from '../../model/language.ts';

/** A change right before a term: so many characters are removed, and this is put in their place. */
export interface Join {
  remove: number;
  insert: string;
}

interface Rule {
  /** The word before the term. */
  before: string;
  /** The beginning of a term that changes it. */
  term: RegExp;
  /** What it becomes, with the space where there is one. */
  becomes: string;
}

const vowel = /^h?[aeiouàáâäèéêëìíîïòóôöùúûü]/i;

/**
 * Function words that change before a vowel. Apertium saw a placeholder that begins with a consonant, so that it wrote the full forms.
 * Catalan: Gramàtica de la llengua catalana (IEC, 2016), 5.3; French: Grevisse, Le bon usage, § 45; Spanish: Ortografía de la lengua
 * española (RAE, 2010), on the conjunctions y and o.
 */
const rules: Record<string, Rule[]> = {
  ca: [
    { before: 'de', term: vowel, becomes: "d'" },
    { before: 'el', term: vowel, becomes: "l'" },
    { before: 'la', term: /^h?(?:[aeoàáèéòó]|[íú])/i, becomes: "l'" },
    { before: 'del', term: vowel, becomes: "de l'" },
    { before: 'al', term: vowel, becomes: "a l'" },
    { before: 'pel', term: vowel, becomes: "per l'" },
  ],
  fr: [
    { before: 'de', term: vowel, becomes: "d'" },
    { before: 'le', term: vowel, becomes: "l'" },
    { before: 'la', term: vowel, becomes: "l'" },
    { before: 'du', term: vowel, becomes: "de l'" },
    { before: 'au', term: vowel, becomes: "à l'" },
    { before: 'que', term: vowel, becomes: "qu'" },
    { before: 'ce', term: vowel, becomes: 'cet ' },
    { before: 'sa', term: vowel, becomes: 'son ' },
  ],
  es: [
    { before: 'y', term: /^(?:í|i(?![aeo])|hi(?![aeo]))/i, becomes: 'e ' },
    { before: 'o', term: /^h?[oó]/i, becomes: 'u ' },
  ],
  en: [{ before: 'a', term: /^(?!eu|on(?:e|ce)\b)[aeio]\p{Ll}/iu, becomes: 'an ' }],
};

/** What changes before a term in the target language; `undefined` when nothing does. */
export function joined(language: LanguageTag, before: string, term: string): Join | undefined {
  for (const rule of rules[baseLanguage(language)] ?? []) {
    if (!rule.term.test(term)) continue;
    const match = new RegExp(`(?<![\\p{L}\\p{M}'’-])${rule.before} $`, 'iu').exec(before)?.[0];
    if (!match) continue;
    const capital = match[0] !== rule.before[0];
    return {
      remove: match.length,
      insert: capital ? rule.becomes.charAt(0).toUpperCase() + rule.becomes.slice(1) : rule.becomes,
    };
  }
  return undefined;
}
