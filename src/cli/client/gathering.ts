import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { articleFormatForFile } from '../../formats/registry.ts';
import { InterlinearError, type StoredError, storedError } from '../../model/errors.ts';
import { readInput } from '../files.ts';
import type { SentWishes } from './wishes.ts';

/** Files on their way to the service. */
export interface Gathered {
  files: { path: string /** As it is told: relative to the folder that was named. */; shown: string }[];
  refused: { path: string; error: StoredError }[];
  /** Files of folders that are no articles by their extension. */
  passedOver: number;
}

/** Whether a file is an article by its extension. */
export function isArticle(name: string): boolean {
  try {
    articleFormatForFile(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Files by name, and those in folders and their folders, in the order of their names. What begins with a dot is passed over; links are
 * followed to files, not to folders. What cannot be read or is too large is refused by itself: the others go on.
 */
export function gather(paths: string[], limitMegabytes: number): Gathered {
  const found: Gathered = { files: [], refused: [], passedOver: 0 };
  const take = (path: string, shown: string) => {
    try {
      articleFormatForFile(path);
      readInput(path, limitMegabytes);
      found.files.push({ path, shown });
    } catch (error) {
      found.refused.push({ path, error: storedError(error) });
    }
  };
  for (const path of paths) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      take(path, basename(path));
      continue;
    }
    for (const file of filesBelow(path)) {
      if (isArticle(file)) take(file, relative(path, file));
      else found.passedOver++;
    }
  }
  return found;
}

function filesBelow(folder: string): string[] {
  let entries: import('node:fs').Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new InterlinearError('input.unreadable', { file: folder, reason });
  }
  return entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return statSync(path, { throwIfNoEntry: false })?.isFile() ? [path] : [];
    });
}

/** A submission of files: its lines, made as they are sent, and the key by which the service knows it again. */
export interface PackedFiles {
  key: string;
  lines(): AsyncIterable<Uint8Array>;
}

/**
 * Packs files as NDJSON. The key follows from the wishes and from every file's path and bytes: the same call after a crash finds its job.
 *
 * @param salt what makes another submission of the same files, where one is wanted
 */
export function packed(files: Gathered['files'], wishes: SentWishes, limitMegabytes: number, salt = ''): PackedFiles {
  const hash = createHash('sha256').update(JSON.stringify([wishes, salt]));
  for (const { path, shown } of files) {
    const bytes = readInput(path, limitMegabytes);
    hash.update(JSON.stringify([shown, bytes.length])).update(bytes);
  }
  return {
    key: `shell-${hash.digest('hex')}`,
    async *lines() {
      yield Buffer.from(`${JSON.stringify(wishes)}\n`);
      for (const { path, shown } of files) {
        const base64 = Buffer.from(readInput(path, limitMegabytes)).toString('base64');
        const metadata = { path: shown.slice(0, 2000) };
        yield Buffer.from(`${JSON.stringify({ fileName: basename(path), base64, metadata })}\n`);
      }
    },
  };
}
