import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { PassThrough, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attachment } from '../../src/server/content-disposition.ts';
import { EventStream } from '../../src/server/event-stream.ts';
import { buildServer } from '../../src/server/server.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';

const [embedded] = databaseKinds;

describe('a request that cannot be meant', () => {
  let database: TestDatabase;
  let room: Newsroom;
  beforeAll(async () => {
    database = await (embedded as NonNullable<typeof embedded>).open();
    room = await openNewsroom(database);
  });
  afterAll(async () => {
    await room?.close();
    await database?.close();
  });

  const post = (payload: unknown, headers: Record<string, string> = {}) =>
    room.server.inject({
      method: 'POST',
      url: '/v1/jobs',
      payload: payload as object,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const job = (extra: object) => ({ to: ['es'], engines: ['capitals'], articles: [{ text: 'A story.' }], ...extra });

  const refused: [string, () => ReturnType<typeof post>, number, string][] = [
    ['malformed JSON', () => post('{"to": ["es"'), 400, 'request.invalid'],
    ['no JSON object', () => post('[]'), 400, 'request.invalid'],
    ['wrong types', () => post(job({ to: { es: true } })), 400, 'request.invalid'],
    ['a number for a text', () => post(job({ name: 5 })), 400, 'request.invalid'],
    ['a text for a list', () => post(job({ to: 'es' })), 400, 'request.invalid'],
    ['a number for an article’s text', () => post(job({ articles: [{ text: 5 }] })), 400, 'request.invalid'],
    [
      'a line with wrong types',
      () => post('{"to":["es"]}\n{"text":5}\n', { 'content-type': 'application/x-ndjson' }),
      400,
      'submission.lines',
    ],
    ['an unknown field', () => post(job({ too: ['es'] })), 400, 'request.invalid'],
    ['10 MB', () => post(job({ name: 'x'.repeat(10_000_000) })), 413, 'request.too-large'],
    ['an unknown language', () => post(job({ to: ['xx-nowhere'] })), 400, 'language.unknown'],
    ['an unknown engine', () => post(job({ engines: ['babel'] })), 400, 'engine.unknown'],
    ['an unknown style', () => post(job({ style: '../../etc/passwd' })), 400, 'style.unknown'],
    ['no articles', () => post({ to: ['es'] }), 400, 'submission.none'],
    ['an article without content', () => post(job({ articles: [{ fileName: 'a.txt' }] })), 400, 'submission.article'],
    ['two contents', () => post(job({ articles: [{ text: 'a', base64: 'YQ==' }] })), 400, 'submission.article'],
    ['bad base64', () => post(job({ articles: [{ base64: '!!!!' }] })), 400, 'submission.article'],
    [
      'a path as a file name',
      () => post(job({ articles: [{ text: 'a', fileName: '../a.txt' }] })),
      400,
      'request.invalid',
    ],
    ['a file name of dots', () => post(job({ articles: [{ text: 'a', fileName: '..' }] })), 400, 'submission.article'],
    [
      'a kind of file that is none',
      () => post(job({ articles: [{ text: 'a', fileName: 'a.exe' }] })),
      400,
      'input.extension',
    ],
    ['a null character', () => post(job({ name: 'a\u0000b' })), 400, 'request.value'],
    [
      'half a character',
      () => post(job({ articles: [{ text: 'a', metadata: { a: '\ud800' } }] })),
      400,
      'request.value',
    ],
    ['a private address', () => post(job({ articles: [{ url: 'http://127.0.0.1/' }] })), 400, 'address.private'],
    ['an address in disguise', () => post(job({ articles: [{ url: 'http://0x7f.1/' }] })), 400, 'address.private'],
    [
      'the metadata of a cloud',
      () => post(job({ articles: [{ url: 'http://169.254.169.254/latest' }] })),
      400,
      'address.private',
    ],
    ['another scheme', () => post(job({ articles: [{ url: 'file:///etc/passwd' }] })), 400, 'address.url'],
    ['a private callback', () => post(job({ callbackUrl: 'http://[::1]:6379/' })), 400, 'address.private'],
    ['a private feed', () => post({ to: ['es'], feed: { url: 'http://localhost:1/' } }), 400, 'address.private'],
    [
      'compressed bytes',
      () => post(gzipSync(Buffer.alloc(1e7)), { 'content-encoding': 'gzip' }),
      415,
      'request.encoding',
    ],
    ['another media type', () => post('a: b', { 'content-type': 'application/yaml' }), 415, 'request.media-type'],
    [
      'lines without articles',
      () => post('{"to":["es"]}\n', { 'content-type': 'application/x-ndjson' }),
      400,
      'submission.none',
    ],
    [
      'an upload without parts',
      () => post('', { 'content-type': 'multipart/form-data; boundary=x' }),
      400,
      'submission.none',
    ],
  ];
  test.each(refused)('with %s is refused in words', async (_, ask, status, code) => {
    const answer = await ask();
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code]);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json().title).not.toMatch(/\{\{|undefined/);
  });

  test('reads the numbers and lists of a query from its text', async () => {
    const { statusCode, body } = await room.server.inject('/v1/articles?limit=5&status=done&embargoed=true');
    expect(statusCode, body).toBe(200);
    for (const query of ['limit=five', 'embargoed=perhaps', 'limit=5&limit=6'])
      expect((await room.server.inject(`/v1/articles?${query}`)).statusCode, query).toBe(400);
  });

  test('with an id that leads elsewhere finds nothing', async () => {
    for (const id of ['..%2f..%2fetc', "1'--", 'null', '%00', '00000000-0000-0000-0000-00000000000g']) {
      const { statusCode } = await room.server.inject(`/v1/jobs/${id}`);
      expect([400, 404], id).toContain(statusCode);
    }
  });

  test('keeps the words of an answer inside of its header', () => {
    const header = attachment('a"\r\nSet-Cookie: x=1;é\u2028.txt');
    expect(header).not.toMatch(/[\r\n\u2028]/);
    expect(header).toMatch(/^attachment; filename="a___Set-Cookie: x=1;__\.txt"; filename\*=UTF-8''a%22%0D%0A/);
  });

  test('that is large may take longer than a small one, as long as it keeps coming', async () => {
    const caller = {
      actor: 'test',
      name: 'A',
      desk: room.desk,
      deskName: 'newsroom',
      permissions: new Set(['admin'] as const),
    };
    const server = await buildServer(room.service, async () => caller, { headers: 300, body: 200, look: 50 });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    let answer = '';
    socket.on('data', (piece) => {
      answer += piece;
    });
    const pieces = ['{', ...Array<string>(20).fill(' '.repeat(1000)), '}'];
    const head = 'POST /v1/jobs HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n';
    socket.write(`${head}Content-Length: ${pieces.join('').length}\r\n\r\n`);
    for (const piece of pieces) {
      socket.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (!socket.closed) await once(socket, 'close');
    await server.close();
    expect(answer).toContain('"submission.none"');
  });

  test('that comes by the drop is let go', async () => {
    const server = await buildServer(room.service, async () => undefined, { headers: 300, body: 600, look: 100 });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const slow = async (head: string) => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.on('data', (piece) => {
        answer += piece;
      });
      socket.on('error', () => {});
      socket.write(head);
      const drip = setInterval(() => socket.write('x'), 50);
      await once(socket, 'close');
      clearInterval(drip);
      return answer;
    };
    try {
      expect(await slow('GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ')).toMatch(/^HTTP\/1\.1 408/);
      expect(
        await slow(
          'POST /v1/jobs HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n',
        ),
      ).toMatch(/^HTTP\/1\.1 4/);
    } finally {
      await server.close();
    }
  });
});

describe('a stream of events', () => {
  const limits = { heartbeat: 10_000, drain: 50, life: 10_000 };
  const event = { id: '1.1', event: 'language.progress', data: { done: 1 } };

  test('writes events as clients read them', async () => {
    const to = new PassThrough();
    const stream = new EventStream(to, () => {}, limits);
    await stream.send(event);
    stream.end();
    expect(to.read().toString()).toBe('retry: 2000\n\nid: 1.1\nevent: language.progress\ndata: {"done":1}\n\n');
  });

  test('lets go of a client that takes nothing', async () => {
    const dead = new Writable({ highWaterMark: 10, write: () => {} });
    let ended = 0;
    const stream = new EventStream(dead, () => ended++, limits);
    await expect(stream.send(event)).rejects.toThrow();
    expect([ended, stream.over, dead.destroyed]).toEqual([1, true, true]);
  });

  test('ends after its life, and beats until then', async () => {
    const to = new PassThrough();
    let text = '';
    to.on('data', (piece) => {
      text += piece;
    });
    const stream = new EventStream(to, () => {}, { heartbeat: 10, drain: 50, life: 80 });
    await once(to, 'end');
    expect(stream.over).toBe(true);
    expect(text).toMatch(/:\n\n:\n\n/);
  });
});
