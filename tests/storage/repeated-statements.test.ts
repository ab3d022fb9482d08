import { expect, test } from 'vitest';
import { RepeatedStatements } from '../../src/storage/repeated-statements.ts';

test('a statement has a name from its second time on, always the same', () => {
  const repeated = new RepeatedStatements();
  expect(repeated.nameOf('SELECT 1')).toBeUndefined();
  const name = repeated.nameOf('SELECT 1');
  expect(name).toBeDefined();
  expect(repeated.nameOf('SELECT 1')).toBe(name);
  expect(repeated.nameOf('SELECT 2')).toBeUndefined();
  expect(repeated.nameOf('SELECT 2')).not.toBe(name);
});

test('names of two that speak to one database differ', () => {
  const names = [new RepeatedStatements(), new RepeatedStatements()].map((one) => {
    one.nameOf('SELECT 1');
    return one.nameOf('SELECT 1');
  });
  expect(new Set(names).size).toBe(2);
});

test('what was forgotten gets another name', () => {
  const repeated = new RepeatedStatements();
  const twice = () => {
    repeated.nameOf('SELECT 1');
    return repeated.nameOf('SELECT 1');
  };
  const name = twice();
  repeated.forget();
  expect(twice()).not.toBe(name);
});

test('long lists of rows, and more statements than are worth it, stay without a name', () => {
  const repeated = new RepeatedStatements();
  const long = `SELECT '${'x'.repeat(30_000)}'`;
  for (let time = 0; time < 3; time++) expect(repeated.nameOf(long)).toBeUndefined();
  const named = Array.from({ length: 1000 }, (_, number) => `SELECT ${number}`).filter((text) => {
    repeated.nameOf(text);
    return repeated.nameOf(text) !== undefined;
  });
  expect(named.length).toBeLessThan(500);
});
