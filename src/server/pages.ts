import { type TSchema, Type } from 'typebox';
import { InterlinearError } from '../model/errors.ts';

/** Items of a page where the request says nothing. */
const USUAL = 50;
const MOST = 200;

/** What every list takes. */
export const pageQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: MOST, default: USUAL, description: 'Most items of the page.' }),
  cursor: Type.Optional(Type.String({ maxLength: 2000, description: '`next` of the page before.' })),
});

/** What every list answers. */
export function page<T extends TSchema>(items: T) {
  return Type.Object({
    items: Type.Array(items),
    next: Type.Union([Type.String(), Type.Null()], {
      description: 'The cursor of the next page; null on the last one.',
    }),
  });
}

/** A place in a list: the sort keys of the last item, in their order. */
export type Place = (string | number)[];

/** A place as callers carry it: they can read nothing in it and are not to make one. */
export function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * The place that a cursor means.
 *
 * @param shape the types of its keys
 * @throws InterlinearError `request.cursor` {cursor}
 */
export function placeOf(cursor: string, shape: ('string' | 'number' | 'uuid')[]): Place {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const fits = (value: unknown, index: number) =>
      shape[index] === 'number'
        ? Number.isSafeInteger(value)
        : typeof value === 'string' && !value.includes('\0') && (shape[index] === 'string' || uuid.test(value));
    if (Array.isArray(place) && place.length === shape.length && place.every(fits)) return place as Place;
  } catch {
    // No JSON: nothing that we made.
  }
  throw new InterlinearError('request.cursor', { cursor: cursor.slice(0, 40) });
}

/**
 * A page of a list from one item more than it may hold.
 *
 * @param place the sort keys of an item
 */
export function pageOf<T>(items: T[], limit: number, place: (item: T) => Place): { items: T[]; next: string | null } {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, next: items.length > limit && last !== undefined ? cursorOf(place(last)) : null };
}

/** A page of a short list that is there as a whole, in its order; ids are UUIDs. A cursor whose item is gone begins anew. */
export function pageOfAll<T extends { id: string }>(
  all: T[],
  { limit, cursor }: { limit: number; cursor?: string },
): { items: T[]; next: string | null } {
  const after = cursor === undefined ? undefined : placeOf(cursor, ['uuid'])[0];
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  return pageOf(all.slice(from, from + limit + 1), limit, ({ id }) => [id]);
}

/** The id after which a page begins, of a cursor made of it. */
export function idAfter(cursor: string | undefined): string | undefined {
  return cursor === undefined ? undefined : (placeOf(cursor, ['uuid'])[0] as string);
}

/** The 0-based place after which a page begins; -1 for the first page. */
export function ordinalAfter(cursor: string | undefined): number {
  if (cursor === undefined) return -1;
  const place = placeOf(cursor, ['number'])[0] as number;
  if (place < 0 || place >= 2 ** 31) throw new InterlinearError('request.cursor', { cursor: cursor.slice(0, 40) });
  return place;
}

/** The number of a log after which a page begins, of a cursor made of it. */
export function numberAfter(cursor: string | undefined): number | undefined {
  return cursor === undefined ? undefined : (placeOf(cursor, ['number'])[0] as number);
}

/** A page of rows as people are to see them, from one row more than it may hold. */
export function pageShowing<Row, Item>(
  rows: Row[],
  limit: number,
  show: (row: Row) => Item,
  place: (row: Row) => string | number,
): { items: Item[]; next: string | null } {
  const { items, next } = pageOf(rows, limit, (row) => [place(row)]);
  return { items: items.map(show), next };
}
