import { address, standing } from './client.ts';

/** Pause before a stream is asked for again, in milliseconds. */
const AGAIN_MS = 2000;

/**
 * Follows a stream of server-sent events (WHATWG HTML, section 9.2) until there is nothing more to come, or the signal says so. Read by
 * fetch, for `EventSource` cannot say for which desk.
 *
 * @param onEvent its kind and what it says
 */
export async function follow(
  path: string,
  onEvent: (kind: string, data: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  let last: string | undefined;
  while (!signal.aborted) {
    try {
      const headers = {
        accept: 'text/event-stream',
        ...(standing.desk ? { 'interlinear-desk': standing.desk } : {}),
        ...(last ? { 'last-event-id': last } : {}),
      };
      const response = await fetch(address(path), { headers, signal, credentials: 'same-origin' });
      // Nothing more to come, or nothing for this person.
      if (response.status === 204 || (response.status >= 400 && response.status < 500)) return;
      if (response.ok && response.body) {
        let rest = '';
        for await (const part of chunks(response.body)) {
          const events = (rest + part).split('\n\n');
          rest = events.pop() ?? '';
          for (const event of events) {
            const fields = new Map(event.split('\n').map((line) => cut(line)));
            last = fields.get('id') ?? last;
            const [kind, data] = [fields.get('event'), fields.get('data')];
            if (kind && data) onEvent(kind, JSON.parse(data));
          }
        }
      }
    } catch {
      // The line is down: it is tried again.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

function cut(line: string): [string, string] {
  const at = line.indexOf(':');
  return [line.slice(0, Math.max(at, 0)), line.slice(at + 1).trimStart()];
}

async function* chunks(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    reader.releaseLock();
  }
}
