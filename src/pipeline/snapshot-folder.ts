import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MemoryIndex } from '../memory/index/memory-index.ts';
import { loadSnapshot, saveSnapshot } from '../memory/index/snapshot.ts';
import { InterlinearError } from '../model/errors.ts';
import type { IndexedPair } from '../model/ports.ts';

/** Drafts that a process left behind when it was killed. */
const ABANDONED_MS = 3_600_000;

const snapshotName = /^([0-9a-f-]{36})\.[a-z]+(?:\.[a-z]+)?\.index$/;
const draftName = /\.index\..+\.new$/;

/**
 * The snapshots of indexes, one file each. Nothing here fails: a snapshot that cannot be used or written costs time only, and is told of.
 * Several processes may use one folder: a file appears whole, and whichever is written last holds.
 */
export class SnapshotFolder {
  readonly #path: string;
  readonly #tell: (trouble: InterlinearError) => void;
  #writable = true;

  constructor(path: string, tell: (trouble: InterlinearError) => void) {
    this.#path = path;
    this.#tell = tell;
  }

  /** @returns the index as it was saved; undefined where there is none that can be used */
  async load(memory: string, pair: IndexedPair): Promise<MemoryIndex | undefined> {
    const path = this.#file(memory, pair);
    try {
      const index = await loadSnapshot(path);
      // Another one's file under this name would answer for the wrong memory.
      if (index.label === labelOf(memory, pair)) return index;
      this.#tell(new InterlinearError('memory.snapshot', { path, reason: 'foreign' }));
    } catch (error) {
      const trouble = asTrouble(error, path);
      if (trouble.parameters.reason !== 'absent') this.#tell(trouble);
    }
    return undefined;
  }

  /** Tells that a snapshot holds changes that the database has not: an older state of the database was put back. */
  tellAhead(memory: string, pair: IndexedPair): void {
    this.#tell(new InterlinearError('memory.snapshot', { path: this.#file(memory, pair), reason: 'ahead' }));
  }

  /** Saves an index. Where nothing can be written, that is said once. */
  async save(index: MemoryIndex, memory: string, pair: IndexedPair): Promise<void> {
    index.label = labelOf(memory, pair);
    try {
      await mkdir(this.#path, { recursive: true, mode: 0o700 });
      await saveSnapshot(index, this.#file(memory, pair));
      this.#writable = true;
    } catch (error) {
      if (this.#writable)
        this.#tell(new InterlinearError('memory.snapshot-folder', { path: this.#path, reason: reasonOf(error) }));
      this.#writable = false;
    }
  }

  /** Removes the snapshots of memories that are gone, and drafts that nobody is writing any more. */
  async tidy(existing: (memories: string[]) => Promise<ReadonlySet<string>>): Promise<void> {
    const names = await readdir(this.#path).catch(() => []);
    const byMemory = Map.groupBy(names, (name) => snapshotName.exec(name)?.[1]);
    const memories = [...byMemory.keys()].filter((memory) => memory !== undefined);
    const there = memories.length > 0 ? await existing(memories) : new Set();
    const gone = memories.filter((memory) => !there.has(memory)).flatMap((memory) => byMemory.get(memory) ?? []);
    for (const name of names.filter((draft) => draftName.test(draft))) {
      const written = await stat(join(this.#path, name)).catch(() => undefined);
      if (written && Date.now() - written.mtimeMs > ABANDONED_MS) gone.push(name);
    }
    for (const name of gone) await rm(join(this.#path, name), { force: true }).catch(() => {});
  }

  #file(memory: string, { from, to }: IndexedPair): string {
    return join(this.#path, `${memory}.${from}${to ? `.${to}` : ''}.index`);
  }
}

function labelOf(memory: string, { from, to = '*' }: IndexedPair): string {
  return `${memory} ${from} ${to}`;
}

function asTrouble(error: unknown, path: string): InterlinearError {
  if (error instanceof InterlinearError) return error;
  return new InterlinearError('memory.snapshot', { path, reason: reasonOf(error) });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
