import { open, writeFile } from 'node:fs/promises';

/** Writes a file that lasts: its bytes are on the disk when this returns. */
export async function writeLasting(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(path, content, { flush: true });
}

/** Has the names in a folder last: what was made, renamed or removed there. Windows has no such thing, and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
