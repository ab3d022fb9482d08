import type { Tables } from './database.ts';

/** A read that is under way, and the one after it, which several may wait for. */
interface Line {
  running: Promise<unknown>;
  next?: Promise<unknown>;
}

/**
 * Reads that many want at once, such as what a key may do: whoever asks gets an answer that was read after the asking, so nothing that was
 * changed before, in whichever process, is missed. Those who ask while a read is under way share the next one: a statement serves all
 * requests that came during the one before it, and nothing is kept.
 */
export class SharedReads {
  readonly #lines = new Map<string, Line>();

  /** @param key what is read: the same key must stand for the same reading */
  read<T>(key: string, act: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(key);
    if (!line) return this.#begin(key, act);
    line.next ??= line.running.then(
      () => this.#begin(key, act),
      () => this.#begin(key, act),
    );
    return line.next as Promise<T>;
  }

  #begin<T>(key: string, act: () => Promise<T>): Promise<T> {
    const line: Line = { running: act() };
    this.#lines.set(key, line);
    const over = () => {
      // Whoever waits for the next one begins it, and puts it in this place.
      if (!line.next) this.#lines.delete(key);
    };
    line.running.then(over, over);
    return line.running as Promise<T>;
  }
}

const ofDatabase = new WeakMap<Tables, SharedReads>();

/** The shared reads of a database. */
export function sharedReads(tables: Tables): SharedReads {
  let reads = ofDatabase.get(tables);
  if (!reads) {
    reads = new SharedReads();
    ofDatabase.set(tables, reads);
  }
  return reads;
}
