import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PgliteStatements } from '../../src/storage/pglite-statements.ts';
import { temporaryData } from '../servers/databases.ts';

let data: ReturnType<typeof temporaryData>;
let database: PGlite;
let statements: PgliteStatements;

beforeAll(async () => {
  data = temporaryData();
  database = await PGlite.create({ dataDir: join(data.path, 'database') });
  statements = new PgliteStatements(database);
});

afterAll(async () => {
  await database?.close();
  data?.remove();
});

/** The answers to one statement, asked often enough to be prepared. */
async function often(text: string, values: unknown[], times = 3) {
  const answers = [];
  for (let time = 0; time < times; time++) answers.push(await statements.run(text, values));
  return answers;
}

test('a statement that comes again answers as the first time, whatever its values', async () => {
  const text =
    'SELECT $1::text AS text, $2::int AS number, $3::jsonb AS json, $4::timestamptz AS at, $5::bytea AS bytes, $6::text[] AS list';
  const some = fc.tuple(
    fc.option(fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\u0000', ''))),
    fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    fc.option(fc.jsonValue().map((value) => JSON.stringify(value).replaceAll(/\\u0000|\\ud[89a-f]../gi, '-'))),
    fc.option(fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })),
    fc.option(fc.uint8Array()),
    fc.option(fc.array(fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\u0000', '')))),
  );
  await fc.assert(
    fc.asyncProperty(some, async (values) => {
      const plain = await database.query(text, values);
      const prepared = await statements.run(text, values);
      expect(prepared?.rows).toEqual(plain.rows);
    }),
    { numRuns: 100 },
  );
});

test('a prepared statement says how many rows it changed, and which it returns', async () => {
  await statements.run('CREATE TABLE fruit (name text PRIMARY KEY, eaten boolean NOT NULL DEFAULT false)');
  for (const name of ['apple', 'fig', 'pear']) await statements.run('INSERT INTO fruit (name) VALUES ($1)', [name]);
  const answers = await often('UPDATE fruit SET eaten = $1 WHERE name < $2 RETURNING name', [true, 'o']);
  for (const answer of answers) {
    expect(answer?.affectedRows).toBe(2);
    expect(answer?.rows).toEqual([{ name: 'apple' }, { name: 'fig' }]);
  }
  for (const answer of await often('DELETE FROM fruit WHERE name = $1', ['nothing'])) expect(answer?.rows).toEqual([]);
});

test('a prepared statement that fails says why, and works again', async () => {
  const insert = (name: string) => statements.run('INSERT INTO fruit (name) VALUES ($1)', [name]);
  await insert('quince');
  for (let time = 0; time < 3; time++) await expect(insert('quince')).rejects.toMatchObject({ code: '23505' });
  await insert('cherry');
  const divide = (by: number) => statements.run('SELECT 12 / $1::int AS result', [by]);
  expect((await divide(4))?.rows).toEqual([{ result: 3 }]);
  for (let time = 0; time < 3; time++) await expect(divide(0)).rejects.toMatchObject({ code: '22012' });
  expect((await divide(6))?.rows).toEqual([{ result: 2 }]);
});

test('a statement is prepared anew when the tables have changed', async () => {
  expect(Object.keys((await often('SELECT * FROM fruit WHERE name = $1', ['fig']))[2]?.rows[0] ?? {})).toHaveLength(2);
  await statements.run('ALTER TABLE fruit ADD COLUMN colour text');
  const [answer] = await often('SELECT * FROM fruit WHERE name = $1', ['fig']);
  expect(answer?.rows).toEqual([{ name: 'fig', eaten: true, colour: null }]);
});

test('statements without values are prepared as well, several at once never', async () => {
  for (const answer of await often('SELECT count(*)::int AS fruits FROM fruit', []))
    expect(answer?.rows).toEqual([{ fruits: 5 }]);
  for (let time = 0; time < 3; time++) {
    const answer = await statements.run('SELECT 1 AS one; SELECT 2 AS two;');
    expect(answer?.rows).toEqual([{ two: 2 }]);
  }
});

test('a transaction that is rolled back does not take its prepared statements with it', async () => {
  for (let time = 0; time < 3; time++) {
    await statements.run('BEGIN');
    await statements.run('INSERT INTO fruit (name, colour) VALUES ($1, $2)', ['plum', 'blue']);
    await statements.run('ROLLBACK');
  }
  expect(
    (await statements.run('INSERT INTO fruit (name, colour) VALUES ($1, $2)', ['plum', 'blue']))?.affectedRows,
  ).toBe(1);
});

test('who listens is told of what a prepared statement notifies', async () => {
  const told: string[] = [];
  const stop = await database.listen('news', (payload) => void told.push(payload));
  for (const payload of ['one', 'two', 'three', 'four'])
    await statements.run('SELECT pg_notify($1, $2)', ['news', payload]);
  expect(told).toEqual(['one', 'two', 'three', 'four']);
  await stop();
});
