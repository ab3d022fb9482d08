import { describe, expect, test } from 'vitest';
import { TransientError } from '../../src/model/errors.ts';
import { Grouped } from '../../src/storage/grouped.ts';

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('what several ask for at about the same time', () => {
  test('is done together for those who ask in one turn or while others are served, each with its own answer', async () => {
    const groups: number[][] = [];
    const grouped = new Grouped(
      async (items: number[]) => {
        groups.push(items);
        await soon();
        return items.map((item) => item * 2);
      },
      { most: 3 },
    );
    const answers = [1, 2].map((item) => grouped.do(item));
    await new Promise((resolve) => setTimeout(resolve, 2));
    answers.push(...[3, 4, 5, 6].map((item) => grouped.do(item)));
    expect(await Promise.all(answers)).toEqual([2, 4, 6, 8, 10, 12]);
    expect(groups).toEqual([[1, 2], [3, 4, 5], [6]]);
  });

  test('is done one by one where a group fails, so that only who is at fault gets the error', async () => {
    const grouped = new Grouped(
      async (items: number[]) => {
        await soon();
        if (items.includes(3)) throw new RangeError('three');
        return items;
      },
      { most: 9 },
    );
    const answers = await Promise.allSettled([1, 2, 3, 4].map((item) => grouped.do(item)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await grouped.do(5)).toBe(5);
  });

  test('fails for all at once where the database is away, and goes on when it is back', async () => {
    let calls = 0;
    let away = true;
    const grouped = new Grouped(
      async (items: number[]) => {
        calls += 1;
        await soon();
        if (away) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
        return items;
      },
      { most: 9 },
    );
    const answers = await Promise.allSettled([1, 2, 3].map((item) => grouped.do(item)));
    for (const answer of answers)
      expect(answer.status === 'rejected' && answer.reason instanceof TransientError).toBe(true);
    expect(calls).toBe(1);
    away = false;
    expect(await grouped.do(4)).toBe(4);
  });
});
