import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PglitePool } from '../../src/storage/pglite-pool.ts';
import { temporaryData } from '../servers/databases.ts';

let data: ReturnType<typeof temporaryData>;
let database: PGlite;
let pool: PglitePool;

beforeAll(async () => {
  data = temporaryData();
  database = await PGlite.create({ dataDir: join(data.path, 'database') });
  pool = new PglitePool(database);
  await pool.query('CREATE TABLE note (text text)');
});

afterAll(async () => {
  await database?.close();
  data?.remove();
});

const texts = async () => (await pool.query('SELECT text FROM note ORDER BY text')).rows.map((row) => row.text);

test('a statement of another client waits until a transaction has ended', async () => {
  const writer = await pool.connect();
  await writer.query('BEGIN');
  await writer.query('INSERT INTO note VALUES ($1)', ['first']);
  let seen: string[] | undefined;
  const other = texts().then((rows) => {
    seen = rows;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(seen).toBeUndefined();
  await writer.query('COMMIT');
  await other;
  expect(seen).toEqual(['first']);
  writer.release();
});

test('two clients that both begin get the session one after the other', async () => {
  const run = async (text: string) => {
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO note VALUES ($1)', [text]);
    await client.query('ROLLBACK');
    client.release();
  };
  await Promise.all(['a', 'b', 'c'].map(run));
  expect(await texts()).toEqual(['first']);
});

test('a client that is handed back in the middle of a transaction leaves nothing behind and nobody waiting', async () => {
  const client = await pool.connect();
  await client.query('begin');
  await client.query("INSERT INTO note VALUES ('lost')");
  client.release();
  expect(await texts()).toEqual(['first']);
});

test('rolling back to a savepoint does not end the transaction', async () => {
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('SAVEPOINT here');
  await expect(client.query('SELECT * FROM nowhere')).rejects.toThrow(/nowhere/);
  await client.query('ROLLBACK TO here');
  await client.query("INSERT INTO note VALUES ('second')");
  await client.query('COMMIT');
  client.release();
  expect(await texts()).toEqual(['first', 'second']);
});

test('a client hears of notifications on the channels it listens to, also when the statement begins with a comment', async () => {
  const client = await pool.connect();
  const heard: unknown[] = [];
  client.on('notification', (message) => heard.push(message));
  await client.query('-- why this is so\n/* and more */ LISTEN work;\n');
  await pool.query("SELECT pg_notify('work', 'to do')");
  await pool.query("SELECT pg_notify('play', 'fun')");
  await expect.poll(() => heard).toEqual([{ channel: 'work', payload: 'to do' }]);
  client.release();
});

test('several statements at once are taken, and changed rows are counted as node-postgres counts them', async () => {
  await pool.query("INSERT INTO note VALUES ('x'); INSERT INTO note VALUES ('y');");
  const result = await pool.query('DELETE FROM note WHERE text IN ($1, $2)', ['x', 'y']);
  expect(result).toMatchObject({ command: 'DELETE', rowCount: 2 });
});
