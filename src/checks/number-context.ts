import type { NumberMark } from './number-mark.ts';

/** Half of the day in words after an hour; the hours of the night are before noon when small. */
const evening =
  /^\s*(?:Uhr\s+)?(?:du soir|de l['’]après-midi|de la (?:tarde|noche|tarda|nit)|del? vespre|in the (?:evening|afternoon)|at night|abends|nachmittags|nachts|مساء|بعد الظهر|ليلا)/u;
const morning =
  /^\s*(?:Uhr\s+)?(?:du matin|de la (?:mañana|madrugada|matinada)|del matí|in the morning|morgens|vormittags|früh|صباحا|فجرا)/u;

/** The half of the day that words after an hour name; `length` of the words. */
export function halfAfter(rest: string): { half(hour: number): 'am' | 'pm'; length: number } | undefined {
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

/** Length of a percent sign or its words right after a figure; 0 where there is none. */
export function percentAfter(rest: string): number {
  return percentSign.exec(rest)?.[0].length ?? 0;
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
  return /(?:^|\D)(?:4[x×]4|24\/7)(?:\D|$)/iu.test(text.slice(Math.max(0, start - 3), end + 3));
}

/** Whether an amount of money begins here. */
export function currencyBefore(text: string): boolean {
  return /(?:[\p{Sc}]|\b(?:USD|EUR|GBP|CHF))\s?$/u.test(text);
}

/** `et demi`, `and a half` after a figure or its scale. */
export function halfAfterScale(rest: string): boolean {
  return /^(?:[\s\u00A0\u202F]\p{L}+)?[\s\u00A0](?:et demie?|and a half|y medi[oa]|i mi(?:g|tja)|ونصف)(?!\p{L})/u.test(
    rest,
  );
}

/** `2019-20`: the second figure is a year of the first one's century. */
export function addYearOfRange(values: Set<string>, figure: string, before: string): void {
  const year = /(?<!\d)((?:1\d|20)(\d\d))[-\u2013/]$/u.exec(before);
  if (year && /^\d\d$/u.test(figure) && figure > (year[2] ?? '')) values.add(`${year[1]?.slice(0, 2)}${figure}`);
}
