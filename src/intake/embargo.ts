import type { Block } from '../model/article.ts';
import type { Embargo } from '../model/embargo.ts';
import type { LanguageTag } from '../model/language.ts';

/** Longer blocks are no lines that hold a story back. */
const LONGEST = 300;

const before = /^[\s*#[(«»"'“”—–-]*/u;

/** How lines begin that hold a story back whatever comes behind. */
const firm = new RegExp(
  [
    '(?:strictly |strict )?(?:under )?(?:a |an )?(?:strict )?embargo(?:ed)?(?: for (?:release|publication|broadcast))?[: ]+(?:until|till|to)\\b',
    'not for (?:release|publication|broadcast|use) (?:before|until|till)\\b',
    '(?:sous )?embargo(?: strict)?[: ]+jusqu',
    '(?:à )?ne pas (?:publier|diffuser) avant\\b',
    '(?:bajo |en )?embargo[: ]+hasta\\b|embargad[oa] hasta\\b|no (?:publicar|difundir) (?:antes|hasta)\\b',
    '(?:sota )?embargament[: ]+fins\\b|embargad?[ta] fins\\b|no (?:publicar|difondre) abans\\b',
    'sperrfrist[: ]+bis\\b|gesperrt bis\\b|nicht veröffentlichen vor\\b',
    '(?:sotto )?embargo[: ]+fino\\b|(?:sob )?embargo[: ]+até(?!\\p{L})|embargad[oa] até(?!\\p{L})',
    '(?:محظور|حظر|ممنوع) النشر (?:حتى|قبل)|لا ي?نشر قبل',
  ].join('|'),
  'iuy',
);

/** How they may begin where a date follows: without one, `Embargo:` is the beginning of a headline about trade. */
const dated = /(?:strictly )?(?:under )?(?:embargo(?:ed)?|embargament|sperrfrist|embargo de la información)\b/iuy;

/** Minutes ahead of UTC; of a name that stands for two of them the one whose day ends later. */
const zones: Record<string, number> = {
  z: 0,
  utc: 0,
  gmt: 0,
  bst: 60,
  cet: 60,
  cest: 120,
  mez: 60,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  pt: -480,
};

/** Where no zone is named, the last place on Earth has to have reached the time. */
const LAST_ZONE = -720;

/**
 * The embargo that lines of an article state: `EMBARGOED UNTIL 00:01 GMT, 3 December 2026`, `Sous embargo jusqu'au ...`. What is uncertain
 * is read as the latest that it can mean: `03/12/2026`, a time without a zone; a line without a day and year that can be read holds the
 * article without end.
 *
 * @returns the one that holds longest; undefined where none is stated
 */
export function embargoIn(blocks: Pick<Block, 'text'>[], language: LanguageTag): Embargo | undefined {
  let longest: Embargo | undefined;
  for (const { text } of blocks) {
    if (text.length > LONGEST) continue;
    const at = before.exec(text)?.[0].length ?? 0;
    const begins = (pattern: RegExp) => {
      pattern.lastIndex = at;
      return pattern.test(text);
    };
    const holds = begins(firm);
    if (!holds && !begins(dated)) continue;
    const until = untilOf(text, language);
    if (!holds && until === undefined) continue;
    const found = { ...(until ? { until } : {}), stated: text.trim() };
    if (!longest || (longest.until !== undefined && (until ?? '9') > longest.until)) longest = found;
  }
  return longest;
}

/** An embargo that a page or a message states in a field of its own. */
export function statedEmbargo(written: string, language: LanguageTag): Embargo {
  const until = untilOf(written, language);
  return { ...(until ? { until } : {}), stated: written.trim() };
}

function untilOf(written: string, language: LanguageTag): string | undefined {
  const text = written.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  const day = dayIn(text, language);
  if (!day) return undefined;
  const rest = `${text.slice(0, day.start)} ${text.slice(day.end)}`;
  const instant = day.time + (minutesIn(rest) - zoneIn(rest)) * 60_000;
  return new Date(instant).toISOString();
}

/** A day and where it stands; its time is midnight in UTC. */
function dayIn(text: string, language: LanguageTag): { time: number; start: number; end: number } | undefined {
  const months = monthNames(language);
  const month = `(${[...months.keys()].join('|')})`;
  const found = (match: RegExpExecArray | null, read: (parts: string[]) => number | undefined) => {
    const time = match && read(match.slice(1));
    return match && time !== undefined && time !== null
      ? { time, start: match.index, end: match.index + match[0].length }
      : undefined;
  };
  const numberOf = (name = '') => months.get(name.toLowerCase()) ?? 0;
  return (
    found(/(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)(?:T(?=\d))?/.exec(text), ([year, number, day]) =>
      timeOf(year, Number(number), day),
    ) ??
    found(
      new RegExp(
        `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?\\s*(?:de |d['’]|of )?${month}\\.?,?\\s*(?:de |del )?(\\d{4})(?!\\d)`,
        'iu',
      ).exec(text),
      ([day, name, year]) => timeOf(year, numberOf(name), day),
    ) ??
    found(
      new RegExp(`${month}\\.?\\s*(\\d{1,2})(?:st|nd|rd|th)?,?\\s*(\\d{4})(?!\\d)`, 'iu').exec(text),
      ([name, day, year]) => timeOf(year, numberOf(name), day),
    ) ??
    found(/(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)/.exec(text), ([one, other, year]) => {
      const readings = [timeOf(year, Number(other), one), timeOf(year, Number(one), other)];
      const possible = readings.filter((time) => time !== undefined);
      return possible.length > 0 ? Math.max(...possible) : undefined;
    })
  );
}

function timeOf(year: string | undefined, month: number, day: string | undefined): number | undefined {
  const date = new Date(Date.UTC(Number(year), month - 1, Number(day)));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day);
  return exists ? date.getTime() : undefined;
}

