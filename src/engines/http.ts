import { InterlinearError, TransientError } from '../model/errors.ts';

/** One request to a service that answers in JSON. */
export interface HttpAsk {
  /** Name of the engine, for errors. */
  engine: string;
  url: string;
  method?: 'GET' | 'POST' | 'DELETE';
  headers?: Record<string, string>;
  /** Sent as JSON; a URLSearchParams as a form. */
  body?: unknown;
  /** Milliseconds until the whole reply must be there. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** What must not stand in an error: keys and texts of articles. */
  secrets?: string[];
  /** What a refusal means with this service, where its status alone does not say it. */
  refusal?: (refusal: Refusal) => InterlinearError | undefined;
}

/** A reply whose status is no success. */
export interface Refusal {
  status: number;
  /** What the service says of it, shortened, without secrets; '' where it says nothing. */
  message: string;
  /** The parsed body; undefined where it is no JSON. */
  body: unknown;
  /** Seconds that the service asks to wait; 0 where it does not say. */
  seconds: number;
}

/** A reply may be much longer than its request, but not without end: 16 times as many bytes, and a megabyte. */
const LONGEST = { times: 16, bytes: 1_000_000 };

/** Most characters of a service's own words that go into an error. */
const MESSAGE = 200;

/**
 * Asks a service and reads its JSON. Redirects are not followed: a key must not travel to where nobody sent it.
 *
 * @throws InterlinearError `engine.key` (401, 403), `engine.quota` (402, 456), `engine.refused` (other 4xx); TransientError `engine.limited`
 * (429, 529, and 503 with Retry-After), `engine.failed` (connection, time limit, 5xx), `engine.malformed` (no JSON); the signal's reason
 */
export async function askJson(ask: HttpAsk): Promise<unknown> {
  const { engine, signal } = ask;
  signal?.throwIfAborted();
  const body = encoded(ask.body);
  const limit = AbortSignal.timeout(ask.timeoutMs);
  let response: Response;
  let text: string;
  try {
    response = await fetch(ask.url, {
      method: ask.method ?? (body ? 'POST' : 'GET'),
      headers: { accept: 'application/json', ...body?.headers, ...ask.headers },
      ...(body ? { body: body.text } : {}),
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    text = await readText(response, LONGEST.bytes + LONGEST.times * Buffer.byteLength(body?.text ?? ''));
  } catch (error) {
    signal?.throwIfAborted();
    const reason = limit.aborted ? 'timeout' : reasonOf(error);
    throw new TransientError('engine.failed', { engine, reason: clean(reason, ask.secrets) }, { cause: error });
  }
  if (!response.ok) throw refused(ask, response, text);
  const parsed = parse(text);
  if (parsed === undefined) throw new TransientError('engine.malformed', { engine, reason: 'JSON' });
  return parsed;
}

function encoded(body: unknown): { text: string; headers: Record<string, string> } | undefined {
  if (body === undefined) return undefined;
  if (body instanceof URLSearchParams)
    return { text: body.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  return { text: JSON.stringify(body), headers: { 'content-type': 'application/json; charset=utf-8' } };
}

async function readText(response: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > most) throw new Error('reply without end');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** fetch says only that it failed; its cause says why. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}

function refused(ask: HttpAsk, response: Response, text: string): InterlinearError {
  const { engine } = ask;
  const { status } = response;
  const body = parse(text);
  const message = clean(messageIn(body), ask.secrets);
  const refusal: Refusal = { status, message, body, seconds: secondsToWait(response.headers) };
  const own = ask.refusal?.(refusal);
  if (own) return own;
  const reason = message ? `HTTP ${status}: ${message}` : `HTTP ${status}`;
  if (status === 401 || status === 403) return new InterlinearError('engine.key', { engine, reason });
  if (status === 402 || status === 456) return new InterlinearError('engine.quota', { engine, reason });
  if (status === 429 || status === 529 || (status === 503 && response.headers.has('retry-after')))
    return new TransientError('engine.limited', { engine, seconds: refusal.seconds });
  if (status >= 400 && status < 500 && status !== 408)
    return new InterlinearError('engine.refused', { engine, reason });
  return new TransientError('engine.failed', { engine, reason });
}

/** Retry-After (RFC 9110, 10.2.3): seconds, or a date, which is read against the server's own clock. */
function secondsToWait(headers: Headers): number {
  const written = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,7}$/.test(written)) return Number(written);
  const from = Date.parse(headers.get('date') ?? '');
  const until = Date.parse(written);
  return Number.isNaN(from) || Number.isNaN(until) ? 0 : Math.max(0, Math.ceil((until - from) / 1000));
}

/** Where services put their sentence: `message`, `error`, `error.message`, `detail`, `explanation`. */
function messageIn(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const { message, error, detail, explanation } = body as Record<string, unknown>;
  for (const said of [message, explanation, detail, error, (error as { message?: unknown } | undefined)?.message])
    if (typeof said === 'string' && said !== '') return said;
  return '';
}

/** A foreign sentence in which a key or a text of an article stands is not passed on. */
function clean(message: string, secrets: string[] = []): string {
  const line = message.replace(/\s+/g, ' ').trim();
  const betrays = secrets.some((secret) => secret !== '' && line.includes(secret.slice(0, 24)));
  return betrays ? '' : line.slice(0, MESSAGE);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
