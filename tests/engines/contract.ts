import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine, EngineRequest, EngineSegment } from '../../src/model/ports.ts';
import { translateOnce } from '../../src/pipeline/pay-once.ts';
import { memoryLedger } from './memory-ledger.ts';
import { segments as anySegments, isWellNested, pair, segment, standalone } from './segments.ts';
import type { Fault } from './services/service.ts';

/** An engine with what stands behind it. */
export interface Case {
  engine: Engine;
  /** The same, but soon tired of waiting for an answer; absent where nothing can be made to fail. */
  hasty?: Engine;
  /** What it makes of a text without codes and terms; absent where nobody knows beforehand. */
  says?: (text: string) => string;
  /** What the next call meets with; absent where nothing can be made to fail. */
  fail?: (fault: Fault | 'exit') => void;
  /** How many calls its service has had. */
  calls?: () => number;
  /** What must stand in no error. */
  secret?: string;
  /** Takes whatever pair it is asked for, and does what it can. */
  takesAll?: boolean;
  /** How many texts are tried where they are made up; fewer for an engine whose every call starts a program. */
  runs?: number;
  /** Whether a service that is asked says what its status means, or a program just ends. */
  kind: 'service' | 'program';
  close(): Promise<void>;
}

const long = Array.from(
  { length: 1700 },
  (_, index) => `The village number ${index + 1} lies at the foot of a high mountain. `,
)
  .join('')
  .trim();

/**
 * What every engine has to keep, whatever is behind it. The pair is en>es, and en>ar where it has that.
 *
 * @param missing why the engine cannot be tested here
 */
