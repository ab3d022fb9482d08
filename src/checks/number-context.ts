import type { NumberMark } from './number-mark.ts';

/** Half of the day in words after an hour; the hours of the night are before noon when small. */
const evening =
  /^\s*(?:Uhr\s+)?(?:du soir|de l['’]après-midi|de la (?:tarde|noche|tarda|nit)|del? vespre|in the (?:evening|afternoon)|at night|abends|nachmittags|nachts|مساء|بعد الظهر|ليلا)/u;
const morning =
  /^\s*(?:Uhr\s+)?(?:du matin|de la (?:mañana|madrugada|matinada)|del matí|in the morning|morgens|vormittags|früh|صباحا|فجرا)/u;

/** Letters with which a word of the two patterns above can begin. */
const beginsHalf = new Set([...'Udianmvfمبلصف'].map((letter) => letter.charCodeAt(0)));

/** The half of the day that words after a place name, where an hour ends there; `length` of the words. */
export function halfAfter(text: string, end: number): { half(hour: number): 'am' | 'pm'; length: number } | undefined {
  // The patterns take blanks, then one of these letters: behind most figures stands another one.
  if (!beginsHalf.has(text.charCodeAt(afterBlanks(text, end)))) return undefined;
  const rest = text.slice(end);
  const late = evening.exec(rest);
  if (late) {
    const night = /noche|nit|night|nachts|ليلا/u.test(late[0]);
    return { half: (hour) => (night && (hour < 5 || hour === 12) ? 'am' : 'pm'), length: late[0].length };
  }
  const early = morning.exec(rest);
  return early ? { half: () => 'am', length: early[0].length } : undefined;
}

const percentSign =
  /^[\s\u00A0\u202F\u2009]*-?(?:[%٪﹪％]|per ?cent(?:age)?\b|pct\b|pour cent\b|por cien(?:to)?\b|Prozent|في ال(?:مئة|مائة|مية)|بال(?:مئة|مائة))/iu;

/** What percent signs and words begin with, and the hyphen that may stand before them. */
const beginsPercent = new Set([...'-%٪﹪％pPفب'].map((letter) => letter.charCodeAt(0)));

/** Length of a percent sign or its words right after a place; 0 where there is none. */
export function percentAfter(text: string, end: number): number {
  // The pattern takes blanks, then one of these.
  if (!beginsPercent.has(text.charCodeAt(afterBlanks(text, end)))) return 0;
  return percentSign.exec(text.slice(end))?.[0].length ?? 0;
}

/** Where the white space ends that begins at a place, if any does. */
function afterBlanks(text: string, at: number): number {
  let place = at;
  while (place < text.length && isBlank(text.charCodeAt(place))) place += 1;
  return place;
}

/** White space as patterns know it (`\\s`): ASCII and the no-break space are most of it. */
function isBlank(unit: number): boolean {
  return (
    unit === 32 ||
    unit === 0xa0 ||
    (unit >= 9 && unit <= 13) ||
    (unit >= 0x1680 && /\s/u.test(String.fromCharCode(unit)))
  );
}

/** Whether a text speaks of percent anywhere: in a range only the last figure has the sign. */
export function speaksOfPercent(text: string): boolean {
  return /[%٪﹪％]|percent|per cent|\bpct\b|\bpc\b|pour ?cent|pourcent|por ?cien|porcent|percentat|prozent|المئة|المائة|المية|مئوي/iu.test(
    text,
  );
}

/** The text before a place, as much of it as a rule looks at: a pattern tied to the end would be tried from every place of a long text. */
export function justBefore(text: string, at: number): string {
  return text.slice(Math.max(0, at - NEAR), at);
}

const NEAR = 48;

/** A minus right before a figure, not the hyphen of a range or a score. */
export function isNegative(text: string, start: number): boolean {
  const sign = text.charCodeAt(start - 1);
  if (sign !== 0x2d && sign !== 0x2212 && sign !== 0x2013) return false;
  const before = justBefore(text, start);
  return /(?:^|[\s(«“"])[-\u2212\u2013]$/u.test(before) && !/\d\s?[-\u2212\u2013]$/u.test(before);
}

/** Whether a text has a minus, or words that say the same of a figure. */
export function speaksOfMinus(text: string): boolean {
  return (
    /(?:^|[^\p{L}\p{N}])[-\u2212\u2013]\s?\d/u.test(text) ||
    /\b(?:minus|moins|menos|menys|negative|négati|negativ|below|under|sous|dessous|bajo|sota|unter|fell|fall|drop|down|decline|lost|loss|recul|baisse|perte|caída|caíd|pérdida|cay|baj|descen|Rückgang|fiel)|ناقص|تحت|انخف|تراجع|سالب/iu.test(
      text,
    )
  );
}

const months =
  /^[\s\u00A0\u202F](?:\p{L}{1,12}[\s\u00A0\u202F])?(?:months?|mois|mes(?:es)?|mesos|Monaten?|mesi|meses|شهرا)(?!\p{L})/iu;
const year = /(?<!\p{L})(?:years?|annual|an|ans|années?|años?|anys?|Jahr(?:e|es)?|ann[oi]|anos?|سنة|عام)(?!\p{L})/iu;

/** `12 months`, for which the other text says a year. */
export function isYearOfMonths({ whole, values }: NumberMark, text: string, other: string): boolean {
  return (
    (values.has('12') || values.has('18')) && months.test(text.slice(whole.end, whole.end + NEAR)) && year.test(other)
  );
}

const beforeHour =
  /(?:^|[^\p{L}\p{N}])(?:at|by|until|till|before|after|à|vers|dès|jusqu['’]à|avant|après|las?|les|um|gegen|alle|às|الساعة)[\s\u00A0]+$/iu;
const afterHour =
  /^[\s\u00A0\u202F-]?(?:h(?!\p{L})|heures?|o['’]clock|horas?|hores|Uhr|in the|at night|[ap]\.?m(?!\p{L}))/iu;

/** Whether a bare number is an hour by what stands around it, so that 3 can be 15. */
export function isHour(text: string, start: number, end: number): boolean {
  return afterHour.test(text.slice(end, end + 12)) || beforeHour.test(text.slice(Math.max(0, start - 12), start));
}

/** `4x4` and `24/7` are words: the other language has its own. */
export function isFigureOfSpeech(text: string, start: number, end: number): boolean {
  // No figure has the sign in it: it stands in the text around.
  if (!hasSign(text, start - 3, start) && !hasSign(text, end, end + 3)) return false;
  return /(?:^|\D)(?:4[x×]4|24\/7)(?:\D|$)/iu.test(text.slice(Math.max(0, start - 3), end + 3));
}

/** Whether there is an x, a multiplication sign or a slash between two places. */
function hasSign(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x78 || unit === 0x58 || unit === 0xd7 || unit === 0x2f) return true;
  }
  return false;
}

/** Whether an amount of money begins here. */
export function currencyBefore(text: string): boolean {
  return /(?:[\p{Sc}]|\b(?:USD|EUR|GBP|CHF))\s?$/u.test(text);
}

const halfMore =
  /^(?:[\s\u00A0\u202F]\p{L}+)?[\s\u00A0](?:et demie?|and a half|y medi[oa]|i mi(?:g|tja)|ونصف)(?!\p{L})/u;

/** `et demi`, `and a half` after the end of a figure or its scale. */
export function halfAfterScale(text: string, end: number): boolean {
  return isBlank(text.charCodeAt(end)) && halfMore.test(text.slice(end));
}

/** `2019-20`: the second figure is a year of the first one's century. */
export function addYearOfRange(values: Set<string>, figure: string, text: string, start: number): void {
  // Two figures, right behind a hyphen, a dash or a slash.
  if (figure.length !== 2 || !/[-\u2013/]/u.test(text.charAt(start - 1))) return;
  const before = justBefore(text, start);
  const year = /(?<!\d)((?:1\d|20)(\d\d))[-\u2013/]$/u.exec(before);
  if (year && /^\d\d$/u.test(figure) && figure > (year[2] ?? '')) values.add(`${year[1]?.slice(0, 2)}${figure}`);
}
