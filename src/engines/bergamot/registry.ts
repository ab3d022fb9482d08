import { createReadStream, existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { InterlinearError } from '../../model/errors.ts';
import { type Catalogue, parseCatalogue } from './catalogue.ts';

/** Bytes of a file of a registry, from a place in it on. */
export interface OpenedFile {
  stream: AsyncIterable<Uint8Array>;
  /** Where the bytes begin: 0 when the registry would not begin later. */
  start: number;
  /** Bytes of the whole file, where the registry says so. */
  total: number | undefined;
  /** Tells this version of the file from another. */
  validator: string | undefined;
}

/** Where models come from: Mozilla's servers, a mirror of them, or a folder. */
export interface Registry {
  /** As it was named. */
  place: string;
  catalogue: Catalogue;
  /**
   * Opens a file of the registry.
   *
   * @param from the byte to begin with; taken only while the file is still the one that `validator` came with
   * @throws InterlinearError `models.not-there` {url}, `models.refused` {url, status}, `models.unreachable` {place, reason}
   */
  open(path: string, from: number, validator: string | undefined, signal?: AbortSignal): Promise<OpenedFile>;
}

/** Longest silence of a server in the middle of a file, in milliseconds. */
const SILENCE = 30_000;

/** Base that Mozilla's own list names: a copy of the list is a mirror, and means the files beside it. */
const MOZILLA = 'https://storage.googleapis.com/moz-fx-translations-data';

/**
 * Reads the list of a registry.
 *
 * @param place URL of models.json, or a folder (or file) with a copy of it
 * @param options.timeoutMs longest wait for the list
 * @throws InterlinearError `models.registry`, `models.not-there`, `models.refused`, `models.unreachable`
 */
export async function readRegistry(
  place: string,
  options: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<Registry> {
  if (!/^https?:/i.test(place)) return folderRegistry(place);
  const timeoutMs = options.timeoutMs ?? SILENCE;
  const signals = [AbortSignal.timeout(timeoutMs), ...(options.signal ? [options.signal] : [])];
  const response = await request(place, place, {}, AbortSignal.any(signals));
  const text = await response.text().catch((error: unknown) => {
    throw unreachable(place, error);
  });
  const catalogue = parseCatalogue(text, place);
  const base = baseOf(place, catalogue);
  return {
    place,
    catalogue,
    async open(path, from, validator, signal) {
      const url = new URL(path.split('/').map(encodeURIComponent).join('/'), base).href;
      const range = from > 0 && validator !== undefined;
      // The bytes as they are stored: a server that packs them once more would make places meaningless.
      const headers = {
        'Accept-Encoding': 'identity',
        ...(range ? { Range: `bytes=${from}-`, 'If-Range': validator } : {}),
      };
      const silent = new AbortController();
      const timer = setTimeout(() => silent.abort(new Error('timeout')), SILENCE);
      const answer = await request(
        url,
        place,
        headers,
        AbortSignal.any([silent.signal, ...(signal ? [signal] : [])]),
      ).catch((error: unknown) => {
        clearTimeout(timer);
        throw error;
      });
      const whole = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.headers.get('content-range') ?? '');
      const length = answer.headers.get('content-length');
      return {
        stream: heard(answer, timer),
        start: answer.status === 206 ? Number(whole?.[1] ?? from) : 0,
        total: whole ? Number(whole[2]) : answer.status === 200 && length !== null ? Number(length) : undefined,
        validator: strong(answer.headers.get('etag')) ?? answer.headers.get('last-modified') ?? undefined,
      };
    },
  };
}

/** The URL that the paths of a list are relative to: what it says, or where it lies if it is a copy of Mozilla's. */
function baseOf(place: string, { baseUrl }: Catalogue): string {
  const beside = place.replace(/(?:db\/)?[^/]*$/, '');
  const copied = baseUrl?.startsWith(MOZILLA) && !place.startsWith(MOZILLA);
  return baseUrl === undefined || copied ? beside : `${baseUrl.replace(/\/+$/, '')}/`;
}

async function request(
  url: string,
  place: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { headers, signal, redirect: 'follow' });
  } catch (error) {
    throw unreachable(place, error);
  }
  if (response.ok) return response;
  await response.body?.cancel();
  // The file has changed, or there was nothing left of it: the whole is asked for again.
  if (response.status === 416 && headers.Range) {
    const { Range: _, 'If-Range': __, ...others } = headers;
    return request(url, place, others, signal);
  }
  if (response.status === 404 || response.status === 410) throw new InterlinearError('models.not-there', { url });
  throw new InterlinearError('models.refused', { url, status: response.status });
}

/** The bytes of an answer; a server that falls silent ends them. */
async function* heard(answer: Response, timer: NodeJS.Timeout): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of answer.body ?? []) {
      timer.refresh();
      yield chunk as Uint8Array;
    }
  } finally {
    clearTimeout(timer);
  }
}

/** A weak validator does not promise the same bytes (RFC 9110, section 8.8.1). */
function strong(etag: string | null): string | undefined {
  return etag?.startsWith('"') ? etag : undefined;
}

function unreachable(place: string, error: unknown): InterlinearError {
  if (error instanceof InterlinearError) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const timeout = cause instanceof Error && cause.name === 'TimeoutError';
  const reason = timeout ? 'timeout' : (code ?? (cause instanceof Error ? cause.message : String(cause)));
  return new InterlinearError('models.unreachable', { place, reason }, { cause: error });
}

async function folderRegistry(named: string): Promise<Registry> {
  const place = named.startsWith('file:') ? fileURLToPath(named) : resolve(named);
  const candidates = [join(place, 'db', 'models.json'), join(place, 'models.json'), place];
  const list = candidates.find((path) => existsSync(path) && statSync(path).isFile());
  if (!list) throw new InterlinearError('models.not-there', { url: join(place, 'db', 'models.json') });
  const catalogue = parseCatalogue(await readFile(list, 'utf8'), named);
  const base = list.endsWith(join('db', 'models.json')) ? dirname(dirname(list)) : dirname(list);
  return {
    place: named,
    catalogue,
    async open(path, from) {
      const file = join(base, path);
      const stat = statSync(file, { throwIfNoEntry: false });
      if (!stat?.isFile()) throw new InterlinearError('models.not-there', { url: file });
      const start = from <= stat.size ? from : 0;
      const stream = createReadStream(file, { start });
      return { stream: Readable.from(stream), start, total: stat.size, validator: `${stat.mtimeMs}/${stat.size}` };
    },
  };
}
