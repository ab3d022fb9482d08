import type { Block } from '../model/article.ts';
import { Kept } from '../model/kept.ts';
import type { LanguageTag } from '../model/language.ts';

/** Roles of lines in which a date is the article's own; in the text it may be any day. */
const dated = new Set<Block['role']>(['dateline', 'byline']);

const numeric = /(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)/;

/**
 * The day of an article as its dateline or byline states it with a year: `2020-02-12`, `12 February 2020`, `February 12, 2020`,
 * `12 février 2020`. @returns an ISO 8601 day, or `undefined` where it states none
 */
export function articleDate(blocks: Pick<Block, 'role' | 'text'>[], language: LanguageTag): string | undefined {
  for (const { role, text } of blocks) {
    if (!dated.has(role)) continue;
    const found = numeric.exec(text);
    const day = found
      ? isoDay(Number(found[1]), Number(found[2]), Number(found[3]))
      : spelledDay(text, monthsOf(language));
    if (day) return day;
  }
  return undefined;
}

const months = new Kept<Map<string, number>>(50);

/** The months in a language and in English, in lower case, with their numbers. */
function monthsOf(language: LanguageTag): Map<string, number> {
  return months.get(
    language,
    () =>
      new Map(
        [language, 'en'].flatMap((tag) => {
          const name = new Intl.DateTimeFormat(tag, { month: 'long', timeZone: 'UTC' });
          return Array.from({ length: 12 }, (_, month): [string, number] => [
            name.format(Date.UTC(2024, month, 1)).toLowerCase(),
            month + 1,
          ]);
        }),
      ),
  );
}

function spelledDay(text: string, months: Map<string, number>): string | undefined {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+|\d+/gu) ?? [];
  for (const [at, word] of words.entries()) {
    const month = months.get(word);
    if (month === undefined) continue;
    // `de` stands between day, month and year in Spanish, Catalan and Portuguese.
    const before = words
      .slice(0, at)
      .filter((other) => other !== 'de')
      .at(-1);
    const [after, next] = words.slice(at + 1).filter((other) => other !== 'de' && other !== 'del');
    if (after && /^\d{4}$/.test(after) && before && /^\d{1,2}$/.test(before))
      return isoDay(Number(after), month, Number(before));
    if (next && /^\d{4}$/.test(next) && after && /^\d{1,2}$/.test(after))
      return isoDay(Number(next), month, Number(after));
  }
  return undefined;
}

function isoDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const valid = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 1800;
  return valid ? date.toISOString().slice(0, 10) : undefined;
}
