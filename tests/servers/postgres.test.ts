import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goesWithItsOwner } from './abandoned.ts';
import { available, type PostgresServer, startPostgres } from './postgres.ts';

const missing = available();

describe.skipIf(missing)(`a private PostgreSQL${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  }

  it('is version 15 or newer, writes through to disk and listens on loopback alone', async () => {
    const [row] = await ask(
      server.url,
      `select current_setting('server_version_num')::int as version, current_setting('fsync') as fsync,
              current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets`,
    );
    expect(row).toEqual({ version: expect.any(Number), fsync: 'on', addresses: '127.0.0.1', sockets: '' });
    expect(row?.version).toBeGreaterThanOrEqual(150000);
  });

  it('gives each caller a database of its own', async () => {
    const [first, second] = [await server.createDatabase(), await server.createDatabase('names with "quotes"')];
    await ask(first, 'create table story (name text)');
    expect(await ask(first, `select to_regclass('story') is null as absent`)).toEqual([{ absent: false }]);
    expect(await ask(second, `select to_regclass('story') is null as absent`)).toEqual([{ absent: true }]);
  });

  it('keeps what it acknowledged over a kill -9, on the same port', async () => {
    const url = await server.createDatabase();
    await ask(url, `create table story as select 'idleb' as name`);
    server.kill9();
    await server.restart();
    expect(await ask(url, 'select name from story')).toEqual([{ name: 'idleb' }]);
  });

  it('ends when the process that started it is killed', async () => {
    expect(await goesWithItsOwner('postgres')).toBe(true);
  });
});
