import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { InterlinearError } from '../../src/model/errors.ts';
import { asOutage } from '../../src/queue/failures.ts';

test('a connection to Redis that was closed under a command is a Redis that is away', async () => {
  const closed = new Redis({ lazyConnect: true });
  closed.disconnect();
  const thrown = await closed.ping().catch((error: unknown) => error);
  expect(asOutage(thrown)).toMatchObject({ code: 'redis.down', parameters: { reason: 'Connection is closed.' } });
});

test('a database that is away is named as such, and what is no outage stays as it was', () => {
  expect(asOutage(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))).toMatchObject({
    code: 'database.down',
  });
  for (const error of [new Error('a mistake of ours'), new InterlinearError('input.empty'), undefined])
    expect(asOutage(error)).toBe(error);
});
