import { Type } from 'typebox';
import { InterlinearError } from '../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../model/language.ts';

/** A language tag in requests. */
export const languageTag = Type.String({ minLength: 2, maxLength: 35, description: 'A BCP 47 tag.', examples: ['fr'] });

/** The languages that a request names, each once. @throws InterlinearError `language.unknown` {tag} */
export function languagesOf(written: string[]): LanguageTag[] {
  return [...new Set(written.map(parseLanguage))];
}

/** A day. @throws InterlinearError `request.invalid` {place, reason} */
export function dayOf(written: string, place: string): string {
  const date = new Date(`${written}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== written)
    throw new InterlinearError('request.invalid', { place, reason: 'YYYY-MM-DD' });
  return written;
}
