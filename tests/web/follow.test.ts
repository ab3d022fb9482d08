import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { follow } from '../../src/web/api/follow.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A service that answers one request after the other; a list of strings is a stream that comes in these pieces. */
function service(answers: (string[] | number | Error)[]) {
  const asked: (string | null)[] = [];
  vi.stubGlobal('fetch', async (_path: string, { headers }: { headers: Record<string, string> }) => {
    asked.push(headers['last-event-id'] ?? null);
    const answer = answers.shift() ?? 204;
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'number') return new Response(null, { status: answer });
    const bytes = new TextEncoder().encode(answer.join('\u0000'));
    // Cut anywhere, also within a character.
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += 3) pieces.push(bytes.slice(at, at + 3).filter((byte) => byte !== 0));
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        for (const piece of pieces) stream.enqueue(piece);
        stream.close();
      },
    });
    return new Response(body, { status: 200 });
  });
  return asked;
}

const event = (id: number, kind: string, data: object) =>
  `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;

test('events are heard whole however they are cut, and a line that breaks goes on behind the last one', async () => {
  const asked = service([
    [event(1, 'segment.changed', { segment: 'a', name: 'Zoë 👩‍👧' }), 'id: 2\nevent: segment.chan'],
    new Error('the line is down'),
    503,
    [event(2, 'segment.changed', { segment: 'b' }), ': still there\n\n', event(3, 'segments.changed', {})],
    204,
  ]);
  const heard: unknown[] = [];
  const over = follow('/v1/articles/x/events', (kind, data) => heard.push([kind, data]), new AbortController().signal);
  await vi.advanceTimersByTimeAsync(60_000);
  await over;
  expect(heard).toEqual([
    ['segment.changed', { segment: 'a', name: 'Zoë 👩‍👧' }],
    ['segment.changed', { segment: 'b' }],
    ['segments.changed', {}],
  ]);
  expect(asked).toEqual([null, '1', '1', '1', '3']);
});

test.each([401, 403, 404])('nobody is asked again and again for what this person may not hear (%i)', async (status) => {
  const asked = service([status]);
  await follow('/v1/articles/x/events', () => {}, new AbortController().signal);
  expect(asked).toHaveLength(1);
});
