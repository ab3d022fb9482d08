import { InterlinearError } from './errors.ts';

/** A BCP 47 language tag in canonical form: `fr`, `fr-CA`, `zh-Hant`. */
export type LanguageTag = string;

/** The tag of a text whose language nobody can know (BCP 47 `und`). */
export const UNDETERMINED: LanguageTag = 'und';

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const rightToLeftScripts = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr']);

/** Macrolanguage members that franc and other detectors report, mapped to the tag that newsrooms use (ISO 639-3 registry). */
const members: Record<string, LanguageTag> = {
  arb: 'ar',
  pes: 'fa',
  prs: 'fa',
  cmn: 'zh',
  zsm: 'ms',
  nob: 'nb',
  ekk: 'et',
  lvs: 'lv',
};

/**
 * Reads a language as people write it (`EN-US`, `en_us`, `eng`) and returns its canonical BCP 47 tag.
 *
 * @throws InterlinearError `language.unknown` when the tag is malformed or names no registered language.
 */
export function parseLanguage(written: string): LanguageTag {
  const tag = written.trim().replaceAll('_', '-');
  const member = members[tag.toLowerCase()];
  if (member) return member;
  try {
    const canonical = Intl.getCanonicalLocales(tag)[0];
    if (canonical && (canonical === UNDETERMINED || names.of(baseLanguage(canonical)))) return canonical;
  } catch {
    // A malformed tag falls through to the one error below.
  }
  throw new InterlinearError('language.unknown', { tag: written });
}

/** The primary subtag: `fr` for `fr-CA`. */
export function baseLanguage(tag: LanguageTag): LanguageTag {
  // Asked at every step, and mostly of a tag that is nothing else.
  const end = tag.indexOf('-');
  return end < 0 ? tag : tag.slice(0, end);
}

/** Whether two tags name the same language, whatever their region or script. */
export function sameLanguage(a: LanguageTag, b: LanguageTag): boolean {
  return baseLanguage(a) === baseLanguage(b);
}

/** Asking Intl costs more than all else about a table cell; there are few languages and many cells. */
const directions = new Map<LanguageTag, 'ltr' | 'rtl'>();
const namers = new Map<LanguageTag, Intl.DisplayNames>();
/** Names that are kept; tags come from outside, and there is no end of them. */
const NAMED = 1000;
const languageNames = new Map<string, string>();

/** The writing direction of a language's usual script (CLDR likely subtags), for HTML `dir`. */
export function direction(tag: LanguageTag): 'ltr' | 'rtl' {
  let known = directions.get(tag);
  if (!known) {
    const script = tag === UNDETERMINED ? '' : (new Intl.Locale(tag).maximize().script ?? '');
    known = rightToLeftScripts.has(script) ? 'rtl' : 'ltr';
    directions.set(tag, known);
  }
  return known;
}

/** A language's name in another language: `languageName('es', 'fr')` is `espagnol`. */
export function languageName(tag: LanguageTag, inLanguage: LanguageTag): string {
  const known = languageNames.get(`${tag} ${inLanguage}`);
  if (known !== undefined) return known;
  let namer = namers.get(inLanguage);
  if (!namer) {
    namer = new Intl.DisplayNames([inLanguage, 'en'], { type: 'language' });
    namers.set(inLanguage, namer);
  }
  const name = namer.of(tag) ?? tag;
  if (languageNames.size < NAMED) languageNames.set(`${tag} ${inLanguage}`, name);
  return name;
}
