import { describe, expect, test } from 'vitest';
import { Slots } from '../../workers/slots.ts';

const LONG = 10_000;

describe('slots', () => {
  test('are had at once while there are any, and given back', async () => {
    const slots = new Slots(3);
    expect(await slots.take(2, 0)).toBe(true);
    expect(slots.free).toBe(1);
    slots.give(2);
    expect(slots.free).toBe(3);
  });

  test('go to those who asked first, all that they want or none, but first of all to who is urgent', async () => {
    const slots = new Slots(2);
    await slots.take(2, 0);
    const had: string[] = [];
    const want = async (name: string, count: number, urgent = false) => {
      expect(await slots.take(count, LONG, urgent)).toBe(true);
      had.push(name);
    };
    const all = [want('two', 2), want('one', 1), want('urgent', 1, true)];
    slots.give(1);
    await Promise.resolve();
    expect(had).toEqual(['urgent']);
    slots.give(1);
    // The first in line wants two: nobody overtakes it.
    await Promise.resolve();
    expect(had).toEqual(['urgent']);
    slots.give(1);
    await Promise.resolve();
    expect(had).toEqual(['urgent', 'two']);
    slots.give(2);
    await Promise.all(all);
    expect(had).toEqual(['urgent', 'two', 'one']);
    expect(slots.free).toBe(1);
  });

  test('are waited for so long at most, and who goes away makes room for those behind', async () => {
    const slots = new Slots(2);
    await slots.take(1, 0);
    const behind: boolean[] = [];
    const large = slots.take(2, 20);
    const small = slots.take(1, LONG).then((had) => behind.push(had));
    expect(await large).toBe(false);
    await small;
    expect(behind).toEqual([true]);
    expect(slots.free).toBe(0);
  });
});
