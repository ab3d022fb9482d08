/** A property that is another one after an act; undefined where there was, or is, none. */
export interface ChangedField {
  name: string;
  before: string | undefined;
  after: string | undefined;
}

/** What differs between two states of a thing, property by property, as text; the same is left out. */
export function changedFields(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): ChangedField[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((name) => ({ name, before: written(before?.[name]), after: written(after?.[name]) }))
    .filter((one) => one.before !== one.after);
}

function written(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
