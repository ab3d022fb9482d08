import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { PairCheck } from './check.ts';

/** A named day of the week: 1 is Monday. */
interface Day {
  start: number;
  end: number;
  text: string;
  day: number;
}

/** Languages whose names of days stand in texts as CLDR gives them, but for a plural ending. */
const known = new Set([
  'en',
  'fr',
  'es',
  'ca',
  'de',
  'it',
  'pt',
  'nl',
  'gl',
  'ro',
  'sv',
  'da',
  'nb',
  'ar',
  'fa',
  'tr',
  'id',
]);
/** Arabic writes conjunctions and prepositions onto the word; `the one` and `the two` are days only behind the word for day. */
const arabic: [string, number][] = [
  ['يوم الاثنين', 1],
  ['يوم الإثنين', 1],
  ['الثلاثاء', 2],
  ['الأربعاء', 3],
  ['الخميس', 4],
  ['الجمعة', 5],
  ['السبت', 6],
  ['يوم الأحد', 7],
];

/** A day of the week became another. A day that one of the texts does not name says nothing: it may be a date, or yesterday. */
export const weekdays: PairCheck = {
  id: 'weekdays',
  type: 'mistranslation',
  mqm: 'accuracy/mistranslation',
  severity: 'error',
  needs: 'pair',
  languages: [...known],
  run({ source, target }) {
    const from = daysIn(source.text, source.language);
    if (from.length === 0) return [];
    const to = daysIn(target.text, target.language);
    const lost = from.filter(({ day }) => !to.some((other) => other.day === day));
    const added = to.filter(({ day }) => !from.some((other) => other.day === day));
    const [was, now] = [lost[0], added[0]];
    if (!was || !now) return [];
    const suggestion = nameOf(was.day, target.language, now.text);
    return [
      {
        start: now.start,
        end: now.end,
        ...(suggestion ? { suggestions: [suggestion] } : {}),
        message: { key: 'weekdays.changed', parameters: { source: was.text, target: now.text } },
      },
    ];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'on Sundays', target: 'le dimanche' },
      { from: 'en', to: 'fr', source: 'on Sunday', target: 'hier' },
      { from: 'fr', to: 'ar', source: 'lundi', target: 'يوم الاثنين' },
    ],
    invalid: [
      {
        input: { from: 'fr', to: 'en', source: 'Mardi, il est parti.', target: 'He left on Thursday.' },
        remarks: [
          {
            start: 11,
            end: 19,
            suggestions: ['Tuesday'],
            message: { key: 'weekdays.changed', parameters: { source: 'Mardi', target: 'Thursday' } },
          },
        ],
      },
    ],
  },
};

interface Names {
  pattern: RegExp;
  days: Map<string, number>;
}

const tables = new Map<LanguageTag, Names>();

function namesOf(language: LanguageTag): Names | undefined {
  if (!known.has(language)) return undefined;
  let names = tables.get(language);
  if (!names) {
    const days = new Map(language === 'ar' ? arabic : [1, 2, 3, 4, 5, 6, 7].map((day) => [named(day, language), day]));
    const any = [...days.keys()].sort((a, b) => b.length - a.length).join('|');
    const [prefix, ending] = language === 'ar' ? ['[وفبل]?', ''] : ['', '(?:s|en|e)?'];
    const pattern = new RegExp(`(?<![\\p{L}\\p{M}])${prefix}(?<name>${any})${ending}(?![\\p{L}\\p{M}])`, 'giu');
    names = { pattern, days };
    tables.set(language, names);
  }
  return names;
}

/** The first of January 2024 was a Monday. */
function named(day: number, language: LanguageTag): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
    .format(Date.UTC(2024, 0, day))
    .toLowerCase();
}

function daysIn(text: string, language: LanguageTag): Day[] {
  const names = namesOf(baseLanguage(language));
  if (!names) return [];
  return [...text.matchAll(names.pattern)].flatMap(({ index: start, 0: found, groups }) => {
    const day = names.days.get((groups?.name ?? '').toLowerCase());
    return day === undefined ? [] : [{ start, end: start + found.length, text: found, day }];
  });
}

/** The name of the day with the capital of the word it replaces. */
function nameOf(day: number, language: LanguageTag, instead: string): string | undefined {
  const base = baseLanguage(language);
  if (base === 'ar') return undefined;
  const name = named(day, base);
  return /^\p{Lu}/u.test(instead) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}
