import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, expect, test } from 'vitest';
import { InterlinearError, TransientError } from '../../src/model/errors.ts';
import type { Concept } from '../../src/model/term.ts';
import { ReadyTerms } from '../../workers/compute/terms.ts';
import { ComputeThreads, type TermsInUse } from '../../workers/compute/threads.ts';

const open: ComputeThreads[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((threads) => threads.close()));
});
/** One thread for all who do not care which: it takes seconds to read the stages. */
const shared = new ComputeThreads(1, 0);
afterAll(() => shared.close());

function threads(most: number, first = 0): ComputeThreads {
  const made = new ComputeThreads(most, first);
  open.push(made);
  return made;
}

const concept: Concept = {
  id: 'bridge',
  domain: '',
  note: '',
  terms: [
    { text: 'bridge', language: 'en', status: 'preferred' },
    { text: 'puente', language: 'es', status: 'preferred' },
  ],
} as unknown as Concept;

function terms(key = 'none', concepts: Concept[] = []): TermsInUse {
  const data = { key, credits: [], calques: [] };
  return { data, concepts, onDay: new ReadyTerms().onDay(data, concepts) };
}

const delivery = (text: string) => ({
  act: 'prepare' as const,
  delivery: { fileName: 'a.txt', input: new TextEncoder().encode(text), from: 'en' },
  today: '2026-11-23',
  candidates: [],
  furniture: [],
  wishes: { dictionaries: [] },
});

const story = 'The bridge of Idleb was opened on Monday.\n\nThe mayor said that it cost 12 euros , and more.';

test('a thread makes of an article what this one makes of it', async () => {
  const there = await shared.run(delivery(story), terms());
  const here = await threads(0).run(delivery(story), terms());
  expect(there).toEqual(here);
  expect(there.findings.map(({ check }) => check)).toContain('punctuation-spaces');
});

test('many tasks at once are all done, each with its own answer', async () => {
  const two = threads(2);
  const texts = Array.from({ length: 12 }, (_, number) => `Story number ${number} of the day was told.`);
  const prepared = await Promise.all(texts.map((text) => two.run(delivery(text), terms())));
  expect(prepared.map(({ delivered }) => delivered.segments[0]?.text)).toEqual(texts);
});

test('the concepts of a glossary reach the thread once, and are used there', async () => {
  const one = shared;
  for (let time = 0; time < 2; time++) {
    const given = terms('glossary 1', [concept]);
    const { delivered, corrected } = await one.run(delivery(story), given);
    const sources = delivered.segments.map((segment, index) => ({
      segment,
      text: corrected[index]?.text ?? null,
      codes: [],
      target: {
        text: 'El viaducto de Idlib.',
        codes: [],
        state: 'initial' as const,
        origin: 'mt' as const,
        route: 'en>es',
      },
    }));
    const { findings } = await one.run(
      {
        ...{ act: 'target', day: '2026-11-23', from: delivered, fromName: 'delivered', language: 'es', sources },
        ...{ reason: null, wishes: { dictionaries: [] } },
      },
      given,
    );
    expect(findings.map(({ check }) => check)).toContain('prescribed-terms');
  }
});

test('what a stage says of bad input comes back as it was said', async () => {
  const binary = { ...delivery(''), delivery: { fileName: 'a.txt', input: new Uint8Array([0, 1, 2, 0, 255]) } };
  const [there, here] = await Promise.all(
    [shared, threads(0)].map((place) => place.run(binary, terms()).catch((error: unknown) => error)),
  );
  expect(there).toBeInstanceOf(InterlinearError);
  expect(there).not.toBeInstanceOf(TransientError);
  expect(there).toMatchObject({
    code: (here as InterlinearError).code,
    parameters: (here as InterlinearError).parameters,
  });
});

test('a thread that ends takes the task in its hand along, and the next one is done by another', async () => {
  const one = threads(1);
  await one.run(delivery(story), terms());
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker) {
    void this.terminate();
  };
  const lost = one.run(delivery(story), terms());
  Worker.prototype.postMessage = post;
  const next = one.run(delivery(story), terms());
  await expect(lost).rejects.toMatchObject({ code: 'compute.ended' });
  expect((await next).delivered.segments).toHaveLength(2);
});

test('little work starts no thread', async () => {
  const lazy = threads(1, 3);
  for (let time = 0; time < 3; time++) await lazy.run(delivery(story), terms());
  expect(lazy.running).toBe(0);
  await lazy.run(delivery(story), terms());
  expect(lazy.running).toBe(1);
});
