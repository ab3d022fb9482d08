import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultDesk } from '../../src/storage/desks.ts';
import { callLedger, claimCalls, recordReplies, releaseAllCalls, releaseCalls } from '../../src/storage/ledger.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-01-01T12:00:00Z');
const soon = new Date('2026-01-01T12:00:30Z');
const late = new Date('2026-01-01T12:02:00Z');
const LEASE = 60_000;
const call = (key: string) => ({ key, engine: 'test', from: 'en', to: 'es', characters: 10 });

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'the ledger', () => {
    let test_: TestDatabase;
    let desk: string;
    beforeAll(async () => {
      test_ = await open();
      desk = await defaultDesk(test_.database.tables, now);
    });
    afterAll(() => test_?.close());
    const claim = (keys: string[], owner: string, at = now) =>
      claimCalls(test_.database.tables, { desk, calls: keys.map(call), owner }, at, LEASE);

    test('of many who want the same calls at once, each call goes to exactly one', async () => {
      const keys = Array.from({ length: 40 }, (_, index) => `parallel-${index}`);
      const answers = await Promise.all(['a', 'b', 'c'].map((owner) => claim([...keys].reverse(), owner)));
      for (const key of keys) expect(answers.filter((answer) => answer.ours.has(key))).toHaveLength(1);
      for (const answer of answers) expect(answer.ours.size + answer.busy.size).toBe(40);
    });

    test('two pieces of work of one process do not share a call, and one that fails gives up only its own', async () => {
      const { tables } = test_.database;
      const [first, second] = await Promise.all(['process:1', 'process:2'].map((owner) => claim(['shared'], owner)));
      expect([first?.ours.size, second?.ours.size].sort()).toEqual([0, 1]);
      const loser = first?.ours.size === 1 ? 'process:2' : 'process:1';
      await releaseCalls(tables, desk, ['shared'], loser);
      expect((await claim(['shared'], 'process:3')).busy).toEqual(new Set(['shared']));
    });

    test('a claim is kept up for as long as the work goes on, and ends with it', async () => {
      const { tables } = test_.database;
      const ledger = callLedger(tables, desk, 'long', { now: () => new Date() }, 300);
      await ledger.claim([call('renewed')]);
      await new Promise((resolve) => setTimeout(resolve, 700));
      const other = () => claimCalls(tables, { desk, calls: [call('renewed')], owner: 'other' }, new Date(), 300);
      expect((await other()).busy.size).toBe(1);
      ledger.close();
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect((await other()).ours.size).toBe(1);
    });

    test('a recorded reply is given to everybody and asked for by nobody', async () => {
      await claim(['paid'], 'a');
      const replies = [{ key: 'paid', reply: { text: 'Hola' }, cost: 1 }];
      await recordReplies(test_.database.tables, [{ desk, replies }], now);
      for (const owner of ['a', 'b']) {
        const answer = await claim(['paid'], owner, late);
        expect(answer.recorded.get('paid')).toEqual({ text: 'Hola' });
        expect(answer.ours.size).toBe(0);
      }
    });

    test('a claim holds until its time is over, and a given up one is free at once', async () => {
      await claim(['slow'], 'a');
      expect((await claim(['slow'], 'b', soon)).busy).toEqual(new Set(['slow']));
      expect((await claim(['slow'], 'b', late)).ours).toEqual(new Set(['slow']));
      await releaseCalls(test_.database.tables, desk, ['slow'], 'a');
      expect((await claim(['slow'], 'a', late)).busy).toEqual(new Set(['slow']));
      await releaseCalls(test_.database.tables, desk, ['slow'], 'b');
      expect((await claim(['slow'], 'a', late)).ours).toEqual(new Set(['slow']));
    });

    test('the one process of a data folder frees what a killed one had claimed, and keeps what was paid', async () => {
      await claim(['open'], 'killed');
      await releaseAllCalls(test_.database.tables);
      expect((await claim(['open'], 'next', soon)).ours).toEqual(new Set(['open']));
      expect((await claim(['paid'], 'next', soon)).recorded.size).toBe(1);
    });
  });
});
