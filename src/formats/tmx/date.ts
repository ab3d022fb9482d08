/** ISO 8601 basic format in UTC, to the second, as TMX asks: `20260131T074500Z`. */
export function tmxDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** TMX writes `20260131T074500Z`; some tools write the extended format. */
export function readDate(written: string | undefined): Date | undefined {
  if (!written) return undefined;
  const basic = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z?$/.exec(written);
  const date = new Date(basic ? `${basic.slice(1, 4).join('-')}T${basic.slice(4).join(':')}Z` : written);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
