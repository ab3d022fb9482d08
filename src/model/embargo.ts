/** An embargo as an article or a submission states it. */
export interface Embargo {
  /** The instant at which it ends (ISO 8601, UTC); absent where it is stated in a way that cannot be read: then it has no end. */
  until?: string;
  /** The words that state it, where it is the article that does. */
  stated?: string;
}

/** Why texts must stay on this machine: the desk lets none out, or not those under an embargo. */
export type Confinement = { by: 'desk' } | { by: 'embargo'; embargo: Embargo };

/** What a desk lets out. */
export interface LettingOut {
  /** Texts at all. */
  sendsOutside: boolean;
  /** Texts under an embargo, too. */
  sendsEmbargoed: boolean;
}

/**
 * Whether an article's texts may leave this machine now.
 *
 * @param embargoes what is stated of the article: each of them has to be over
 * @returns undefined where they may
 */
export function confinementOf(
  { sendsOutside, sendsEmbargoed }: LettingOut,
  embargoes: Embargo[],
  now: Date,
): Confinement | undefined {
  if (!sendsOutside) return { by: 'desk' };
  if (sendsEmbargoed) return undefined;
  const holding = embargoes.filter((embargo) => isHolding(embargo, now));
  // The one that holds longest is the one to tell.
  const [longest] = holding.sort((a, b) => (b.until ?? '9').localeCompare(a.until ?? '9'));
  return longest && { by: 'embargo', embargo: longest };
}

export function isHolding({ until }: Embargo, now: Date): boolean {
  return until === undefined || Date.parse(until) > now.getTime();
}

const written = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * Reads a day or a time as ISO 8601 has it: `2026-12-03` (its midnight), `2026-12-03T06:00`, `2026-12-03 06:00Z`, `2026-12-03T06:00+01:00`.
 *
 * @param timeZone the IANA zone of what states none
 * @returns the instant (ISO 8601, UTC); undefined where there is no such day or time
 */
export function instantOf(text: string, timeZone: string): string | undefined {
  const [, day = '', hours = '00', minutes = '00', zone] = written.exec(text.trim()) ?? [];
  const local = new Date(`${day}T${hours}:${minutes}:00Z`);
  if (Number.isNaN(local.getTime()) || !local.toISOString().startsWith(day)) return undefined;
  const offset = zone === undefined ? offsetAt(local, timeZone) : minutesOf(zone);
  return new Date(local.getTime() - offset * 60_000).toISOString();
}

/** Minutes that an offset is ahead of UTC: `+01:00`, `-0530`, `Z`. */
function minutesOf(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Minutes that a zone is ahead of UTC when its clocks show a time; where they show it twice or never, the later instant counts. */
function offsetAt(local: Date, timeZone: string): number {
  const shown = (instant: number) => {
    const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
    return minutesOf(name.replace('GMT', ''));
  };
  const day = 86_400_000;
  return Math.min(shown(local.getTime() - day), shown(local.getTime() + day));
}
