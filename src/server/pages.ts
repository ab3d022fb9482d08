import { type TSchema, Type } from 'typebox';
import { InterlinearError } from '../model/errors.ts';

/** What every list takes: how many at a time, and where the page before ended. */
export const pageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'Items of a page.' }),
  cursor: Type.Optional(Type.String({ maxLength: 400, description: '`next` of the page before.' })),
};

/** A page of a list. */
export function page<Item extends TSchema>(item: Item) {
  return Type.Object({
    items: Type.Array(item),
    next: Type.Union([Type.String(), Type.Null()], { description: 'Cursor of the next page; null for the last one.' }),
  });
}

/** Where a page ended, as an opaque text. */
export function writeCursor(place: string | number): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @param is whether it is a place of this list @throws InterlinearError `request.cursor` for a text that no page has given */
export function readCursor<Place>(
  cursor: string | undefined,
  is: (place: unknown) => place is Place,
): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (is(place)) return place;
  } catch {
    // No page has given it.
  }
  throw new InterlinearError('request.cursor');
}

/** A page of rows of which one more than asked for was read, to know whether there are more. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  item: (row: Row) => Item,
  place: (row: Row) => string | number,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    next: rows.length > limit && last !== undefined ? writeCursor(place(last)) : null,
  };
}
