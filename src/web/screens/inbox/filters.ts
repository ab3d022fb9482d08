import type { Query } from '../../api/client.ts';

/** What is wanted of the inbox; absent is everything. It stands in the address: a view can be sent to somebody, and Back brings it back. */
export interface Filters {
  text?: string | undefined;
  language?: string | undefined;
  status?: string | undefined;
  hasFindings?: boolean | undefined;
  embargoed?: boolean | undefined;
  /** Deadlines within so many hours. */
  dueHours?: number | undefined;
  /** Whose: a person as the audit log names them, `me` or `nobody`. */
  assignee?: string | undefined;
  /** How a version stands with readers. */
  publication?: string | undefined;
  /** Only the articles of this submission. */
  job?: string | undefined;
}

/** Filters under a name. The service keeps them, for one person at one desk. */
export interface SavedView {
  name: string;
  filters: Filters;
}

/** How versions stand with readers, as one may ask for them. */
export const publications = ['nowhere', 'waiting', 'live', 'outdated', 'withdrawn', 'failed'];

export const statuses = ['open', 'done', 'partial', 'failed', 'canceled'];

/** Filters out of an address or a kept view, whatever stands there: what cannot be meant is left out. */
export function filtersOf(raw: Record<string, unknown>): Filters {
  const text = (value: unknown, most = 200) =>
    typeof value === 'string' && value !== ''
      ? value.slice(0, most)
      : typeof value === 'number'
        ? String(value)
        : undefined;
  const flag = (value: unknown) => (value === true || value === 'true' ? true : undefined);
  const status = text(raw.status);
  const hours = Number(raw.dueHours);
  const language = text(raw.language, 35);
  const wanted: Filters = {
    text: text(raw.text),
    language: language && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(language) ? language : undefined,
    status: status !== undefined && statuses.includes(status) ? status : undefined,
    hasFindings: flag(raw.hasFindings),
    embargoed: flag(raw.embargoed),
    dueHours: Number.isFinite(hours) && hours > 0 && hours <= 10_000 ? hours : undefined,
    assignee: whoOf(text(raw.assignee)),
    publication: publications.find((one) => one === raw.publication),
    job: jobOf(text(raw.job)),
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as Filters;
}

function whoOf(written: string | undefined): string | undefined {
  return written !== undefined && /^(me|nobody|local|(person|key):[A-Za-z0-9-]{1,80})$/.test(written)
    ? written
    : undefined;
}

function jobOf(written: string | undefined): string | undefined {
  return written !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(written) ? written : undefined;
}

/**
 * The filters as the service takes them.
 *
 * @param now milliseconds since 1970
 * @param me as the audit log names whoever asks
 */
export function queryOf(filters: Filters, now: number, me: string): Query {
  const { text, language, status, hasFindings, embargoed, dueHours, assignee, publication, job } = filters;
  return {
    text: text?.trim(),
    language,
    job,
    status: status === 'open' ? ['accepted', 'segmented'] : status,
    hasFindings,
    embargoed,
    publication,
    deadlineBefore: dueHours === undefined ? undefined : new Date(now + dueHours * 3_600_000).toISOString(),
    ...(assignee === 'nobody' ? { unassigned: true } : { assignee: assignee === 'me' ? me : assignee }),
  };
}
