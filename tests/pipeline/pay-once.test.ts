import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TransientError } from '../../src/model/errors.ts';
import type { CallLedger, Engine, EngineSegment } from '../../src/model/ports.ts';
import { type PaidResult, translateOnce } from '../../src/pipeline/pay-once.ts';

/** An engine that says what it was asked for and answers in capitals. */
function loudEngine(
  options: { perCall?: number; fail?: (call: number) => boolean; short?: boolean; usesContext?: boolean } = {},
) {
  const asked: EngineSegment[][] = [];
  const engine: Engine = {
    name: 'loud',
    async capabilities() {
      return {
        available: true,
        pairs: [{ from: 'en', to: 'es', route: 'en>es' }],
        limits: { segmentCharacters: 1000, segmentsPerCall: options.perCall ?? 100 },
        costPerMillionCharacters: 1e6,
        sendsTextOutside: false,
        ...(options.usesContext ? { usesContext: true } : {}),
      };
    },
    version: async () => 'loud 1',
    async translate({ segments }) {
      asked.push(segments);
      if (options.fail?.(asked.length)) throw new TransientError('engine.failed', { engine: 'loud', reason: 'test' });
      const results = segments.map(({ text, codes }) => ({
        text: text.toUpperCase(),
        codes,
        unknownWords: [],
        lostTerms: [],
      }));
      return { results: options.short ? results.slice(1) : results, route: 'en>es', version: 'loud 1' };
    },
  };
  return { engine, asked };
}

function memoryLedger() {
  const replies = new Map<string, PaidResult>();
  const claims = new Map<string, string>();
  let cost = 0;
  const as = (owner: string): CallLedger => ({
    async claim(calls) {
      const answer = { recorded: new Map<string, PaidResult>(), ours: new Set<string>(), busy: new Set<string>() };
      for (const { key } of calls) {
        const reply = replies.get(key);
        if (reply) answer.recorded.set(key, reply);
        else if ((claims.get(key) ?? owner) === owner) {
          claims.set(key, owner);
          answer.ours.add(key);
        } else answer.busy.add(key);
      }
      return answer;
    },
    async record(paid) {
      for (const { key, reply, cost: price } of paid) {
        replies.set(key, reply);
        cost += price;
      }
    },
    async release(keys) {
      for (const key of keys) claims.delete(key);
    },
  });
  return { as, cost: () => cost, claims };
}

const segment = (text: string, more: Partial<EngineSegment> = {}): EngineSegment => ({
  text,
  codes: [],
  terms: [],
  ...more,
});
const texts = (results: PaidResult[]) => results.map((result) => result.text);

describe('an engine’s reply', () => {
  test('is asked for once, however often the text comes, in one call or later', async () => {
    const { engine, asked } = loudEngine();
    const ledger = memoryLedger();
    const request = { from: 'en', to: 'es', segments: ['a', 'b', 'a'].map((text) => segment(text)) };
    expect(texts(await translateOnce(engine, request, ledger.as('me')))).toEqual(['A', 'B', 'A']);
    expect(texts(await translateOnce(engine, request, ledger.as('other')))).toEqual(['A', 'B', 'A']);
    expect(asked.map((call) => call.map(({ text }) => text))).toEqual([['a', 'b']]);
    expect(ledger.cost()).toBe(2);
  });

  test('is another one when the codes, the terms or the languages are others', async () => {
    const { engine, asked } = loudEngine();
    const ledger = memoryLedger().as('me');
    const term = { concept: 'c', start: 0, end: 1, source: 'a', target: 'x', accepted: ['x'] };
    for (const one of [
      segment('a'),
      segment('a', { terms: [term] }),
      segment('a', { codes: [{ id: '1', kind: 'standalone', at: 0, data: '<br>' }] }),
    ])
      await translateOnce(engine, { from: 'en', to: 'es', segments: [one] }, ledger);
    await translateOnce(engine, { from: 'en', to: 'ca', segments: [segment('a')] }, ledger);
    expect(asked).toHaveLength(4);
  });

  test('is the same in other surroundings, unless the engine uses them', async () => {
    for (const [usesContext, calls] of [
      [false, 1],
      [true, 2],
    ] as const) {
      const { engine, asked } = loudEngine({ usesContext });
      const ledger = memoryLedger().as('me');
      for (const next of ['x', 'y'])
        await translateOnce(engine, { from: 'en', to: 'es', segments: [segment('a', { next })] }, ledger);
      expect(asked).toHaveLength(calls);
      expect(asked[0]?.[0]?.next).toBe(usesContext ? 'x' : undefined);
    }
  });
});

test('what was paid before a failure is kept, and the rest is free for the next attempt', async () => {
  const { engine, asked } = loudEngine({ perCall: 1, fail: (call) => call === 3 });
  const ledger = memoryLedger();
  const request = { from: 'en', to: 'es', segments: ['a', 'b', 'c', 'd'].map((text) => segment(text)) };
  await expect(translateOnce(engine, request, ledger.as('me'))).rejects.toThrow(/engine.failed/);
  expect([...ledger.claims.keys()]).toHaveLength(2);
  expect(texts(await translateOnce(engine, request, ledger.as('other')))).toEqual(['A', 'B', 'C', 'D']);
  expect(asked.flat().map(({ text }) => text)).toEqual(['a', 'b', 'c', 'c', 'd']);
});

test('an engine that answers fewer segments than it was asked is not believed', async () => {
  const { engine } = loudEngine({ short: true });
  const ledger = memoryLedger();
  await expect(
    translateOnce(engine, { from: 'en', to: 'es', segments: [segment('a'), segment('b')] }, ledger.as('me')),
  ).rejects.toThrow(/engine.count/);
  expect(ledger.claims.size).toBe(0);
});

test('calls that another worker is making are waited for, after the own ones are recorded', async () => {
  const { engine, asked } = loudEngine();
  const ledger = memoryLedger();
  const request = { from: 'en', to: 'es', segments: [segment('a'), segment('b')] };
  await ledger
    .as('other')
    .claim([{ key: await keyOf(engine, 'a'), engine: 'loud', from: 'en', to: 'es', characters: 1 }]);
  await expect(translateOnce(engine, request, ledger.as('me'))).rejects.toThrow(/engine.busy/);
  expect(asked.flat().map(({ text }) => text)).toEqual(['b']);
});

/** The key that a text gets, seen through a ledger that only looks. */
async function keyOf(engine: Engine, text: string): Promise<string> {
  let seen = '';
  const looking: CallLedger = {
    async claim(calls) {
      seen = calls[0]?.key ?? '';
      return { recorded: new Map(), ours: new Set(), busy: new Set(calls.map((call) => call.key)) };
    },
    record: async () => {},
    release: async () => {},
  };
  await translateOnce(engine, { from: 'en', to: 'es', segments: [segment(text)] }, looking).catch(() => {});
  return seen;
}

test('every segment gets its own answer, whatever the texts and the size of calls', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 7 }),
      async (all, perCall) => {
        const { engine, asked } = loudEngine({ perCall });
        const results = await translateOnce(
          engine,
          { from: 'en', to: 'es', segments: all.map((text) => segment(text)) },
          memoryLedger().as('me'),
        );
        const translatable = (text: string) => /[\p{L}\p{Nd}]/u.test(text);
        expect(texts(results)).toEqual(all.map((text) => (translatable(text) ? text.toUpperCase() : text)));
        expect(asked.flat()).toHaveLength(new Set(all.filter(translatable)).size);
      },
    ),
  );
});
