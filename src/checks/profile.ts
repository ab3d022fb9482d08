import { InterlinearError } from '../model/errors.ts';
import type { Finding, NotRun } from '../model/finding.ts';
import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { Profile, Wish } from '../model/profile.ts';
import { nearestCheck } from './nearest.ts';
import { checks } from './registry.ts';

const wishes = new Set<unknown>(['error', 'warning', 'info', 'off'] satisfies Wish[]);

/**
 * Reads a profile: `{"checks": {"names": "off", "numbers": "warning"}, "languages": {"fr": {"spaces": "info"}}}`; either part may be left out.
 *
 * @throws InterlinearError `check.unknown` {check, nearest, known} for a name that no check has, `profile.malformed` {reason} for anything else
 */
export function readProfile(text: string): Profile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InterlinearError('profile.malformed', { reason: (error as Error).message });
  }
  const { checks: own = {}, languages = {}, ...more } = objectOf(json, 'profile');
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw new InterlinearError('profile.malformed', { reason: unknown });
  return {
    checks: wishesOf(own, 'checks'),
    languages: Object.fromEntries(
      Object.entries(objectOf(languages, 'languages')).map(([language, part]) => [
        baseLanguage(language).toLowerCase(),
        wishesOf(part, language),
      ]),
    ),
  };
}

/** Findings as the profile wants them: others' severities, and without those of checks that are off. */
export function underProfile<F extends Finding>(findings: F[], profile: Profile, language: LanguageTag): F[] {
  const own = profile.languages[baseLanguage(language)] ?? {};
  return findings.flatMap((finding) => {
    const wish = own[finding.check] ?? profile.checks[finding.check];
    if (wish === undefined) return [finding];
    return wish === 'off' ? [] : [{ ...finding, severity: wish }];
  });
}

/** Checks that a profile switches off for texts of a language. */
export function switchedOff(profile: Profile, language: LanguageTag): NotRun[] {
  const own = profile.languages[baseLanguage(language)] ?? {};
  return checks
    .filter(({ id }) => (own[id] ?? profile.checks[id]) === 'off')
    .map(({ id }) => ({ check: id, reason: 'not-run.off' }));
}

function wishesOf(part: unknown, name: string): Record<string, Wish> {
  const entries = Object.entries(objectOf(part, name));
  for (const [check, wish] of entries) {
    if (!checks.some(({ id }) => id === check))
      throw new InterlinearError('check.unknown', {
        check,
        nearest: nearestCheck(check),
        known: checks.map(({ id }) => id).join(', '),
      });
    if (!wishes.has(wish)) throw new InterlinearError('profile.malformed', { reason: `${name}.${check}` });
  }
  return Object.fromEntries(entries) as Record<string, Wish>;
}

function objectOf(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InterlinearError('profile.malformed', { reason: name });
  return value as Record<string, unknown>;
}
