import { createRequire } from 'node:module';
import type { LanguageTag } from '../../model/language.ts';

/** Snowball stemmers (Porter; Snowball project) as @orama/stemmers packs them, by language. */
const packed: Record<LanguageTag, string> = {
  bg: 'bulgarian',
  da: 'danish',
  nl: 'dutch',
  en: 'english',
  fi: 'finnish',
  fr: 'french',
  de: 'german',
  el: 'greek',
  hu: 'hungarian',
  it: 'italian',
  nb: 'norwegian',
  nn: 'norwegian',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  es: 'spanish',
  sv: 'swedish',
  tr: 'turkish',
};

/** A word's stem. */
export type Stemmer = (word: string) => string;

const require = createRequire(import.meta.url);
const loaded = new Map<LanguageTag, Stemmer | undefined>();

/** The stemmer of a language, read when it is first asked for; `undefined` where there is none. */
export function stemmerOf(language: LanguageTag): Stemmer | undefined {
  if (!loaded.has(language)) {
    const name = Object.hasOwn(packed, language) ? packed[language] : undefined;
    loaded.set(
      language,
      name === undefined ? undefined : (require(`@orama/stemmers/${name}`) as { stemmer: Stemmer }).stemmer,
    );
  }
  return loaded.get(language);
}
