import { expect, test } from 'vitest';
import { eventKinds } from '../../src/storage/event.ts';
import { webhookKinds } from '../../src/web/screens/administration/webhook-kinds.ts';

test('webhooks can be told of every event that there is', () => {
  expect([...webhookKinds]).toEqual([...eventKinds]);
});
