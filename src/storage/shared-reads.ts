import type { Tables } from './database.ts';
import { Turns } from './turns.ts';

/** Reads of one thing, and the one whose turn is next, which several may wait for. */
interface Line {
  turns: Turns;
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
    const line = this.#lines.get(key) ?? { turns: new Turns() };
    if (line.turns.waited) return line.next as Promise<T>;
    this.#lines.set(key, line);
    const answer = line.turns.take(act);
    if (line.turns.waited) line.next = answer;
    const over = () => {
      if (line.turns.idle && this.#lines.get(key) === line) this.#lines.delete(key);
    };
    answer.then(over, over);
    return answer;
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
