/** A pattern for ILIKE that finds a text wherever it stands: its own `%`, `_` and backslashes mean themselves. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