/** Month names of a language and of English, long and short, the longest first. */
function monthNames(language: LanguageTag): Map<string, number> {
  const names = new Map<string, number>();
  for (const tag of new Set([language, 'en']))
    for (const width of ['long', 'short'] as const)
      for (let month = 1; month <= 12; month++) {
        const format = new Intl.DateTimeFormat(tag, { day: 'numeric', month: width, timeZone: 'UTC' });
        const parts = format.formatToParts(Date.UTC(2024, month - 1, 15));
        const name =
          parts
            .find(({ type }) => type === 'month')
            ?.value.replace(/\.$/, '')
            .toLowerCase() ?? '';
        if (/\p{L}/u.test(name)) names.set(name, month);
      }
  // As agencies write it.
  names.set('sept', 9);
  return new Map([...names].sort(([a], [b]) => b.length - a.length));
}

/** Minutes after midnight; 0 where no time is named. Midnight without a figure is the end of the day. */
function minutesIn(text: string): number {
  const [, hours, minutes = '0', half] =
    /(?<!\d)([01]?\d|2[0-4])[:.h]([0-5]\d)(?::\d\d)?(?!\d)\s*([ap])?\.?m?/i.exec(text) ??
    /(?<!\d)([01]\d|2[0-4])([0-5]\d)\s*(?=(?:hrs?|h|z|[a-z]{2,4})\b)/i.exec(text) ??
    /(?<!\d)(1[0-2]|0?[1-9])()\s*([ap])\.?m\b/i.exec(text) ??
    /(?<!\d)([01]?\d|2[0-4])()\s*(?:h|uhr|heures?|horas?)\b/i.exec(text) ??
    [];
  if (hours === undefined) return /\bmidnight\b|minuit|medianoche|mitternacht/i.test(text) ? 24 * 60 : noonIn(text);
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours);
  return hour * 60 + Number(minutes);
}

function noonIn(text: string): number {
  return /\bnoon\b|\bmidi\b|mediodía|\bmittags?\b/i.test(text) ? 12 * 60 : 0;
}

/** Minutes ahead of UTC. */
function zoneIn(text: string): number {
  const [, sign, hours, minutes = '0'] = /(?:(?:gmt|utc)\s?|\d)([+-])(\d{1,2}):?(\d\d)?(?!\d)/i.exec(text) ?? [];
  if (hours !== undefined) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const names = text.toLowerCase().match(/(?<=\d)z\b|(?<![\p{L}])[a-z]{2,4}(?![\p{L}])/gu) ?? [];
  const known = names.flatMap((name) => zones[name] ?? []);
  return known.length > 0 ? Math.min(...known) : LAST_ZONE;
}
