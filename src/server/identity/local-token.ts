import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from '../../storage/data-folder.ts';
import { newSecret } from './secret.ts';

/** What begins the token of the owner of the data folder. */
export const LOCAL = 'ill_';

/**
 * Writes a new token into the data folder, which only its owner can read: whoever shows it from this machine is that owner. The lock names
 * the file, so that other commands of the owner's go through the running server.
 *
 * @returns the token, and what takes the file away again
 */
export function writeLocalToken(folder: DataFolder): { token: string; remove(): void } {
  const token = `${LOCAL}${newSecret()}`;
  const path = join(folder.path, 'local-token');
  // A file that is there keeps its mode when it is written again.
  rmSync(path, { force: true });
  writeFileSync(path, token, { mode: 0o600, flag: 'wx' });
  folder.announce({ token: path });
  return { token, remove: () => rmSync(path, { force: true }) };
}
