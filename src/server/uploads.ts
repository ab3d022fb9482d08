import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { InterlinearError } from '../model/errors.ts';
import type { Server } from './routes.ts';

/** A file that a request brought, on this machine's disk until `remove`: whatever its size, it takes no memory. */
export interface Upload {
  /** The name that the sender gave it, without folders; empty where it gave none. */
  fileName: string;
  bytes: number;
  /** Reads it from its start, each time it is called. */
  pieces(): AsyncIterable<Uint8Array>;
  remove(): Promise<void>;
}

/** Lets the routes of a group take files: as the body itself, whatever its type, or as the file of a multipart form. */
export async function takeUploads(server: Server): Promise<void> {
  server.removeContentTypeParser(['text/plain']);
  server.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  if (!server.hasContentTypeParser('multipart/form-data')) await server.register(multipart);
}

/**
 * Takes the file of a request in, piece by piece.
 *
 * @param limit most bytes
 * @throws InterlinearError `request.too-large`, `request.no-file`
 */
export async function receive(request: FastifyRequest, limit: number): Promise<Upload> {
  const { stream, name } = await fileOf(request, limit);
  const folder = await mkdtemp(join(tmpdir(), 'interlinear-upload-'));
  const path = join(folder, 'file');
  let bytes = 0;
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const file = await open(path, 'wx');
    try {
      // The request stays open when reading ends early: who sends too much gets an answer.
      for await (const piece of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        bytes += piece.length;
        if (bytes > limit) throw new InterlinearError('request.too-large');
        await file.write(piece);
      }
    } finally {
      await file.close();
    }
    if (bytes === 0) throw new InterlinearError('request.no-file');
  } catch (error) {
    stream.resume();
    await remove();
    throw error;
  }
  return { fileName: baseName(name), bytes, pieces: () => createReadStream(path, { highWaterMark: 1 << 20 }), remove };
}

async function fileOf(request: FastifyRequest, limit: number): Promise<{ stream: Readable; name: string }> {
  if (request.isMultipart?.()) {
    // One byte more than is taken: what is cut off there is too large.
    const part = await request.file({ limits: { fileSize: limit + 1, files: 1 } });
    if (!part) throw new InterlinearError('request.no-file');
    return { stream: part.file, name: part.filename ?? '' };
  }
  const stream = request.body as Readable | undefined;
  if (!stream || typeof stream.pipe !== 'function') throw new InterlinearError('request.no-file');
  return { stream, name: '' };
}

/** The last part of a path, whichever way its slashes lean: a name is never a place. */
function baseName(name: string): string {
  return (name.split(/[/\\]/).at(-1) ?? '').slice(0, 200);
}
