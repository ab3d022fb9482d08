import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JobEvent, readEvents } from '../../../src/cli/client/events.ts';

async function* cut(bytes: Uint8Array, sizes: number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, piece = 0; at < bytes.length; piece++) {
    const size = sizes[piece % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(text: string, sizes: number[] = [1000]): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  for await (const event of readEvents(cut(new TextEncoder().encode(text), sizes))) events.push(event);
  return events;
}

describe('server-sent events', () => {
  it('are the same however the connection cuts them', async () => {
    const event = fc.record({
      id: fc.nat().map((seq) => `7.${seq}`),
      event: fc.constantFrom('language.progress', 'article.done'),
      data: fc.record({
        job: fc.uuid(),
        fileName: fc.string({ unit: 'binary', maxLength: 12 }),
        at: fc.constant('2026-01-01T00:00:00Z'),
      }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        fc.constantFrom('\n', '\r\n'),
        async (events, sizes, end) => {
          const written = events.map((one) =>
            [`id: ${one.id}`, `event: ${one.event}`, `data: ${JSON.stringify(one.data)}`, '', ':', '', ''].join(end),
          );
          const known = events.map((one) => JSON.parse(JSON.stringify(one)));
          expect(await read(`retry: 2000${end}${end}${written.join('')}`, sizes)).toEqual(known);
        },
      ),
    );
  });

  it('that the end cuts off are none', async () => {
    expect(await read('id: 1.1\nevent: job.done\ndata: {"job":"a"}\n')).toEqual([]);
  });
});
