import { pageOf, placeOf } from '../pages.ts';

/**
 * A page of rows that their ids sort.
 *
 * @param list reads rows behind an id
 * @param show a row as the answer has it
 * @throws InterlinearError `request.cursor` {cursor}
 */
export async function listing<R extends { id: string }, T>(
  query: { limit: number; cursor?: string },
  list: (page: { limit: number; after?: string }) => Promise<R[]>,
  show: (row: R) => T,
): Promise<{ items: T[]; next: string | null }> {
  const { limit, cursor } = query;
  const after = cursor === undefined ? undefined : String(placeOf(cursor, ['uuid'])[0]);
  // One more than is shown tells whether there is a next page.
  const rows = await list({ limit: limit + 1, ...(after !== undefined ? { after } : {}) });
  const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
  return { items: items.map(show), next };
}
