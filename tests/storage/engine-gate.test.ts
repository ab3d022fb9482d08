import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineLimits } from '../../src/model/engine-limits.ts';
import { InterlinearError, TransientError } from '../../src/model/errors.ts';
import { defaultDesk, FIRST_DESK, setDesk } from '../../src/storage/desks.ts';
import { engineCosts } from '../../src/storage/engine-costs.ts';
import { engineGate } from '../../src/storage/engine-gate.ts';
import { claimCalls, recordReplies } from '../../src/storage/ledger.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const start = Date.parse('2026-01-01T12:00:00Z');
const MINUTE = 60_000;

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'the gate of engines', () => {
    let test_: TestDatabase;
    beforeAll(async () => {
      test_ = await open();
    });
    afterAll(() => test_?.close());

    /** A process with a clock of its own. */
    const gate = (limits: Record<string, EngineLimits>, now: { time: number }) =>
      engineGate(test_.database.tables, {
        limits,
        clock: { now: () => new Date(now.time) },
        leaseMs: MINUTE,
        patienceMs: 30 * MINUTE,
        random: () => 0,
      });
    const limited = (seconds: number) => new TransientError('engine.limited', { engine: 'any', seconds });

    test('a limit holds for all processes together, and for each account by itself', async () => {
      const now = { time: start };
      const limits = { one: { requests: { amount: 5, seconds: 60 } } };
      const processes = [gate(limits, now), gate(limits, now), gate(limits, now)];
      const enter = (account: string) =>
        Promise.allSettled(
          Array.from({ length: 12 }, (_, index) => processes[index % 3]?.enter({ name: 'one', account }, 10)),
        );
      for (const account of ['a', 'b']) {
        const outcomes = await enter(account);
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
        for (const outcome of outcomes)
          if (outcome.status === 'rejected')
            expect(outcome.reason).toMatchObject({ code: 'engine.limited', parameters: { engine: 'one' } });
      }
      now.time += 12_001;
      await expect(processes[0]?.enter({ name: 'one', account: 'a' }, 10)).resolves.toBeDefined();
      await expect(processes[1]?.enter({ name: 'one', account: 'a' }, 10)).rejects.toMatchObject({
        code: 'engine.limited',
      });
    });

    test('a place is free again when a call ends, and when its process has died', async () => {
      const now = { time: start };
      const { enter } = gate({ two: { parallel: 1 } }, now);
      const engine = { name: 'two', account: 'a' };
      const pass = await enter(engine, 1);
      await expect(enter(engine, 1)).rejects.toMatchObject({ code: 'engine.limited' });
      await pass.leave();
      await enter(engine, 1);
      now.time += MINUTE + 1;
      await expect(enter(engine, 1)).resolves.toBeDefined();
    });

    test('what one process is told to wait, all wait', async () => {
      const now = { time: start };
      const engine = { name: 'three', account: 'a' };
      const pass = await gate({}, now).enter(engine, 1);
      expect(await pass.leave(limited(20))).toMatchObject({ code: 'engine.limited', parameters: { seconds: 20 } });
      await expect(gate({}, now).enter(engine, 1)).rejects.toMatchObject({ parameters: { seconds: 20 } });
      now.time += 20_000;
      await expect(gate({}, now).enter(engine, 1)).resolves.toBeDefined();
    });

    test('a service that asks for patience without end is given up', async () => {
      const now = { time: start };
      const { enter } = gate({}, now);
      const engine = { name: 'four', account: 'a' };
      const refuse = async () => (await enter(engine, 1)).leave(limited(300));
      for (let minutes = 0; minutes <= 30; minutes += 5) {
        expect(await refuse()).toMatchObject({ code: 'engine.limited' });
        now.time += 5 * MINUTE;
      }
      const verdict = await refuse();
      expect(verdict).toMatchObject({
        name: 'InterlinearError',
        code: 'engine.silent',
        parameters: { engine: 'four' },
      });
    });

    test('an engine that is down is left alone by everybody, and errors of ours say nothing of it', async () => {
      const now = { time: start };
      const engine = { name: 'five', account: 'a' };
      const failure = new TransientError('engine.failed', { engine: 'five', reason: 'test' });
      for (let times = 0; times < 5; times++) {
        expect(await (await gate({}, now).enter(engine, 1)).leave(failure)).toBe(failure);
        const ours = new InterlinearError('engine.pair', {});
        if (times < 4) expect(await (await gate({}, now).enter(engine, 1)).leave(ours)).toBe(ours);
      }
      await expect(gate({}, now).enter(engine, 1)).rejects.toMatchObject({
        name: 'TransientError',
        code: 'engine.down',
      });
      // It is tried now and then, and fails; after half an hour nobody waits any more.
      for (let minutes = 0; minutes < 35; minutes += 11) {
        now.time += 11 * MINUTE;
        await (await gate({}, now).enter(engine, 1)).leave(failure);
      }
      await expect(gate({}, now).enter(engine, 1)).rejects.toMatchObject({
        name: 'InterlinearError',
        code: 'engine.silent',
      });
      now.time += 11 * MINUTE;
      await (await gate({}, now).enter(engine, 1)).leave();
      await expect(gate({}, now).enter(engine, 1)).resolves.toBeDefined();
    });

    test('a program of this machine passes without a look, unless the settings limit it', async () => {
      const now = { time: start };
      const { enter } = gate({}, now);
      for (let times = 0; times < 3; times++) await (await enter({ name: 'program' }, 1)).leave(limited(60));
      await expect(enter({ name: 'program' }, 1)).resolves.toBeDefined();
      const limits = gate({ program: { parallel: 1 } }, now);
      await limits.enter({ name: 'program' }, 1);
      await expect(limits.enter({ name: 'program' }, 1)).rejects.toMatchObject({ code: 'engine.limited' });
    });

    test('a desk spends no more in a day of its time zone than it may', async () => {
      const { tables } = test_.database;
      const noon = new Date('2026-03-01T12:00:00Z');
      const desk = await defaultDesk(tables, noon);
      await tables.updateTable('interlinear.desk').set({ time_zone: 'Asia/Damascus' }).where('id', '=', desk).execute();
      const call = (key: string, cost: number) => ({
        key,
        engine: 'dear',
        from: 'en',
        to: 'es',
        characters: 100,
        cost,
      });
      const claim = (keys: string[], at: Date, cost = 0.4) =>
        claimCalls(tables, { desk, calls: keys.map((key) => call(key, cost)), owner: `owner ${keys[0]}` }, at, MINUTE);
      const record = (key: string, at: Date) =>
        recordReplies(
          tables,
          [{ desk, replies: [{ key, reply: { text: 'Hola' }, cost: 0.3 }] }],
          new Date(at.getTime() + 2000),
        );
      await setDesk(tables, FIRST_DESK, { dailyBudget: 1 }, { actor: 'tester', now: noon });

      // What two processes have under way counts as much as what is spent.
      await claim(['day-1'], noon);
      await claim(['day-2'], noon);
      await expect(claim(['day-3'], noon)).rejects.toMatchObject({
        code: 'engine.budget',
        parameters: { budget: '1.00', spent: '1.20' },
      });
      await record('day-1', noon);
      await record('day-2', noon);
      await claim(['day-3'], noon);
      await record('day-3', noon);
      await expect(claim(['day-4'], noon)).rejects.toMatchObject({ code: 'engine.budget' });
      // What is recorded, and what is free, costs nothing.
      expect((await claim(['day-1'], noon)).recorded.size).toBe(1);
      expect((await claim(['free'], noon, 0)).ours.size).toBe(1);
      // Damascus is three hours ahead: its day begins at 21:00 UTC.
      await expect(claim(['day-4'], new Date('2026-03-01T20:59:00Z'))).rejects.toMatchObject({ code: 'engine.budget' });
      const tomorrow = new Date('2026-03-01T21:01:00Z');
      expect((await claim(['day-4'], tomorrow)).ours.size).toBe(1);

      const { engines } = await engineCosts(tables, desk, tomorrow);
      expect(engines).toEqual([
        {
          engine: 'dear',
          calls: 3,
          characters: 300,
          spent: expect.closeTo(0.9),
          spentToday: 0,
          reused: 1,
          savedByLedger: expect.closeTo(0.3),
          charactersPerSecond: expect.closeTo(50),
        },
      ]);
      const { rows } = { rows: await tables.selectFrom('interlinear.audit').select(['actor', 'act']).execute() };
      expect(rows).toContainEqual({ actor: 'tester', act: 'desk.set' });
    });
  });
});
