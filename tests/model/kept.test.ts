import { expect, test } from 'vitest';
import { Kept, KeptByKind } from '../../src/model/kept.ts';

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

test('answers to one question of two kinds are kept apart, and there is no end of kinds', () => {
  const kept = new KeptByKind<string>(5);
  for (const kind of ['fr', 'en', 'fr']) expect(kept.get(kind, 'text', () => `${kind} text`)).toBe(`${kind} text`);
  let asked = 0;
  const counted = () => {
    asked++;
    return String(asked);
  };
  for (let number = 0; number < 300; number += 1) kept.get(`x-${number}`, 'text', counted);
  expect(asked).toBe(300);
  expect(kept.get('x-299', 'text', counted)).toBe('300');
});
