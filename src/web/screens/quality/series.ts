/** `GET /v1/quality`. */
export interface Quality {
  from: string;
  to: string;
  findings: (Row & { check: string; title: string; severity: string; findings: number })[];
  rejections: (Row & { category: string | null; severity: string | null; rejections: number; points: number })[];
  edits: (Row & {
    segments: number;
    words: number;
    edited: number | null;
    untouched: number;
    secondsPerWord: number | null;
    timedWords: number;
  })[];
  complete: boolean;
}

interface Row {
  /** The day that the period begins with, in the desk's time zone. */
  period: string;
  language: string | null;
  engine: string | null;
}

export type Step = 'day' | 'week' | 'month';

/** A line or a stack of a chart: one value a period, null where there is nothing to say. */
export interface Series {
  name: string;
  values: (number | null)[];
}

/** What of the figures is looked at; absent is everything. */
export interface QualityFilters {
  language?: string | undefined;
  engine?: string | undefined;
}

/** Series that a chart shows at most; what is rarer is summed up in one. */
const MOST_SERIES = 6;

export function narrowed(quality: Quality, { language, engine }: QualityFilters): Quality {
  const fits = (row: Row) =>
    (language === undefined || row.language === language) && (engine === undefined || (row.engine ?? '') === engine);
  return {
    ...quality,
    findings: quality.findings.filter(fits),
    rejections: quality.rejections.filter(fits),
    edits: quality.edits.filter(fits),
  };
}

/** Every period from the first to the last day, those without figures too; days are ISO dates, weeks begin on Monday. */
export function periodsBetween(from: string, to: string, step: Step, seen: Iterable<string> = []): string[] {
  const periods = new Set(seen);
  const day = new Date(`${from.slice(0, 10)}T00:00:00Z`);
  const last = to.slice(0, 10);
  if (step === 'week') day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  if (step === 'month') day.setUTCDate(1);
  for (let at = isoDay(day); at <= last; at = isoDay(day)) {
    periods.add(at);
    if (step === 'month') day.setUTCMonth(day.getUTCMonth() + 1);
    else day.setUTCDate(day.getUTCDate() + (step === 'week' ? 7 : 1));
  }
  return [...periods].sort();
}

const isoDay = (date: Date) => date.toISOString().slice(0, 10);

/**
 * Counts by name and period; the names with the most first, the rarest together.
 *
 * @param rest what those are called together
 */
export function stacked<R extends { period: string }>(
  rows: R[],
  periods: string[],
  name: (row: R) => string,
  count: (row: R) => number,
  rest: string,
): Series[] {
  const byName = Map.groupBy(
    rows.filter((row) => count(row) > 0),
    name,
  );
  const sum = (some: R[]) => some.reduce((total, row) => total + count(row), 0);
  const sorted = [...byName].sort(([a, some], [b, others]) => sum(others) - sum(some) || (a < b ? -1 : 1));
  const shown = sorted.length > MOST_SERIES ? sorted.slice(0, MOST_SERIES - 1) : sorted;
  const rare = sorted.slice(shown.length).flatMap(([, some]) => some);
  return [...shown, ...(rare.length > 0 ? [[rest, rare] as [string, R[]]] : [])].map(([one, some]) => {
    const byPeriod = Map.groupBy(some, ({ period }) => period);
    return { name: one, values: periods.map((period) => sum(byPeriod.get(period) ?? [])) };
  });
}

/** Means by name and period, each row counting by its weight; null where nothing was measured. */
export function averaged<R extends { period: string }>(
  rows: R[],
  periods: string[],
  name: (row: R) => string,
  value: (row: R) => number | null,
  weight: (row: R) => number,
): Series[] {
  return [...Map.groupBy(rows, name)]
    .map(([one, some]) => {
      const byPeriod = Map.groupBy(some, ({ period }) => period);
      return { name: one, values: periods.map((period) => meanOf(byPeriod.get(period) ?? [], value, weight)) };
    })
    .filter(({ values }) => values.some((one) => one !== null))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, MOST_SERIES);
}

/** The weighted mean of what was measured. */
export function meanOf<R>(rows: R[], value: (row: R) => number | null, weight: (row: R) => number): number | null {
  let [sum, weights] = [0, 0];
  for (const row of rows) {
    const one = value(row);
    if (one === null) continue;
    sum += one * weight(row);
    weights += weight(row);
  }
  return weights > 0 ? sum / weights : null;
}

/** Round numbers from 0 to at least the largest value, three to five steps. */
export function ticksFor(largest: number, whole: boolean): number[] {
  if (!(largest > 0)) return [0, 1];
  const rough = largest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
  const size = whole ? Math.max(1, Math.ceil(step)) : step;
  const count = Math.ceil(largest / size - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * size).toPrecision(12)));
}
