import { expect, it } from 'vitest';
import { troubleTeller } from '../../src/cli/trouble.ts';
import { messagesIn } from '../../src/i18n.ts';
import { TransientError } from '../../src/model/errors.ts';

it('the same trouble is told at most once a minute, also when it alternates with another', () => {
  const told: string[] = [];
  let now = 0;
  const tell = troubleTeller(
    { messages: messagesIn('en') },
    (text) => told.push(text),
    () => now,
  );
  for (; now < 59_000; now += 500) {
    tell(new TransientError('database.down', { reason: 'ECONNREFUSED' }));
    tell(new TransientError('redis.down', { reason: 'ECONNREFUSED' }));
  }
  expect(told).toHaveLength(2);
  now = 60_000;
  tell(new TransientError('database.down', { reason: 'ECONNREFUSED' }));
  expect(told).toHaveLength(3);
  expect(told[2]).toBe(told[0]);
});

it('what a driver throws is told in our words', () => {
  const told: string[] = [];
  troubleTeller({ messages: messagesIn('en') }, (text) => told.push(text))(
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  );
  expect(told[0]).toContain('The database cannot be reached');
});
