import type { Query } from '../../api/client.ts';

/** What is wanted of the inbox; absent is everything. */
export interface Filters {
  text?: string | undefined;
  language?: string | undefined;
  status?: string | undefined;
  hasFindings?: boolean | undefined;
  embargoed?: boolean | undefined;
  /** Deadlines within so many hours. */
  dueHours?: number | undefined;
}

/** Filters under a name. */
export interface SavedView {
  name: string;
  filters: Filters;
}

const STORED = 'interlinear.views';

export function savedViews(): SavedView[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(stored) ? (stored as SavedView[]) : [];
  } catch {
    return [];
  }
}

export function saveViews(views: SavedView[]): void {
  localStorage.setItem(STORED, JSON.stringify(views));
}

/** The filters as the service takes them. @param now milliseconds since 1970 */
export function queryOf({ text, language, status, hasFindings, embargoed, dueHours }: Filters, now: number): Query {
  return {
    text: text?.trim(),
    language,
    status: status === 'open' ? ['accepted', 'segmented'] : status,
    hasFindings,
    embargoed,
    deadlineBefore: dueHours === undefined ? undefined : new Date(now + dueHours * 3_600_000).toISOString(),
  };
}
