import { basename, join } from 'node:path';
import { nameOf } from '../intake/article-name.ts';
import { type StoredError, storedError } from '../model/errors.ts';
import type { SubmittedArticle } from '../storage/accepted-articles.ts';
import { prepareFolder, readInput } from './files.ts';

/** A file on its way: read and handed in, or refused. */
export interface HandedIn {
  path: string;
  /** Where its outputs go; no two files of a run share one. */
  folder: string;
  submitted?: SubmittedArticle;
  error?: StoredError;
}

/** Where outputs go when the call does not say. */
const OUT = 'out';

/**
 * A folder for each file, named after it. One file that was given a folder gets that folder itself. Where a name is taken, a number is
 * raised until it is free; names that differ in case alone are one folder on many file systems.
 *
 * @param out the folder that the call names
 */
export function outputFolders(paths: string[], out?: string): string[] {
  if (paths.length === 1 && out !== undefined) return [out];
  const taken = new Set<string>();
  return paths.map((path) => {
    const stem = nameOf(path);
    // `...txt` has the name `..`, which as a folder is another one.
    const name = /^\.*$/.test(stem) ? 'article' : stem;
    let free = name;
    for (let number = 2; taken.has(folded(free)); number++) free = `${name}-${number}`;
    taken.add(folded(free));
    return join(out ?? OUT, free);
  });
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC');
}

/** Reads the files of a run and makes their folders; what is wrong with one is its own affair. */
export function readFiles(wishes: {
  files: string[];
  source?: string;
  out?: string;
  config: { inputLimitMegabytes: number };
}): HandedIn[] {
  const { files, source } = wishes;
  const folders = outputFolders(files, wishes.out);
  const read = (path: string) => ({
    fileName: basename(path),
    input: readInput(path, wishes.config.inputLimitMegabytes),
  });
  return files.map((path, index) => {
    const folder = folders[index] as string;
    try {
      const submitted = {
        ...read(path),
        name: nameOf(path),
        ...(source !== undefined ? { source: read(source) } : {}),
      };
      prepareFolder(folder);
      return { path, folder, submitted };
    } catch (error) {
      return { path, folder, error: storedError(error) };
    }
  });
}
