import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { InterlinearError, TransientError } from '../../model/errors.ts';
import { version } from '../../version.ts';
import { publicLookup, publicUrl } from '../public-address.ts';

/** What was fetched, and from where in the end. */
export interface Fetched {
  url: string;
  /** Lower case, without parameters; empty where the server does not say. */
  mediaType: string;
  body: Uint8Array;
}

export interface FetchLimits {
  /** Bytes of the body, unpacked. */
  bytes: number;
  /** Milliseconds from the first look-up to the last byte, over all redirects. */
  milliseconds: number;
  /** Hosts that may be fetched from wherever they are: `cms.example`, `cms.example:8080`. */
  hosts: readonly string[];
  /** Addresses and ranges outside of the public internet that may be fetched from. */
  addresses: readonly string[];
  signal?: AbortSignal;
}

const REDIRECTS = 5;
const followed = new Set([301, 302, 303, 307, 308]);
/** Answers that may be better a little later. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Fetches a public http(s) address. Every host on the way, redirects included, is resolved once, judged, and connected to at the address
 * that was judged; nothing of this machine or its network can be reached, except for hosts that the settings name.
 *
 * @throws InterlinearError `address.url`, `address.private`, `fetch.redirects`, `fetch.refused` {url, status}, `fetch.large` {url, limit};
 * TransientError `fetch.failed` {url, reason} for what may go better later
 */
export async function guardedFetch(address: string, limits: FetchLimits): Promise<Fetched> {
  const late = AbortSignal.timeout(limits.milliseconds);
  const signal = limits.signal ? AbortSignal.any([late, limits.signal]) : late;
  let url = fetchableUrl(address, limits);
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    try {
      const response = await ask(url, limits, signal);
      const { statusCode = 0, headers } = response;
      if (followed.has(statusCode) && headers.location !== undefined) {
        response.destroy();
        url = fetchableUrl(URL.parse(headers.location, url.href)?.href ?? headers.location, limits);
        continue;
      }
      if (statusCode < 200 || statusCode > 299) {
        response.destroy();
        throw passing.has(statusCode)
          ? new TransientError('fetch.failed', { url: url.href, reason: `HTTP ${statusCode}` })
          : new InterlinearError('fetch.refused', { url: url.href, status: statusCode });
      }
      const [mediaType = ''] = (headers['content-type'] ?? '').split(';');
      return {
        url: url.href,
        mediaType: mediaType.trim().toLowerCase(),
        body: await read(response, url, limits, signal),
      };
    } catch (error) {
      if (error instanceof InterlinearError) throw error;
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = late.aborted ? 'timeout' : (code ?? message);
      throw new TransientError('fetch.failed', { url: url.href, reason }, { cause: error });
    }
  }
  throw new InterlinearError('fetch.redirects', { url: address });
}

/** All there are: for hosts that somebody has named. */
const ANYWHERE = ['0.0.0.0/0', '::/0'];

/** The addresses outside of the public internet that a URL may lead to. */
function allowedFor(
  written: string,
  { hosts, addresses }: Pick<FetchLimits, 'hosts' | 'addresses'>,
): readonly string[] {
  const url = URL.parse(written);
  if (!url) return addresses;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const named = hosts.some((host) => [url.hostname, `${url.hostname}:${port}`].includes(host.toLowerCase()));
  return named ? ANYWHERE : addresses;
}

/**
 * An address as one that can be fetched.
 *
 * @throws InterlinearError `address.url`, `address.private`
 */
export function fetchableUrl(written: string, limits: Pick<FetchLimits, 'hosts' | 'addresses'>): URL {
  const url = publicUrl(written, allowedFor(written, limits));
  url.hash = '';
  return url;
}

function ask(url: URL, limits: FetchLimits, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).get(
      url,
      {
        // A connection of its own: none that was judged for something else.
        agent: false,
        lookup: publicLookup(allowedFor(url.href, limits)),
        signal,
        headers: {
          accept: 'text/html, application/xhtml+xml, text/plain, application/rss+xml, application/atom+xml, */*;q=0.1',
          'accept-encoding': 'gzip, deflate, br, identity',
          'user-agent': `Interlinear/${version}`,
        },
      },
      (response) => {
        // One that is given up on the way is none to report.
        response.on('error', () => {});
        resolve(response);
      },
    );
    request.on('error', reject);
  });
}

/** Reads a body, unpacked, up to the limit: what unpacks to more is as large as it unpacks. */
async function read(
  response: IncomingMessage,
  url: URL,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const body = unpacked(response, url);
  const stop = () => body.destroy(new Error('timeout'));
  signal.addEventListener('abort', stop, { once: true });
  response.on('error', (error) => body.destroy(error));
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      bytes += piece.length;
      if (bytes > limits.bytes)
        throw new InterlinearError('fetch.large', { url: url.href, limit: Math.floor(limits.bytes / 1e6) });
      pieces.push(piece);
    }
    if (!response.complete) throw new Error('connection closed');
    return new Uint8Array(Buffer.concat(pieces));
  } finally {
    signal.removeEventListener('abort', stop);
    response.destroy();
  }
}

function unpacked(response: IncomingMessage, url: URL): Readable {
  switch ((response.headers['content-encoding'] ?? 'identity').toLowerCase()) {
    case 'identity':
      return response;
    case 'gzip':
    case 'x-gzip':
      return response.pipe(zlib.createGunzip());
    case 'deflate':
      return response.pipe(zlib.createInflate());
    case 'br':
      return response.pipe(zlib.createBrotliDecompress());
    default:
      response.destroy();
      throw new InterlinearError('fetch.encoding', { url: url.href });
  }
}
