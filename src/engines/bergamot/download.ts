import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { InterlinearError } from '../../model/errors.ts';
import type { CatalogueFile } from './catalogue.ts';
import type { Registry } from './registry.ts';

/** A file that was downloaded and unpacked to a temporary name. */
export interface Downloaded {
  /** The temporary name, in the folder that it is for. */
  temporary: string;
  bytes: number;
  sha256: string;
}

export interface DownloadOptions {
  /** Packed bytes that are here, and how many there will be, where that is known. */
  progress(received: number, total: number | undefined): void;
  signal?: AbortSignal;
  /** Milliseconds before a cut connection is opened again; doubled each time. */
  pauseMs?: number;
}

/** How often in a row a connection may bring nothing before the download is given up, and how often it is opened at all. */
const ATTEMPTS = 4;
const CONNECTIONS = 200;

/**
 * Downloads a file of a registry, and unpacks it beside its place. A connection that is cut is opened again where it ended; a download
 * that was given up is resumed by the next one.
 *
 * @param target where the file will be; only `target.part…` is written
 * @throws InterlinearError `models.cut`, `models.size`, `models.hash`, `models.corrupt`, `models.disk-full`, `models.unwritable`, and
 * what the registry throws
 */
export async function download(
  registry: Registry,
  file: CatalogueFile,
  target: string,
  options: DownloadOptions,
): Promise<Downloaded> {
  const packed = `${target}.part.gz`;
  const temporary = `${target}.part`;
  try {
    for (let fresh = false; ; fresh = true) {
      const resumed = await receive(registry, file.path, packed, options);
      try {
        const result = await unpack(packed, temporary, file);
        forget(packed);
        return { temporary, ...result };
      } catch (error) {
        rmSync(temporary, { force: true });
        if (!(error instanceof InterlinearError)) throw error;
        forget(packed);
        // The first half may have been of another version.
        if (!resumed || fresh) throw error;
      }
    }
  } catch (error) {
    rmSync(temporary, { force: true });
    const told = writingError(error, target);
    if (told) forget(packed);
    throw told ?? error;
  }
}

/** @returns whether a download that had been given up was continued */
async function receive(registry: Registry, path: string, packed: string, options: DownloadOptions): Promise<boolean> {
  const { signal, progress } = options;
  const begun = statSync(packed, { throwIfNoEntry: false })?.size ?? 0;
  for (let attempt = 1, connections = 1; ; attempt++, connections++) {
    signal?.throwIfAborted();
    const known = noted(packed, path);
    const size = known ? (statSync(packed, { throwIfNoEntry: false })?.size ?? 0) : 0;
    let received = 0;
    let total: number | undefined;
    try {
      const opened = await registry.open(path, size, known, signal);
      received = opened.start;
      total = opened.total;
      if (opened.validator !== undefined)
        writeFileSync(noteOf(packed), JSON.stringify({ path, validator: opened.validator }));
      else rmSync(noteOf(packed), { force: true });
      progress(received, total);
      const file = await open(packed, received > 0 ? 'r+' : 'w');
      try {
        await file.truncate(received);
        for await (const chunk of opened.stream) {
          await writeAll(file, chunk, received);
          received += chunk.length;
          progress(received, total);
        }
      } finally {
        await file.close();
      }
      if (total === undefined || received === total) return begun > 0 && received > begun;
      if (received > total)
        throw new InterlinearError('models.size', { file: nameOf(path), expected: total, got: received });
    } catch (error) {
      signal?.throwIfAborted();
      const final = error instanceof InterlinearError && error.code !== 'models.unreachable';
      // A server that does not answer at all is not asked again and again, one that has begun to is.
      if (final || writingError(error, packed) || (error instanceof InterlinearError && connections === 1)) throw error;
    }
    if (received > size) attempt = 1;
    if (attempt === ATTEMPTS || connections === CONNECTIONS) {
      throw new InterlinearError('models.cut', { file: nameOf(path), got: received, total: total ?? '?' });
    }
    await new Promise((resolve) => setTimeout(resolve, (options.pauseMs ?? 500) * 2 ** (attempt - 1)));
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, at, chunk.length - at, position + at);
    at += bytesWritten;
  }
}

/** Unpacks a file, and compares it with what the registry says of it. */
async function unpack(
  packed: string,
  temporary: string,
  file: CatalogueFile,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const most = file.uncompressedSize ?? Number.POSITIVE_INFINITY;
  const name = nameOf(file.path);
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      hash.update(chunk);
      // A file that unpacks without end must not fill the disk.
      if (bytes > most) done(new InterlinearError('models.size', { file: name, expected: most, got: bytes }));
      else done(null, chunk);
    },
  });
  const source: Readable = createReadStream(packed);
  const output = createWriteStream(temporary, { flush: true });
  try {
    if (file.path.endsWith('.gz')) await pipeline(source, createGunzip(), measure, output);
    else await pipeline(source, measure, output);
  } catch (error) {
    if (
      typeof (error as NodeJS.ErrnoException).code === 'string' &&
      /^Z_/.test((error as NodeJS.ErrnoException).code ?? '')
    ) {
      throw new InterlinearError('models.corrupt', { file: name }, { cause: error });
    }
    throw error;
  }
  const sha256 = hash.digest('hex');
  if (file.uncompressedSize !== undefined && bytes !== file.uncompressedSize) {
    throw new InterlinearError('models.size', { file: name, expected: file.uncompressedSize, got: bytes });
  }
  if (file.uncompressedHash !== undefined && sha256 !== file.uncompressedHash) {
    throw new InterlinearError('models.hash', { file: name, expected: file.uncompressedHash, got: sha256 });
  }
  return { bytes, sha256 };
}

/** Beside a download that is under way stands which version of which file it is. */
function noteOf(packed: string): string {
  return `${packed}.json`;
}

function noted(packed: string, path: string): string | undefined {
  try {
    const note = JSON.parse(readFileSync(noteOf(packed), 'utf8')) as { path: string; validator: string };
    return note.path === path ? note.validator : undefined;
  } catch {
    return undefined;
  }
}

function forget(packed: string): void {
  rmSync(packed, { force: true });
  rmSync(noteOf(packed), { force: true });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What to say where a folder cannot be written; undefined for another error. */
export function writingError(error: unknown, path: string): InterlinearError | undefined {
  const code = error instanceof InterlinearError ? undefined : (error as NodeJS.ErrnoException | null)?.code;
  const folder = dirname(path);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new InterlinearError('models.disk-full', { path: folder }, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
    return new InterlinearError('models.unwritable', { path: folder, reason: code }, { cause: error });
  }
  return undefined;
}
