/** A day and time in the reader's language and time zone. */
export function dayAndTime(instant: string, language: string): string {
  const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(regional(language), style).format(new Date(instant));
}

/** The language as it is written where the browser says that the reader is: British dates are not American ones. */
export function regional(language: string): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** How far off an instant is: `in 3 hours`. @param now milliseconds since 1970 */
export function fromNow(instant: string, now: number, language: string): string {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (['minute', 60] as const);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}
