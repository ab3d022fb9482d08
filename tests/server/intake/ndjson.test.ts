import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { readNdjson } from '../../../src/server/intake/ndjson.ts';

const ARTICLES = 10_000;
const limits = { hosts: [], addresses: [], bytes: 1_000_000 };
const valid = { wishes: () => undefined, article: () => undefined };

test('ten thousand articles in one call take no more memory than a few', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let held = 0;
  const incoming = {
    articles: 0,
    async add() {
      this.articles++;
      if (this.articles % 2000 !== 0) return;
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      const now = heapUsed + arrayBuffers;
      if (held === 0) held = now;
      // 2000 articles of this size are 20 MB.
      expect(now - held).toBeLessThan(8e6);
    },
  };
  const text = 'A sentence of a long story. '.repeat(360);
  async function* lines() {
    yield Buffer.from('{"to":["es"]}\n');
    for (let at = 0; at < ARTICLES; at++) yield Buffer.from(`{"fileName":"s${at}.txt","text":"${at} ${text}"}\n`);
  }
  const { wishes } = await readNdjson(lines(), incoming as never, valid, limits);
  expect([wishes, incoming.articles]).toEqual([{ to: ['es'] }, ARTICLES]);
});

test('a call that is too many, too long or no text says which line it was', async () => {
  const read = (...pieces: (string | Uint8Array)[]) => {
    const bytes = (async function* () {
      for (const piece of pieces) yield Buffer.from(piece as string);
    })();
    const incoming = { articles: 0, add: async () => {} };
    return readNdjson(bytes, incoming as never, valid, { ...limits, bytes: 1000 }).catch((error) => error);
  };
  const head = '{"to":["es"]}\n';
  expect(await read(head, `{"text":"${'x'.repeat(2000)}"}\n`)).toMatchObject({
    code: 'submission.line-too-long',
    parameters: { line: 2 },
  });
  expect(await read(head, new Uint8Array([0xff, 0xfe, 0x0a]))).toMatchObject({
    code: 'submission.lines',
    parameters: { line: 2 },
  });
  expect(await read(head, '{"text":"a"}\n'.repeat(20_001))).toMatchObject({ code: 'submission.many' });
  expect(await read('{"to":\n')).toMatchObject({ code: 'submission.lines', parameters: { line: 1 } });
  expect(await read('')).toMatchObject({ code: 'submission.none' });
});