export function engineContract(name: string, open: () => Promise<Case>, missing?: string): void {
  describe.skipIf(missing !== undefined)(`${name}${missing ? ` (skipped: ${missing})` : ''}`, () => {
    let one: Case;
    beforeAll(async () => {
      one = await open();
    });
    afterAll(() => one?.close());
    const request = (segments: EngineSegment[], to = 'es'): EngineRequest => ({
      from: 'en',
      to,
      segments,
      glossary: { key: 'k'.repeat(64), entries: [{ source: 'Idleb', target: 'Idlib' }] },
    });
    const translate = (segments: EngineSegment[], to = 'es', ledger = memoryLedger(), engine = one.engine) =>
      translateOnce(engine, request(segments, to), ledger);
    const failure = async (fault: Fault | 'exit', text: string) => {
      one.fail?.(fault);
      const ledger = memoryLedger();
      const engine = fault === 'slow' ? one.hasty : one.engine;
      const error = await translate([segment(text)], 'es', ledger, engine).then(
        () => undefined,
        (thrown: unknown) => thrown as { code: string; name: string; parameters: Record<string, unknown> },
      );
      expect(ledger.claims.size, 'claims that were not given up').toBe(0);
      if (error) {
        const said = JSON.stringify(error.parameters);
        expect(said).not.toContain(text);
        if (one.secret) expect(said).not.toContain(one.secret);
      }
      return error;
    };

    test('it says what it can do, and who it is', async () => {
      const capabilities = await one.engine.capabilities();
      expect(capabilities.available).toBe(true);
      expect(capabilities.limits.segmentCharacters).toBeGreaterThan(100);
      const version = await one.engine.version('en', 'es');
      expect(version).not.toBe('');
      if (one.secret) expect(version + one.engine.account).not.toContain(one.secret);
    });

    test('every segment gets its own answer, in order', async () => {
      const texts = ['The house is old.', 'The river is long.', 'A new bridge stands there.'];
      const results = await translate(texts.map((text) => segment(text)));
      expect(results).toHaveLength(3);
      for (const [index, { text, codes }] of results.entries()) {
        expect(codes).toEqual([]);
        if (one.says) expect(text).toBe(one.says(texts[index] as string));
        else expect(text.trim()).not.toBe('');
      }
      expect(new Set(results.map(({ text }) => text)).size).toBe(3);
    });

    test('a batch of more than one call, and of equal texts, comes back whole', async () => {
      const texts = Array.from({ length: 130 }, (_, index) => `House number ${index % 65} is old.`);
      const results = await translate(texts.map((text) => segment(text)));
      for (const [index, { text }] of results.entries()) {
        if (one.says) expect(text).toBe(one.says(texts[index] as string));
        else expect(text).toContain(String(index % 65));
      }
    });

    test('characters that mean something in markup come back as they were', async () => {
      const text = 'He said "a < b & c > d": it\'s 5 &amp; 6 <b>.';
      const [result] = await translate([segment(text)]);
      if (one.says) expect(result?.text).toBe(one.says(text));
      else for (const mark of ['<', '>', '&']) expect(result?.text).toContain(mark);
    });

    test('inline codes are kept, each once and around the words it belongs to', async () => {
      const text = 'The old house burned down.';
      const codes = [...pair('1', 'b', 4, 13), standalone('2', 26)];
      const [result] = await translate([segment(text, codes)]);
      expect(result?.codes.map(({ id }) => id).sort()).toEqual(['1', '1e', '2']);
      expect(isWellNested(result?.codes ?? [])).toBe(true);
      if (one.says) {
        expect(result?.text).toBe(one.says(text));
        expect(result?.codes.map(({ at }) => at)).toEqual([4, 13, 26]);
      }
    });

    test('text from right to left keeps its codes, too', async () => {
      const { pairs, anyPair } = await one.engine.capabilities();
      if (!anyPair && !pairs.some(({ from, to }) => from === 'en' && to === 'ar')) return;
      const text = 'مرحبا بكم في المدينة';
      const [result] = await translate([segment(text, [standalone('2', 0), ...pair('1', 'i', 6, 9)])], 'ar');
      expect(result?.text).toBe(text);
      expect(result?.codes.map(({ id, at }) => [id, at])).toEqual([
        ['2', 0],
        ['1', 6],
        ['1e', 9],
      ]);
    });

    test('a prescribed term is kept, and said how', async () => {
      const [result] = await translate([segment('The road to Idleb is closed.', [], { Idleb: 'Idlib' })]);
      expect(result?.text).toContain('Idlib');
      expect(result?.lostTerms).toEqual([]);
      expect(result?.terms).toEqual([{ concept: 'Idleb', outcome: expect.stringMatching(/^[a-z]+$/) }]);
      expect(result?.terms?.[0]?.outcome).not.toBe('lost');
    });

    test('every prescribed term of a segment is reported, those that are lost as such', async () => {
      const texts = ['The road to Idleb and Kafr is closed.', 'Idleb!', 'The house is old.'];
      const results = await translate([
        segment(texts[0] as string, [], { Idleb: 'Idlib', Kafr: 'Qafr' }),
        segment(texts[1] as string, [], { Idleb: 'Idlib' }),
        segment(texts[2] as string, [], { old: 'Xyzzy quux' }),
      ]);
      const concepts = [['Idleb', 'Kafr'], ['Idleb'], ['old']];
      for (const [index, { text, terms = [], lostTerms }] of results.entries()) {
        expect(terms.map(({ concept }) => concept).sort()).toEqual(concepts[index]);
        const lost = terms.filter(({ outcome }) => outcome === 'lost').map(({ concept }) => concept);
        expect([...lostTerms].sort()).toEqual(lost.sort());
        const wordings: Record<string, string> = { Idleb: 'Idlib', Kafr: 'Qafr', old: 'Xyzzy quux' };
        for (const { concept, outcome } of terms)
          if (outcome !== 'lost') expect(text.toLowerCase()).toContain(wordings[concept]?.toLowerCase());
      }
    });

    test('a prescribed term inside of codes is kept with them', async () => {
      const text = 'The road to Idleb is closed.';
      const [result] = await translate([segment(text, pair('1', 'b', 12, 17), { Idleb: 'Idlib' })]);
      expect(result?.text).toContain('Idlib');
      if (one.says) expect(result?.codes.map(({ at }) => at)).toEqual([12, 17]);
    });

    test('what has nothing to translate is not asked for, and stays as it is', async () => {
      const before = one.calls?.();
      const codes = [...pair('1', 'b', 0, 0), standalone('2', 0)];
      const results = await translate([segment('', codes), segment('👨‍👩‍👧 🇸🇾!', pair('1', 'b', 0, 2)), segment('…')]);
      expect(results.map(({ text }) => text)).toEqual(['', '👨‍👩‍👧 🇸🇾!', '…']);
      expect(results[0]?.codes).toEqual(codes);
      expect(one.calls?.()).toBe(before);
    });

    test('a segment of 100 kB is translated in pieces and put together again', { timeout: 120_000 }, async () => {
      expect(long.length).toBeGreaterThan(100_000);
      const { limits } = await one.engine.capabilities();
      let longest = 0;
      const spied: Engine = {
        ...one.engine,
        translate(asked, signal) {
          for (const { text } of asked.segments) longest = Math.max(longest, text.length);
          const characters = asked.segments.reduce((sum, { text }) => sum + text.length, 0);
          expect(characters).toBeLessThanOrEqual(limits.charactersPerCall ?? Number.POSITIVE_INFINITY);
          return one.engine.translate(asked, signal);
        },
      };
      const text = one.says ? long : long.slice(0, 11_000);
      const codes = [...pair('1', 'b', 4, 11), ...pair('2', 'i', text.length - 9, text.length)];
      const [result] = await translateOnce(spied, request([segment(text, codes)]), memoryLedger());
      expect(longest).toBeLessThanOrEqual(limits.segmentCharacters);
      expect(result?.codes.map(({ id }) => id)).toEqual(['1', '1e', '2', '2e']);
      if (one.says) {
        expect(result?.text).toBe(one.says(text));
        expect(result?.codes.map(({ at }) => at)).toEqual(codes.map(({ at }) => at));
      } else expect(result?.text.length).toBeGreaterThan(text.length / 2);
    });

    test('a pair that it does not have is refused as such', async () => {
      if (one.takesAll) return;
      const asked = { ...request([segment('Bonjour le monde.')]), from: 'fr', to: 'tlh' };
      await expect(translateOnce(one.engine, asked, memoryLedger())).rejects.toMatchObject({ code: 'engine.pair' });
    });

    test('a call that is stopped ends at once, with the reason of the stop', async () => {
      if (!one.fail) return;
      one.fail('slow');
      const stop = new AbortController();
      const translated = translateOnce(one.engine, request([segment('Stopped.')]), memoryLedger(), stop.signal);
      setTimeout(() => stop.abort(new Error('told to stop')), 50);
      await expect(translated).rejects.toThrow('told to stop');
    });

    test('whatever is in an answer that is none, it is not believed, and another attempt may do better', async () => {
      if (!one.fail) return;
      for (const [fault, codes] of [
        ['slow', ['engine.failed']],
        ['no-json', ['engine.malformed']],
        ['other-json', ['engine.malformed', 'engine.count']],
      ] as const) {
        const error = await failure(fault, `Meets with ${fault}.`);
        expect(codes, fault).toContain(error?.code);
        expect(error?.name).toBe('TransientError');
      }
    });

    test('an empty answer is not recorded: it may be asked for again', async () => {
      if (!one.fail) return;
      const ledger = memoryLedger();
      one.fail('empty');
      // Some ask a second time by themselves.
      if (one.engine.name === 'openai') one.fail('empty');
      const [first] = await translate([segment('Answered with nothing.')], 'es', ledger);
      expect(first?.text).toBe('');
      expect(ledger.replies.size).toBe(0);
      const [second] = await translate([segment('Answered with nothing.')], 'es', ledger);
      expect(second?.text).toBe(one.says?.('Answered with nothing.'));
    });

    test('codes that the answer lacks are put back, each once', async () => {
      if (!one.fail) return;
      one.fail('no-codes');
      if (one.engine.name === 'openai') one.fail('no-codes');
      const [result] = await translate([
        segment('Some codes are lost.', [...pair('1', 'b', 0, 4), standalone('2', 9)]),
      ]);
      expect(result?.text).toBe(one.says?.('Some codes are lost.'));
      expect(result?.codes.map(({ id }) => id).sort()).toEqual(['1', '1e', '2']);
      expect(isWellNested(result?.codes ?? [])).toBe(true);
    });

    test('a service that asks for patience is understood, with and without a number', async () => {
      if (one.kind !== 'service') return;
      const limited = (headers: Record<string, string>, status = 429) =>
        failure({ status, headers, body: { message: 'Too many requests' } }, 'Asked too often.');
      expect(await limited({ 'retry-after': '7' })).toMatchObject({
        code: 'engine.limited',
        parameters: { seconds: 7 },
      });
      const date = new Date('2026-01-01T00:00:00Z').toUTCString();
      const later = new Date('2026-01-01T00:01:30Z').toUTCString();
      expect(await limited({ date, 'retry-after': later })).toMatchObject({ parameters: { seconds: 90 } });
      expect(await limited({})).toMatchObject({
        name: 'TransientError',
        code: 'engine.limited',
        parameters: { seconds: 0 },
      });
      expect(await limited({ 'retry-after': '2' }, 503)).toMatchObject({
        code: 'engine.limited',
        parameters: { seconds: 2 },
      });
    });

    test('refusals that no patience mends are told from failures that pass', async () => {
      if (one.kind !== 'service') return;
      const refused = (status: number) =>
        failure({ status, body: { message: 'The desk must not see: Refused.' } }, 'Refused.');
      expect(await refused(401)).toMatchObject({ name: 'InterlinearError', code: 'engine.key' });
      expect(await refused(456)).toMatchObject({ name: 'InterlinearError', code: 'engine.quota' });
      expect(await refused(413)).toMatchObject({ name: 'InterlinearError', code: 'engine.refused' });
      expect(await refused(500)).toMatchObject({ name: 'TransientError', code: 'engine.failed' });
      expect(await refused(302)).toMatchObject({ code: 'engine.failed' });
    });

    test('a connection that is cut, and an answer without end, are failures that pass', async () => {
      if (one.kind !== 'service') return;
      expect(await failure('cut', 'Cut off in the middle.')).toMatchObject({ code: 'engine.failed' });
      expect(await failure('endless', 'Answered without end.')).toMatchObject({ code: 'engine.failed' });
    });

    test('any text with any codes comes back with its codes, each once and well nested', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anySegments, { minLength: 1, maxLength: 6 }), async (list) => {
          const results = await translate(list);
          for (const [index, { codes, text }] of results.entries()) {
            const asked = list[index] as EngineSegment;
            expect(codes.map(({ id }) => id).sort()).toEqual(asked.codes.map(({ id }) => id).sort());
            expect(isWellNested(codes)).toBe(true);
            for (const { at } of codes) expect(at).toBeLessThanOrEqual(text.length);
          }
        }),
        { numRuns: one.runs ?? 25 },
      );
    });
  });
}
