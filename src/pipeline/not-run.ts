import { switchedOff } from '../checks/profile.ts';
import { checksBlindTo } from '../checks/run.ts';
import type { NotRun } from '../model/finding.ts';
import type { LanguageTag } from '../model/language.ts';
import type { CheckTools } from './pair-input.ts';
import { dictionaryName, wantsSpelling } from './spelling.ts';

/** Each check once: what is said of it first counts. */
export function eachOnce(...lists: NotRun[][]): NotRun[] {
  return [
    ...new Map(
      lists
        .flat()
        .toReversed()
        .map((one) => [one.check, one]),
    ).values(),
  ].toReversed();
}

/** What a desk does not want checked in texts of a language, and spelling where it cannot be checked or nobody asked for it. */
export function notWanted(
  language: LanguageTag,
  { profile, spellerOf }: Pick<CheckTools, 'profile' | 'spellerOf'>,
): NotRun[] {
  const off = profile ? switchedOff(profile, language) : [];
  if (off.some(({ check }) => check === 'spelling') || spellerOf?.(language)) return off;
  if (!wantsSpelling(profile, language)) return [...off, { check: 'spelling', reason: 'not-run.optional' }];
  const parameters = { language, package: dictionaryName(language) };
  return [...off, { check: 'spelling', reason: 'not-run.dictionary', parameters }];
}

/** Checks of pairs that do not know one of two languages. */
export function unknownLanguage(from: LanguageTag, to: LanguageTag): NotRun[] {
  return checksBlindTo(from, to).map((check) => ({ check, reason: 'not-run.language' }));
}
