import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cursorOf, pageOf, pageOfAll, placeOf } from '../../src/server/pages.ts';

describe('a list page by page', () => {
  test('shows every item once, whatever the size of its pages', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 30 }), fc.integer({ min: 1, max: 10 }), (ids, limit) => {
        const all = ids.map((id) => ({ id }));
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const { items, next } = pageOfAll(all, { limit, ...(cursor !== undefined ? { cursor } : {}) });
          expect(items.length).toBeLessThanOrEqual(limit);
          seen.push(...items.map(({ id }) => id));
          cursor = next ?? undefined;
        } while (cursor !== undefined);
        expect(seen).toEqual(ids);
      }),
    );
  });

  test('gives places that come back as they were', () => {
    fc.assert(
      fc.property(
        fc.string().filter((key) => !key.includes('\0') && key.isWellFormed()),
        fc.maxSafeInteger(),
        fc.uuid(),
        (key, number, id) => {
          const cursor = cursorOf([key, number, id]);
          expect(cursor).toMatch(/^[\w-]*$/);
          expect(placeOf(cursor, ['string', 'number', 'uuid'])).toEqual([key, number, id]);
        },
      ),
    );
  });

  test('takes no place that it did not give', () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        expect(() => placeOf(cursor, ['uuid', 'number', 'string'])).toThrow('request.cursor');
      }),
    );
    expect(() => placeOf(cursorOf(['x']), ['uuid'])).toThrow('request.cursor');
    expect(pageOf([], 5, () => []).next).toBeNull();
  });
});
