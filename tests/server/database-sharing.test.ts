import { connect } from 'node:net';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { MemoryIndexes } from '../../src/pipeline/memory-indexes.ts';
import { shareDatabase } from '../../src/server/database-sharing.ts';
import { authenticator } from '../../src/server/identity/authenticator.ts';
import { writeLocalToken } from '../../src/server/identity/local-token.ts';
import type { Server } from '../../src/server/routes.ts';
import { buildServer } from '../../src/server/server.ts';
import type { Service } from '../../src/server/service.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { memoryFeed } from '../../src/storage/memory-feed.ts';
import { version } from '../../src/version.ts';
import { here } from '../../workers/compute/threads.ts';
import { called } from '../cli/called.ts';
import { temporaryData } from '../servers/databases.ts';

describe('a server that has the data folder open', () => {
  let data: ReturnType<typeof temporaryData>;
  let database: Database;
  let server: Server;
  let url: URL;
  let token: string;
  let endSharing: () => void;
  let indexes: MemoryIndexes;
  const through = () => openDatabase(readConfig({ data: data.path }, {}, data.path), 'test', { through: { version } });
  const run = (...words: string[]) => called(...words, '--data', data.path);

  beforeAll(async () => {
    data = temporaryData();
    const config = readConfig({ data: data.path }, {}, data.path);
    database = await openDatabase(config, 'serve');
    const { tables, folder } = database;
    indexes = new MemoryIndexes(memoryFeed(tables), { budget: 1e7 });
    const local = writeLocalToken(folder as NonNullable<typeof folder>);
    token = local.token;
    const service: Service = {
      ...{
        config,
        database,
        engines: new Map(),
        clock: { now: () => new Date() },
        indexes,
        compute: here,
        queue: undefined,
      },
      ...{ dispatch: async () => {}, log: pino({ level: 'silent' }), localToken: token },
    };
    server = await buildServer(service, authenticator(service));
    endSharing = shareDatabase(server, service);
    url = new URL(await server.listen({ host: '127.0.0.1', port: 0 }));
    folder?.announce({ url: url.origin });
  });
  afterAll(async () => {
    endSharing?.();
    await server?.close();
    await indexes?.close();
    await database?.close();
    data?.remove();
  });

  test('lets its owner go on with every command, and links lead to it', async () => {
    const added = await run('people', 'add', 'ana@example.org', '--role', 'translator');
    expect(added).toMatchObject({ end: 0, error: '' });
    expect(added.out[1]).toContain(`${url.origin}/links/`);
    expect((await run('people', 'list')).out).toEqual([expect.stringContaining('ana@example.org')]);
    expect(await run('keys', 'add', 'cms', '--scope', 'submit')).toMatchObject({ end: 0 });
    expect((await run('keys', 'list')).out.join()).toContain('cms');
    expect(await run('desk', 'add', 'sports')).toMatchObject({ end: 0 });
    expect((await run('desk', 'list')).out.join()).toContain('sports');
    // Errors are as clear as ever.
    expect(await run('people', 'add', 'ana@example.org')).toMatchObject({ end: 'person.exists' });
    expect((await database.tables.selectFrom('interlinear.person').select('email').execute()).length).toBe(1);
  });

  test('values come over as they are, and errors with their codes', async () => {
    const shared = await through();
    const at = new Date('2026-01-01T12:00:00.123Z');
    const bytes = new Uint8Array([0, 255, 10]);
    const row = await sql<
      Record<string, unknown>
    >`SELECT ${at}::timestamptz AS at, ${bytes}::bytea AS bytes, 12345678901::bigint AS large,
      ${JSON.stringify({ a: [1] })}::jsonb AS json, NULL AS nothing, ${['x', 'y']}::text[] AS list`.execute(
      shared.tables,
    );
    expect(row.rows[0]).toMatchObject({ at, large: 12345678901, json: { a: [1] }, nothing: null, list: ['x', 'y'] });
    expect(new Uint8Array(row.rows[0]?.bytes as Uint8Array)).toEqual(bytes);
    await expect(sql`SELECT * FROM interlinear.nowhere`.execute(shared.tables)).rejects.toMatchObject({
      code: '42P01',
    });
    await shared.close();
  });

  test('a transaction is one, also over the connection; one whose command dies is taken back, and holds nobody up', async () => {
    const [one, other] = [await through(), await through()];
    const rename = (tables: Database['tables'], name: string) =>
      tables.updateTable('interlinear.person').set({ name }).execute();
    const names = async () =>
      (await database.tables.selectFrom('interlinear.person').select('name').execute()).map(({ name }) => name);
    const before = await names();
    await expect(
      one.tables.transaction().execute(async (transaction) => {
        await rename(transaction, 'Never');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await names()).toEqual(before);
    let dies = () => {};
    const dying = one.tables.transaction().execute(async (transaction) => {
      await rename(transaction, 'Nor this');
      dies();
      await new Promise(() => {});
    });
    dying.catch(() => {});
    await new Promise<void>((resolve) => {
      dies = resolve;
    });
    const waiting = rename(other.tables, 'This');
    await one.close();
    await waiting;
    expect(await names()).toEqual(before.map(() => 'This'));
    await other.close();
  });

  test('takes nobody else’s statements, and nobody’s of another version', async () => {
    const knock = (headers: Record<string, string>, path = '/database') =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(Number(url.port), url.hostname, () => {
          const lines = Object.entries({ host: url.host, connection: 'Upgrade', ...headers });
          socket.write(`GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
        });
        let answer = '';
        socket.on('data', (piece) => {
          answer += piece;
          if (answer.includes('\r\n\r\n')) socket.destroy();
        });
        socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
        socket.on('error', reject);
      });
    const right = { upgrade: 'interlinear-database', authorization: `Bearer ${token}`, 'interlinear-version': version };
    expect(await knock(right)).toContain('101');
    expect(await knock({ ...right, authorization: 'Bearer ill_wrong' })).toContain('403');
    const { authorization: _, ...nobody } = right;
    expect(await knock(nobody)).toContain('403');
    expect(await knock({ ...right, 'x-forwarded-for': '203.0.113.5' })).toContain('403');
    expect(await knock({ ...right, 'interlinear-version': '0.0.0' })).toContain('409');
    expect(await knock(right, '/v1/jobs')).toContain('404');
    expect(await knock({ ...right, upgrade: 'websocket' })).toContain('404');
    // What is no statement ends the connection, and nothing else.
    const shared = await through();
    const socket = connect(Number(url.port), url.hostname);
    socket.on('error', () => {}).resume();
    const lines = Object.entries({ host: url.host, connection: 'Upgrade', ...right });
    socket.write(`GET /database HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 1, 2, 3]));
    await new Promise((resolve) => socket.on('close', resolve));
    expect((await sql`SELECT 1 AS one`.execute(shared.tables)).rows).toEqual([{ one: 1 }]);
    await shared.close();
  });
});
