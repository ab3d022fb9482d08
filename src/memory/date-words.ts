import type { LanguageTag } from '../model/language.ts';

/**
 * What stands in the target in place of `found` when the source has another month or weekday; undefined where `found` is not the name of
 * the one that the source had. Names are CLDR's, alone and in a date (which differ where languages inflect); case follows `found`.
 */
export function exchangeDateWord(
  from: string,
  to: string,
  found: string,
  languages: { from: LanguageTag; to: LanguageTag },
): string | undefined {
  const source = namesOf(languages.from);
  const target = namesOf(languages.to);
  for (const [list, names] of source.entries()) {
    const [old, now] = [names.indexOf(lower(from)), names.indexOf(lower(to))];
    if (old < 0 || now < 0) continue;
    // A form in the target is answered by the same form, which is the same list.
    const kind = list % 2 === 0 ? [list, list + 1] : [list - 1, list];
    for (const other of kind) {
      const answer = target[other]?.[old] === lower(found) ? target[other]?.[now] : undefined;
      if (answer) return found === lower(found) ? answer : answer.charAt(0).toUpperCase() + answer.slice(1);
    }
  }
  return undefined;
}

const known = new Map<LanguageTag, string[][]>();

/** Months alone, months in a date, weekdays alone, weekdays in a date; in lower case, January and Monday first. */
function namesOf(language: LanguageTag): string[][] {
  let names = known.get(language);
  if (!names) {
    const list = (count: number, type: 'month' | 'weekday', options: Intl.DateTimeFormatOptions) => {
      const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', calendar: 'gregory' });
      return Array.from({ length: count }, (_, index) => {
        // 2024 began on a Monday.
        const date = type === 'month' ? Date.UTC(2024, index, 15) : Date.UTC(2024, 0, index + 1);
        const part = format.formatToParts(date).find((one) => one.type === type);
        return lower(part?.value ?? '');
      });
    };
    names = [
      list(12, 'month', { month: 'long' }),
      list(12, 'month', { day: 'numeric', month: 'long' }),
      list(7, 'weekday', { weekday: 'long' }),
      list(7, 'weekday', { weekday: 'long', day: 'numeric', month: 'long' }),
    ];
    known.set(language, names);
  }
  return names;
}

function lower(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
