import { detectLanguages } from '../detection/detect.ts';
import type { Finding } from '../model/finding.ts';
import { KeptByKind } from '../model/kept.ts';
import { type LanguageTag, sameLanguage, UNDETERMINED } from '../model/language.ts';

/**
 * The language that a translation is in, where it is certainly not the one that was asked for. What engines fall back to is looked for: the
 * source language and English; short texts are never judged.
 */
export function wrongLanguage(text: string, from: LanguageTag, to: LanguageTag): LanguageTag | undefined {
  if (sameLanguage(from, to)) return undefined;
  return judged.get(`${from} ${to}`, text, () => otherLanguage(text, from, to));
}

/** An engine's answer is judged when it comes and, by the same process as a rule, when its language is checked. */
const judged = new KeptByKind<LanguageTag | undefined>(500);

function otherLanguage(text: string, from: LanguageTag, to: LanguageTag): LanguageTag | undefined {
  const candidates = [...new Set([to, from, 'en'])];
  const [found = UNDETERMINED] = detectLanguages([text], { declared: to, candidates }).texts;
  return found === UNDETERMINED || sameLanguage(found, to) ? undefined : found;
}

/** What is said of a machine translation in another language. */
export function wrongLanguageFinding(text: string, from: LanguageTag, to: LanguageTag): Finding | undefined {
  const language = wrongLanguage(text, from, to);
  if (language === undefined) return undefined;
  return {
    check: 'target-language',
    type: 'untranslated',
    mqm: 'accuracy/untranslated',
    severity: 'error',
    side: 'target',
    start: 0,
    end: text.length,
    text,
    suggestions: [],
    message: { key: 'target-language.other', parameters: { language, wanted: to } },
  };
}
