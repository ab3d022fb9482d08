import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** Parsed JSON, or a form as an object; the text where it is neither. */
  body: unknown;
  bytes: number;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** What goes wrong with one of the next requests: on the way (any service), or in the answer (the service's own handler sees to it). */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  | 'cut'
  | 'slow'
  | 'endless'
  | 'no-json'
  | 'other-json'
  | 'fewer'
  | 'empty'
  | 'no-codes';

/** A service on the loopback interface that behaves as the documentation of some API says. */
export interface Service {
  url: string;
  /** Requests to translate, in order. */
  received: Received[];
  /** When each of them came, in milliseconds since 1970. */
  times: number[];
  /** Taken from the front, one a request to translate. */
  faults: Fault[];
  /** How long an answer takes, in milliseconds. */
  pace: number;
  /** While it is, every connection breaks off. */
  down: boolean;
  close(): Promise<void>;
}

/**
 * @param handle answers a request; the fault is one that the answer itself has
 * @param isTranslation whether a request is one to translate: only those are recorded and can fail
 */
export async function startService(
  handle: (request: Received, fault: Fault | undefined) => Answer,
  isTranslation: (request: Received) => boolean,
): Promise<Service> {
  const received: Received[] = [];
  const times: number[] = [];
  const faults: Fault[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const request = read(incoming, Buffer.concat(chunks));
    const counts = isTranslation(request);
    if (counts) {
      times.push(Date.now());
      received.push(request);
      if (service.pace > 0) await new Promise((resolve) => setTimeout(resolve, service.pace));
    }
    if (service.down) return void incoming.socket.destroy();
    const fault = counts ? faults.shift() : undefined;
    if (fault === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"transl');
      response.socket?.destroySoon();
    } else if (fault === 'slow') trickle(response, timers, 50);
    else if (fault === 'endless') trickle(response, timers, 0);
    else if (fault === 'no-json') send(response, { body: '<html>Bad gateway</html>' }, 'text/html');
    else if (fault === 'other-json') send(response, { body: { hello: ['world'] } });
    else if (typeof fault === 'object') send(response, { body: {}, ...fault });
    else send(response, handle(request, fault));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const service: Service = {
    url: `http://127.0.0.1:${port}`,
    received,
    times,
    faults,
    pace: 0,
    down: false,
    async close() {
      for (const timer of timers) clearInterval(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return service;
}

function read(incoming: IncomingMessage, raw: Buffer): Received {
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const text = raw.toString('utf8');
  const isForm = incoming.headers['content-type']?.includes('form-urlencoded');
  let body: unknown = text;
  if (isForm) body = Object.fromEntries(new URLSearchParams(text));
  else if (text !== '') body = JSON.parse(text);
  const { method = 'GET', headers } = incoming;
  return { method, path: url.pathname, query: url.searchParams, headers, body, bytes: raw.length };
}

function send(response: ServerResponse, { status = 200, headers, body }: Answer, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(status === 204 ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
}

/** Bytes that never make an answer: a few now and then, or as many as somebody reads. */
function trickle(response: ServerResponse, timers: Set<NodeJS.Timeout>, everyMs: number): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const piece = everyMs > 0 ? ' ' : ' '.repeat(100_000);
  const timer = setInterval(() => response.write(piece), everyMs);
  timers.add(timer);
  response.on('close', () => clearInterval(timer));
}

/** What every service here speaks: capitals. Tags, references and meaningless words are left as they are. */
export function loud(text: string): string {
  return text.replace(/<[^<>]*>|&(?:#\w+|\w+);|(?:Xqzv|Zqxk|Kxqz|Qzvk)\w*|[^<&]/gu, (part) =>
    part.length > 2 ? part : part.toUpperCase(),
  );
}

/** Without the tags that stand for codes. */
export function codeless(text: string): string {
  return text.replace(/<\/?(?:g|x|b|img)\b[^<>]*>/g, '');
}

/** The fault of one answer, put upon texts. */
export function spoilt(texts: string[], fault: Fault | undefined): string[] {
  if (fault === 'fewer') return texts.slice(1);
  if (fault === 'empty') return texts.map(() => '');
  return fault === 'no-codes' ? texts.map(codeless) : texts;
}
