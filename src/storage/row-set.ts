import { type RawBuilder, sql } from 'kysely';

/**
 * Rows for an INSERT as one parameter: the statement is the same however many there are, so that it is parsed and planned once. Columns of
 * JSON take values as they are. Half a surrogate pair, which JSON in PostgreSQL refuses, becomes U+FFFD, as in a parameter of its own.
 *
 * @param table whose column types the values take
 * @param rows all with the same columns as the first
 */
export function rowSet(table: string, columns: readonly string[], rows: readonly object[]): RawBuilder<unknown> {
  const list = sql.join(columns.map((column) => sql.ref(column)));
  return sql`SELECT ${list} FROM jsonb_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows, wellFormed)}::jsonb)`;
}

/** For `JSON.stringify`: half a surrogate pair becomes U+FFFD. */
export function wellFormed(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

/**
 * A condition that a column is one of some ids, for a statement that is planned once however many they are: of an array as it comes, the planner
 * looks at how long it is, and plans anew each time, which takes longer than carrying the statement out.
 */
export function oneOf(ids: readonly string[], type: 'uuid' | 'text' = 'uuid'): RawBuilder<boolean> {
  return sql<boolean>`= ANY (ARRAY(SELECT unnest(${ids}::${sql.raw(type)}[])))`;
}
