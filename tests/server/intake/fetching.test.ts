import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFeed } from '../../../src/server/intake/feed.ts';
import { guardedFetch } from '../../../src/server/intake/guarded-fetch.ts';
import { linesOf } from '../../../src/server/intake/lines.ts';
import { nameForUrl, nameOfFetched } from '../../../src/server/intake/page.ts';
import { databaseKinds } from '../../servers/databases.ts';
import { openNewsroom } from '../newsroom.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const page = '<html><body><h1>The bridge</h1><p>The road is closed.</p></body></html>';
const rss = (base: string) => `<?xml version="1.0"?><rss version="2.0"><channel><title>Desk</title>
  <item><title>One</title><link>${base}/story</link><guid isPermaLink="false">1</guid><pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate></item>
  <item><title><![CDATA[Two & more]]></title><link>/missing</link></item><item><title>No address</title></item></channel></rss>`;

describe('fetching by address', () => {
  let server: Server;
  let base: string;
  let port: number;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const { url = '' } = request;
      const html = { 'content-type': 'text/html; charset=utf-8' };
      if (url === '/story') response.writeHead(200, html).end(page);
      else if (url === '/feed') response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rss(base));
      else if (url === '/packed') response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync(page));
      else if (url === '/bomb')
        response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000)));
      else if (url === '/private') response.writeHead(302, { location: `http://localhost:${port}/story` }).end();
      else if (url === '/moved') response.writeHead(301, { location: '/story' }).end();
      else if (url === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else if (url === '/busy') response.writeHead(503).end();
      else if (url === '/image') response.writeHead(200, { 'content-type': 'image/png' }).end('x');
      else if (url === '/cut')
        response.writeHead(200, { ...html, 'content-length': '99' }).write('<p>', () => response.destroy());
      else if (url === '/slow') response.writeHead(200, html).write('<p>');
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
    base = `http://127.0.0.1:${port}`;
  });
  afterAll(() => server?.close());

  const get = (path: string, more: object = {}) =>
    guardedFetch(`${base}${path}`, {
      bytes: 100_000,
      milliseconds: 2000,
      hosts: [`127.0.0.1:${port}`],
      addresses: [],
      ...more,
    });
  const code = (promise: Promise<unknown>) =>
    promise.then(
      () => 'fetched',
      (error: { code: string }) => error.code,
    );

  test('gets what a named host has, over redirects and compression', async () => {
    for (const path of ['/story', '/moved', '/packed']) {
      const fetched = await get(path);
      expect(new TextDecoder().decode(fetched.body), path).toBe(page);
      expect(fetched.mediaType).toBe('text/html');
    }
    expect((await get('/moved')).url).toBe(`${base}/story`);
  });

  test('never reaches this machine or its network unasked, not by a redirect either', async () => {
    expect(await code(get('/story', { hosts: [] }))).toBe('address.private');
    expect(await code(get('/private'))).toBe('address.private');
    expect(await code(get('/story', { hosts: [`127.0.0.1:${port + 1}`] }))).toBe('address.private');
    expect(await code(get('/story', { hosts: [], addresses: ['127.0.0.0/8'] }))).toBe('fetched');
  });

  test('is bounded in size, redirects and time, and says which it was', async () => {
    expect(await code(get('/bomb'))).toBe('fetch.large');
    expect(await code(get('/loop'))).toBe('fetch.redirects');
    expect(await code(get('/missing'))).toBe('fetch.refused');
    expect(await code(get('/busy'))).toBe('fetch.failed');
    expect(await code(get('/slow', { milliseconds: 200 }))).toBe('fetch.failed');
    expect(await code(get('/cut'))).toBe('fetch.failed');
  });

  test('makes the items of a feed articles, each fetched when its turn comes', async () => {
    const database = await (databaseKinds[0] as (typeof databaseKinds)[number]).open();
    const room = await openNewsroom(database, { fetchHosts: [`127.0.0.1:${port}`] });
    try {
      const accepted = await room.server.inject({
        method: 'POST',
        url: '/v1/jobs',
        payload: { to: ['es'], from: 'en', engines: ['capitals'], feed: { url: `${base}/feed` } },
      });
      expect(accepted.statusCode, accepted.body).toBe(202);
      await room.work(accepted.json().id);
      const { items } = (await room.server.inject(`/v1/articles?job=${accepted.json().id}&sort=createdAt`)).json();
      expect(items).toMatchObject([
        { fileName: 'story.html', status: 'done', url: `${base}/story`, metadata: { title: 'One', id: '1' } },
        { status: 'failed', error: { code: 'fetch.refused' }, metadata: { title: 'Two & more' } },
      ]);
    } finally {
      await room.close();
      await database.close();
    }
  });
});

describe('a feed', () => {
  test('is read as RSS or Atom', () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><id>urn:1</id>
      <link rel="self" href="http://a.example/self"/><link href="b.html"/><updated>2026-01-05T10:00:00Z</updated></entry></feed>`;
    expect(readFeed(bytes(atom), 'http://a.example/x/feed')).toEqual([
      { url: 'http://a.example/x/b.html', title: 'A', id: 'urn:1', date: new Date('2026-01-05T10:00:00Z') },
    ]);
    expect(readFeed(bytes(rss('http://a.example')), 'http://a.example/feed').map(({ url }) => url)).toEqual([
      'http://a.example/story',
      'http://a.example/missing',
    ]);
  });

  test('that is none is refused, whatever it is', () => {
    for (const text of ['', '<html/>', '<rss><channel>', '{"a": 1}', '<!DOCTYPE rss [<!ENTITY a "b">]><rss/>'])
      expect(() => readFeed(bytes(text), 'http://a.example/'), text).toThrow(/feed\.malformed/);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 100 }),
          fc.string().map((text) => bytes(`<rss><item><link>${text}`)),
        ),
        (input) => {
          try {
            readFeed(input, 'http://a.example/');
          } catch (error) {
            expect((error as { code: string }).code).toBe('feed.malformed');
          }
        },
      ),
    );
  });
});

describe('what comes in', () => {
  test('has a file name that leads nowhere, whatever its address', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withFragments: true, withQueryParameters: true }),
        fc.string({ unit: 'binary' }),
        (url, more) => {
          const name = nameForUrl(new URL(`${url}/${encodeURIComponent(more.toWellFormed())}`));
          expect(name).toMatch(/^[^/\\\p{Cc}]{1,200}\.(html?|xhtml|txt)$/iu);
        },
      ),
    );
    const fetched = { url: 'http://a.example/', body: bytes('x') };
    expect(nameOfFetched('a.html', { ...fetched, mediaType: 'text/plain' })).toBe('a.txt');
    expect(() => nameOfFetched('a.html', { ...fetched, mediaType: 'image/png' })).toThrow(/fetch\.type/);
  });

  test('is cut into lines wherever its pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 20 }).map((line) => line.replace(/[\r\n]/g, ''))),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 7 }),
        async (lines, end, size) => {
          const whole = Buffer.from(lines.map((line) => line + end).join(''));
          const pieces = async function* () {
            for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
          };
          const cut: string[] = [];
          for await (const line of linesOf(pieces(), 1000)) cut.push(Buffer.from(line).toString());
          expect(cut).toEqual(lines);
        },
      ),
    );
    const endless = async function* () {
      for (let piece = 0; piece < 100; piece++) yield Buffer.alloc(100, 'x');
    };
    await expect(async () => {
      for await (const _ of linesOf(endless(), 1000));
    }).rejects.toThrow(/line-too-long/);
  });
});
