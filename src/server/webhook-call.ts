import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { InterlinearError, type StoredError, storedError, TransientError } from '../model/errors.ts';
import { signedHeaders } from '../model/webhook-signature.ts';
import { version } from '../version.ts';
import { type AllowedAddresses, publicLookup, publicUrl } from './public-address.ts';

/** Longest time for one call, from the first packet to the end of the answer's head, in milliseconds. */
const CALL_MS = 15_000;

/** Bytes of an answer that are kept. */
const EXCERPT = 500;

/** What came of a call. */
export interface CallOutcome {
  status: number | null;
  excerpt: string | null;
  durationMs: number;
  /** Null where the receiver took the message (2xx). */
  error: StoredError | null;
  /** How long the receiver asks to be left alone, in seconds. */
  retryAfter: number | null;
}

/** A message to be sent. */
export interface Message {
  id: string;
  url: string;
  secret: string;
  payload: string;
}

/**
 * Sends a signed message, and takes nothing for granted about the receiver: its address has to be public, a redirect is not followed, and one
 * that is silent is left after some seconds.
 */
export async function callWebhook(
  message: Message,
  options: { allowed?: AllowedAddresses; now: Date; timeoutMs?: number },
): Promise<CallOutcome> {
  const begun = performance.now();
  const over = (rest: Omit<CallOutcome, 'durationMs'>): CallOutcome => ({
    ...rest,
    durationMs: Math.round(performance.now() - begun),
  });
  try {
    const { status, excerpt, retryAfter } = await post(message, options);
    const error = status >= 200 && status < 300 ? null : new InterlinearError('webhook.answer', { status });
    return over({ status, excerpt, error: error && storedError(error), retryAfter });
  } catch (thrown) {
    const error =
      thrown instanceof InterlinearError
        ? thrown
        : new TransientError('webhook.unreachable', { reason: reasonOf(thrown) });
    return over({ status: null, excerpt: null, error: storedError(error), retryAfter: null });
  }
}

function reasonOf(thrown: unknown): string {
  const { code, message } = thrown as { code?: string; message?: string };
  return code ?? message ?? String(thrown);
}

function post(
  { id, url: written, secret, payload }: Message,
  { allowed = [], now, timeoutMs = CALL_MS }: { allowed?: AllowedAddresses; now: Date; timeoutMs?: number },
): Promise<{ status: number; excerpt: string; retryAfter: number | null }> {
  const url = publicUrl(written, allowed);
  const request = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        lookup: publicLookup(allowed),
        // A connection that was opened to an address judged long ago is none to be used again.
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(payload),
          'user-agent': `Interlinear/${version}`,
          ...signedHeaders(secret, id, payload, now),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        const status = response.statusCode ?? 0;
        const wish = Number(response.headers['retry-after']);
        const done = () =>
          resolve({
            status,
            excerpt: Buffer.concat(chunks).subarray(0, EXCERPT).toString('utf8').replaceAll('\0', ''),
            retryAfter: Number.isFinite(wish) && wish > 0 ? wish : null,
          });
        response.on('data', (chunk: Buffer) => {
          if (length < EXCERPT) chunks.push(chunk);
          length += chunk.length;
          // Enough was read to show what it said; how it goes on is nobody's concern.
          if (length < EXCERPT) return;
          done();
          response.destroy();
        });
        response.on('end', done);
        // The head of the answer is what counts; a body that breaks off changes nothing.
        response.on('error', done);
      },
    );
    call.on('error', reject);
    call.end(payload);
  });
}
