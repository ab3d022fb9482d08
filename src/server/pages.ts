import { Type } from 'typebox';
import { InterlinearError } from '../model/errors.ts';

/** What every list takes: how many, and where the answer before ended. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the answer before.' })),
};

/** Where a list goes on: the id of the last row that was seen. @throws InterlinearError `request.invalid` for a cursor that was not ours */
export function pageOf(query: { limit?: number; cursor?: string }): { limit: number; after?: string } {
  const limit = query.limit ?? 50;
  if (query.cursor === undefined) return { limit };
  const after = Buffer.from(query.cursor, 'base64url').toString();
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(after))
    throw new InterlinearError('request.invalid', {
      place: 'querystring.cursor',
      reason: 'must be a cursor of an answer',
    });
  return { limit, after };
}

/** An answer of a list: `next` is null where nothing is known to follow. */
export function page<T, R extends { id: string }>(
  rows: R[],
  limit: number,
  show: (row: R) => T,
): { items: T[]; next: string | null } {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { items: rows.map(show), next: last ? Buffer.from(last.id).toString('base64url') : null };
}
