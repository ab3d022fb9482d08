import { once } from 'node:events';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { prepareFolder, writeError } from './files.ts';

/** Writes no faster than the reader reads; nothing once the reader is gone. */
export async function put(to: Writable, text: string): Promise<void> {
  if (text === '' || to.destroyed || to.writableEnded) return;
  if (to.write(text)) return;
  try {
    await Promise.race([once(to, 'drain'), once(to, 'close')]);
  } catch (error) {
    // A reader that has seen enough is no failure.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

/**
 * Writes a file as a stream, under a name of its own first: the file is there whole or not at all.
 *
 * @throws InterlinearError as `writeError` says, naming the file
 */
export async function writeWhole(path: string, write: (to: Writable) => Promise<void>): Promise<void> {
  prepareFolder(dirname(path));
  const draft = `${path}.${process.pid}.part`;
  const stream = createWriteStream(draft);
  const done = finished(stream);
  try {
    await Promise.all([write(stream).then(() => stream.end()), done]);
    renameSync(draft, path);
  } catch (error) {
    stream.destroy();
    rmSync(draft, { force: true });
    throw writeError(path, error);
  }
}
