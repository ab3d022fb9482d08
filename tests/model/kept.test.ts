import { expect, test } from 'vitest';
import { Kept } from '../../src/model/kept.ts';

test('an answer is worked out once, whatever it is', () => {
  const kept = new Kept<number | undefined>(2);
  let asked = 0;
  const ask = () => {
    asked++;
    return undefined;
  };
  expect([kept.get('a', ask), kept.get('a', ask)]).toEqual([undefined, undefined]);
  expect(asked).toBe(1);
});

test('of more answers than are kept the oldest is worked out again', () => {
  const kept = new Kept<string>(2);
  const asked: string[] = [];
  const ask = (question: string) =>
    kept.get(question, () => {
      asked.push(question);
      return question;
    });
  for (const question of ['a', 'b', 'c', 'c', 'b', 'a']) expect(ask(question)).toBe(question);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});

test('an answer about a long text is not kept', () => {
  const kept = new Kept<object>(2);
  const long = 'a'.repeat(10_000);
  expect(kept.get(long, () => ({}))).not.toBe(kept.get(long, () => ({})));
});
