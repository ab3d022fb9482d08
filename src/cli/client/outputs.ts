import { join } from 'node:path';
import { writeFiles } from '../files.ts';
import type { Client } from './client.ts';

/** A name that comes from elsewhere, as one of a file that stays in its folder. */
export function safeName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no file name has them.
  const safe = name.replace(/[/\\\u0000-\u001f\u007f]/g, '-');
  return /^\.*$/.test(safe) ? 'article' : safe;
}

/** A folder for an article that no other one of the run has; names that differ in case alone are one folder on many file systems. */
export function folderFor(out: string, name: string, taken: Set<string>): string {
  const safe = safeName(name);
  const folded = (one: string) => one.normalize('NFC').toLowerCase();
  let free = safe;
  for (let number = 2; taken.has(folded(free)); number++) free = `${safe}-${number}`;
  taken.add(folded(free));
  return join(out, free);
}

/** Downloads the files of an article into a folder. @returns their paths */
export async function saveOutputs(client: Client, article: string, folder: string): Promise<string[]> {
  const written: string[] = [];
  // One at a time: what an article has come to may be large.
  for (const output of await client.outputs(article)) {
    const content = await client.download(output);
    written.push(...writeFiles(folder, [{ name: safeName(output.name), mediaType: output.mediaType, content }]));
  }
  return written;
}
