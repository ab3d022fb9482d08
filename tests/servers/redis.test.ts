import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goesWithItsOwner } from './abandoned.ts';
import { available, type RedisServer, startRedis } from './redis.ts';

const missing = available();

describe.skipIf(missing)(`a private Redis${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server?.stop());

  async function ask<T>(question: (redis: Redis) => Promise<T>, url = server.url): Promise<T> {
    const redis = new Redis(url);
    try {
      return await question(redis);
    } finally {
      redis.disconnect();
    }
  }

  it('keeps every write on disk and evicts nothing', async () => {
    const settings = await ask(async (redis) =>
      Promise.all(['appendonly', 'appendfsync', 'maxmemory-policy', 'bind'].map((name) => redis.config('GET', name))),
    );
    expect(JSON.stringify(settings)).toMatch(/"yes".*"always".*"noeviction".*"127\.0\.0\.1"/);
  });

  it('keeps what it acknowledged over a kill -9, on the same port', async () => {
    await ask((redis) => redis.set('story', 'idleb'));
    const before = server.pid;
    server.kill9();
    await server.restart();
    expect(server.pid).not.toBe(before);
    expect(await ask((redis) => redis.get('story'))).toBe('idleb');
  });

  it('takes other settings, and shares nothing with another one', async () => {
    const other = await startRedis({ 'maxmemory-policy': 'allkeys-lru', appendonly: 'no' });
    try {
      expect(other.url).not.toBe(server.url);
      const policy = await ask((redis) => redis.config('GET', 'maxmemory-policy'), other.url);
      expect(JSON.stringify(policy)).toContain('allkeys-lru');
    } finally {
      await other.stop();
    }
    const gone = new Redis(other.url, { lazyConnect: true, retryStrategy: () => null });
    // ioredis prints the refusal unless somebody listens.
    gone.on('error', () => {});
    await expect(gone.connect()).rejects.toThrow();
  });

  it('ends when the process that started it is killed', async () => {
    expect(await goesWithItsOwner('redis')).toBe(true);
  });
});
