import { InterlinearError, TransientError } from '../../model/errors.ts';

/** A request to the service. */
export interface Asked {
  method: 'GET' | 'POST' | 'DELETE';
  /** With its query: `/v1/jobs?limit=20`. */
  path: string;
  headers?: Record<string, string>;
  /** A stream is made anew for each attempt. */
  body?: string | (() => AsyncIterable<Uint8Array>);
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  header(name: string): string | undefined;
  /** As it comes; whoever does not read it to its end returns its iterator. */
  body: AsyncIterable<Uint8Array>;
}

/** How requests reach the service: over HTTP, or within this process. */
export interface Transport {
  /** @throws TransientError `server.away` {url, reason} where nobody answers */
  ask(asked: Asked): Promise<Answer>;
}

/** @param url of the service, such as `https://desk.example.org` @param key what is shown to it */
export function overHttp(url: string, key: string | undefined): Transport {
  const base = url.replace(/\/+$/, '');
  return {
    async ask({ method, path, headers, body, signal }) {
      try {
        const response = await fetch(`${base}${path}`, {
          method,
          // A key is for the one it was given for, not for whom that one names.
          redirect: 'manual',
          headers: { ...headers, ...(key !== undefined ? { authorization: `Bearer ${key}` } : {}) },
          ...(typeof body === 'string' ? { body } : {}),
          ...(typeof body === 'function' ? { body: ReadableStream.from(body()), duplex: 'half' } : {}),
          ...(signal ? { signal } : {}),
        } as RequestInit);
        return {
          status: response.status,
          header: (name) => response.headers.get(name) ?? undefined,
          body: named(url, response.body ?? nothing()),
        };
      } catch (error) {
        throw away(url, error);
      }
    },
  };
}

async function* named(url: string, pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    throw away(url, error);
  }
}

async function* nothing(): AsyncIterable<Uint8Array> {}

/** What a body was made of may be what failed: a file that cannot be read is no server that is away. */
function away(url: string, error: unknown): unknown {
  const { name, message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  if (name === 'AbortError' || error instanceof InterlinearError) return error;
  if (cause instanceof InterlinearError) return cause;
  return new TransientError('server.away', { url, reason: cause?.code || cause?.message || message }, { cause: error });
}
