import { describe, expect, test } from 'vitest';
import { Abreast } from '../../workers/abreast.ts';

/** An act whose end somebody else decides on. */
function act<Result>() {
  let end: (result: Result) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const done = new Promise<Result>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { run: () => done, end, fail };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('acts that are under way together', () => {
  test('come back together, each with its own result', async () => {
    const [one, two] = [act<string>(), act<string>()];
    const abreast = new Abreast();
    const back: string[] = [];
    const first = abreast.do(one.run).then((result) => back.push(result));
    const second = abreast.do(two.run).then((result) => back.push(result));
    two.end('two');
    await turn();
    expect(back).toEqual([]);
    one.end('one');
    await Promise.all([first, second]);
    expect(back.sort()).toEqual(['one', 'two']);
  });

  test('do not wait for one that fails, nor for one that has not begun', async () => {
    const [one, two, three] = [act<string>(), act<string>(), act<string>()];
    const abreast = new Abreast();
    const first = abreast.do(one.run);
    const second = abreast.do(two.run);
    one.end('one');
    two.fail(new RangeError('two'));
    await expect(second).rejects.toThrow(RangeError);
    expect(await first).toBe('one');
    three.end('three');
    expect(await abreast.do(three.run)).toBe('three');
  });
});
