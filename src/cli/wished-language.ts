import { InterlinearError, UsageError } from '../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../model/language.ts';

/** A language as a call names it: one that nobody knows is a mistake of the call, not of the work. @throws UsageError `language.unknown` */
export function wishedLanguage(written: string): LanguageTag {
  try {
    return parseLanguage(written);
  } catch (error) {
    if (error instanceof InterlinearError) throw new UsageError(error.code, error.parameters);
    throw error;
  }
}
