import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { decode } from '../intake/decode.ts';
import { InterlinearError } from '../model/errors.ts';
import type { OutputFile } from '../model/result.ts';

/**
 * Reads an input file.
 *
 * @throws InterlinearError `input.missing`, `input.folder`, `input.unreadable`, `input.large`
 */
export function readInput(path: string, limitMegabytes: number): Uint8Array {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) throw new InterlinearError('input.folder', { file: path });
    if (stat.size > limitMegabytes * 1e6)
      throw new InterlinearError('input.large', {
        file: path,
        megabytes: Math.ceil(stat.size / 1e6),
        limit: limitMegabytes,
      });
    return readFileSync(path);
  } catch (error) {
    throw readError(path, error);
  }
}

function readError(path: string, error: unknown): InterlinearError {
  if (error instanceof InterlinearError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new InterlinearError('input.missing', { file: path });
  if (code === 'EISDIR') return new InterlinearError('input.folder', { file: path });
  return new InterlinearError('input.unreadable', { file: path, reason: code }, { cause: error });
}

/**
 * Reads a file of any size piece by piece.
 *
 * @throws InterlinearError `input.missing`, `input.folder`, `input.unreadable`
 */
export async function* streamInput(path: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  try {
    for await (const piece of stream) yield piece as Uint8Array;
  } catch (error) {
    // What the reader throws while it holds a piece does not pass through here.
    throw readError(path, error);
  } finally {
    stream.destroy();
  }
}

/** Size of a file in bytes; 0 where nobody can tell. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Reads a glossary or memory as text. @throws as readInput and decode, naming the file */
export function readText(path: string, limitMegabytes: number): string {
  const bytes = readInput(path, limitMegabytes);
  try {
    return decode(bytes).input;
  } catch (error) {
    if (error instanceof InterlinearError) throw new InterlinearError(error.code, { ...error.parameters, file: path });
    throw error;
  }
}

/** Makes sure that files can be written to a folder. @throws InterlinearError `out.unwritable`, `disk.full` */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(resolve(folder));
    const probe = join(folder, `.interlinear-${process.pid}`);
    closeSync(openSync(probe, 'w'));
    rmSync(probe);
  } catch (error) {
    throw writeError(folder, error);
  }
}

/** Folder by folder: Node's recursive mkdir never returns where a file system such as /proc answers ENOENT. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Writes files so that each is there whole or not at all: to a temporary name, to the disk, then under its own name. */
export function writeFiles(folder: string, files: OutputFile[]): string[] {
  prepareFolder(folder);
  return files.map((file) => {
    const path = join(folder, file.name);
    const draft = join(folder, `.${file.name}.${process.pid}.part`);
    try {
      const handle = openSync(draft, 'w');
      try {
        const bytes = typeof file.content === 'string' ? Buffer.from(file.content) : file.content;
        for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw writeError(path, error);
    }
    return path;
  });
}

/** Names what kept a file from being written. */
export function writeError(path: string, error: unknown): InterlinearError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new InterlinearError('disk.full', { path }, { cause: error })
    : new InterlinearError('out.unwritable', { path, reason: code }, { cause: error });
}
