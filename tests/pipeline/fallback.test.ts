import { describe, expect, test } from 'vitest';
import { InterlinearError, TransientError } from '../../src/model/errors.ts';
import type { Engine, EngineGate, EngineSegment } from '../../src/model/ports.ts';
import { askInTurn, type FallbackOptions } from '../../src/pipeline/fallback.ts';
import { askOnce } from '../../src/pipeline/pay-once.ts';
import { memoryLedger } from '../engines/memory-ledger.ts';
import { segment } from '../engines/segments.ts';

/** An engine that says its name with each text, and fails as it is told: an error, or texts that stay empty. */
function engine(name: string, fail?: (text: string, call: number) => Error | 'empty' | undefined, most = 100) {
  const asked: string[] = [];
  const made: Engine = {
    name,
    account: name,
    capabilities: async () => ({
      available: true,
      pairs: [],
      anyPair: true,
      limits: { segmentCharacters: most, segmentsPerCall: 1 },
      costPerMillionCharacters: 1e6,
      sendsTextOutside: false,
    }),
    version: async () => `${name} 1`,
    async translate({ segments }) {
      const [one] = segments as [EngineSegment];
      asked.push(one.text);
      const outcome = fail?.(one.text, asked.length);
      if (outcome instanceof Error) throw outcome;
      const text = outcome === 'empty' ? '' : `${one.text} (${name})`;
      return { results: [{ text, codes: [], unknownWords: [], lostTerms: [] }], route: 'en>es', version: '1' };
    },
  };
  return { made, asked };
}

const request = (...texts: string[]) => ({ from: 'en', to: 'es', segments: texts.map((text) => segment(text)) });
const ask = async (
  engines: { made: Engine }[],
  texts: string[],
  options: FallbackOptions = {},
  ledger = memoryLedger(),
) => {
  const { answers, failure } = await askInTurn(
    engines.map(({ made }) => made),
    request(...texts),
    ledger,
    options,
  );
  return { texts: answers.map((answer) => answer?.text), engines: answers.map((answer) => answer?.engine), failure };
};
const quota = new InterlinearError('engine.quota', { engine: 'first', reason: '' });
const failed = new TransientError('engine.failed', { engine: 'first', reason: '' });
const limited = (seconds: number) => new TransientError('engine.limited', { engine: 'first', seconds });

describe('a chain of engines', () => {
  test('asks the next one only for what those before it did not give', async () => {
    const first = engine('first', (_, call) => (call === 2 ? quota : undefined));
    const second = engine('second');
    const { texts, engines, failure } = await ask([first, second], ['a', 'b', 'c']);
    expect(texts).toEqual(['a (first)', 'b (second)', 'c (second)']);
    expect(engines).toEqual(['first', 'second', 'second']);
    expect(second.asked).toEqual(['b', 'c']);
    expect(failure).toBeUndefined();
  });

  test('keeps what was paid where nobody can do the rest, and says why', async () => {
    const first = engine('first', (text) => (text === 'b' ? quota : undefined));
    const { texts, failure } = await ask([first], ['a', 'b', 'c']);
    expect(texts).toEqual(['a (first)', undefined, undefined]);
    expect(failure).toBe(quota);
  });

  test('asks the next one also for what came back empty', async () => {
    const { texts } = await ask(
      [engine('first', (text) => (text === 'a' ? 'empty' : undefined)), engine('second')],
      ['a', 'b'],
    );
    expect(texts).toEqual(['a (second)', 'b (first)']);
  });

  test('tries an engine that failed again, and leaves it only in the last attempt', async () => {
    const first = engine('first', () => failed);
    const second = engine('second');
    await expect(ask([first, second], ['a'])).rejects.toBe(failed);
    expect(second.asked).toEqual([]);
    expect((await ask([first, second], ['a'], { last: true })).texts).toEqual(['a (second)']);
    expect(await ask([first], ['a'], { last: true })).toMatchObject({ texts: [undefined], failure: failed });
  });

  test('waits for a service that asks for a little patience, and not for one that asks for much while there is another', async () => {
    const second = engine('second');
    await expect(ask([engine('first', () => limited(5)), second], ['a'])).rejects.toMatchObject({
      code: 'engine.limited',
    });
    expect((await ask([engine('first', () => limited(600)), second], ['a'])).texts).toEqual(['a (second)']);
    for (const last of [false, true])
      await expect(ask([engine('first', () => limited(600))], ['a'], { last })).rejects.toMatchObject({
        code: 'engine.limited',
      });
  });

  test('does not ask an engine that is down, and waits for it where there is no other', async () => {
    const down = new TransientError('engine.down', { engine: 'first', seconds: 60 });
    const gate: EngineGate = {
      async enter({ name }) {
        if (name === 'first') throw down;
        return { leave: async (error) => error };
      },
    };
    const first = engine('first');
    expect((await ask([first, engine('second')], ['a'], { gate })).texts).toEqual(['a (second)']);
    await expect(ask([first], ['a'], { gate })).rejects.toBe(down);
    expect(await ask([first], ['a'], { gate, last: true })).toMatchObject({ failure: down });
    expect(first.asked).toEqual([]);
  });

  test('leaves errors that are no engine’s to others', async () => {
    const broken = new Error('a mistake of ours');
    await expect(ask([engine('first', () => broken), engine('second')], ['a'], { last: true })).rejects.toBe(broken);
  });
});

