import { accessSync, constants, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of a program: in PATH, else in one of the folders (globs; the last in numeric order wins, which is the newest version). */
export function findProgram(name: string, folders: string[] = []): string | undefined {
  const versions = new Intl.Collator('en', { numeric: true });
  const more = folders.flatMap((folder) => globSync(folder)).sort((a, b) => versions.compare(b, a));
  return [...more, ...(process.env.PATH ?? '').split(delimiter)]
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(executable);
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