describe('a call', () => {
  test('tells the gate how it ended, and throws what the gate makes of it', async () => {
    const heard: unknown[] = [];
    const refusing = new InterlinearError('engine.silent', { engine: 'first', minutes: 30 });
    const gate: EngineGate = {
      enter: async (_, characters) => ({
        async leave(error) {
          heard.push([characters, error]);
          return error ? refusing : undefined;
        },
      }),
    };
    const { made } = engine('first', (text) => (text === 'bb' ? limited(1) : undefined));
    const ledger = memoryLedger();
    const { results, failure } = await askOnce(made, request('a', 'bb'), ledger, { gate });
    expect(results.map((result) => result?.text)).toEqual(['a (first)', undefined]);
    expect(failure).toBe(refusing);
    expect(heard).toEqual([
      [1, undefined],
      [2, expect.objectContaining({ code: 'engine.limited' })],
    ]);
    expect(ledger.claims.size).toBe(0);
  });

  test('whose answer is not to be believed is made once more; both were paid', async () => {
    const { made, asked } = engine('first', undefined);
    const loud: Engine = {
      ...made,
      translate: async (call, signal) => {
        const reply = await made.translate(call, signal);
        const wrong =
          asked.filter((text) => text === call.segments[0]?.text).length === 1 && call.segments[0]?.text === 'b';
        return {
          ...reply,
          cost: 3,
          results: wrong ? [{ text: 'wrong', codes: [], unknownWords: [], lostTerms: [] }] : reply.results,
        };
      },
    };
    const ledger = memoryLedger();
    const isSuspect = ({ text }: { text: string }) => text === 'wrong';
    const { results } = await askOnce(loud, request('a', 'b'), ledger, { isSuspect });
    expect(results.map((result) => result?.text)).toEqual(['a (first)', 'b (first)']);
    expect(asked).toEqual(['a', 'b', 'b']);
    expect(ledger.cost()).toBe(9);
  });

  test('that stays wrong is believed in the end, so that somebody can see it', async () => {
    const { made, asked } = engine('first');
    const { results } = await askOnce(made, request('a'), memoryLedger(), { isSuspect: () => true });
    expect(results[0]?.text).toBe('a (first)');
    expect(asked).toHaveLength(2);
  });

  test('of a long segment that lacks one piece has no text at all, and pays the others once', async () => {
    let tries = 0;
    const { made, asked } = engine(
      'first',
      (text) => (text.startsWith('Two') && ++tries === 1 ? 'empty' : undefined),
      20,
    );
    const ledger = memoryLedger();
    const long = request('One sentence is. Two sentences are.');
    expect((await askOnce(made, long, ledger)).results[0]?.text).toBe('');
    expect((await askOnce(made, long, ledger)).results[0]?.text).toBe(
      'One sentence is. (first) Two sentences are. (first)',
    );
    expect(asked).toEqual(['One sentence is.', 'Two sentences are.', 'Two sentences are.']);
  });
});
