import { IndexBuilder } from '../memory/index/builder.ts';
import type { MemoryIndex } from '../memory/index/memory-index.ts';
import { addTexts, removeTexts } from '../memory/index/unit-texts.ts';
import type { InterlinearError } from '../model/errors.ts';
import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { IndexedPair, MemoryFeed } from '../model/ports.ts';
import { SnapshotFolder } from './snapshot-folder.ts';

/** Units that were read to build an index, or changed since it was saved, from which saving it is worth while. */
const WORTH_SAVING = 5000;
/** The same for a process that ends: the next one would have to catch up with them. */
const WORTH_SAVING_AT_END = 1000;

export interface MemoryIndexesOptions {
  /** Folder of the snapshots; without one there are none. */
  folder?: string;
  /** Bytes that all indexes may take; the one asked for last stays in any case. */
  budget: number;
  /** Told of snapshots that cannot be used or written. */
  tell?: (trouble: InterlinearError) => void;
  /** Default 5000 and 1000. */
  worthSaving?: { running: number; atEnd: number };
}

interface Entry {
  memory: string;
  pair: IndexedPair;
  index: MemoryIndex | undefined;
  /** Ends when nobody is building it or catching up any more. */
  busy: Promise<void>;
  /** Larger where it was asked for later. */
  used: number;
  bytes: number;
  /** Units that changed, or were read to build it, since it was saved. */
  unsaved: number;
}

/**
 * The indexes of the memories, in this process: one for each memory and pair of languages, made when it is first asked for and brought up
 * to date whenever it is asked for again, so that it answers as the database would.
 */
export class MemoryIndexes {
  readonly #feed: MemoryFeed;
  readonly #budget: number;
  readonly #snapshots: SnapshotFolder | undefined;
  readonly #worthSaving: { running: number; atEnd: number };
  readonly #entries = new Map<string, Entry>();
  /** Snapshots being written, in line: merging and writing several at once would only take longer. */
  #saving: Promise<void> = Promise.resolve();
  #tidied: Promise<void> | undefined;
  #clock = 0;
  #closed = false;

  constructor(feed: MemoryFeed, { folder, budget, tell, worthSaving }: MemoryIndexesOptions) {
    this.#feed = feed;
    this.#budget = budget;
    this.#snapshots = folder === undefined ? undefined : new SnapshotFolder(folder, tell ?? (() => {}));
    this.#worthSaving = worthSaving ?? { running: WORTH_SAVING, atEnd: WORTH_SAVING_AT_END };
  }

  /**
   * The index of a memory, with every change up to its revision. It is the caller's until the next `await`.
   *
   * @param memory its id, and its revision as the database has just told it
   * @param to without it, texts that are translated into any language
   * @throws DOMException `AbortError` when the indexes are closed meanwhile
   */
  async index(
    memory: { id: string; revision: number },
    from: LanguageTag,
    to: LanguageTag | undefined,
  ): Promise<MemoryIndex> {
    this.#endWhenClosed();
    const entry = this.#entry(memory.id, { from: baseLanguage(from), ...(to ? { to: baseLanguage(to) } : {}) });
    this.#clock += 1;
    entry.used = this.#clock;
    if (entry.index?.revision !== memory.revision) {
      const turn = entry.busy.then(() => this.#bringUpTo(entry, memory.revision));
      entry.busy = turn.catch(() => {});
      await turn;
      this.#keepBudget(entry);
    }
    return entry.index as MemoryIndex;
  }

  /** Bytes of all indexes, as they were when they were last caught up. */
  get bytes(): number {
    return [...this.#entries.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** How many indexes there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** Saves what is worth it, and waits until that is done. The indexes are gone then. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const entries = [...this.#entries.values()];
    await Promise.all(entries.map(({ busy }) => busy));
    for (const entry of entries) if (entry.unsaved >= this.#worthSaving.atEnd) this.#save(entry);
    this.#entries.clear();
    await this.#tidied;
    await this.#saving;
  }

  #entry(memory: string, pair: IndexedPair): Entry {
    const key = `${memory} ${pair.from} ${pair.to ?? '*'}`;
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = { memory, pair, index: undefined, busy: Promise.resolve(), used: 0, bytes: 0, unsaved: 0 };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  async #bringUpTo(entry: Entry, revision: number): Promise<void> {
    let wanted = revision;
    let index = entry.index ?? (await this.#load(entry));
    if (index && index.revision > wanted) {
      // Somebody else asked later, and it is fresh; or an older state of the database was put back.
      wanted = (await this.#feed.revisions([entry.memory])).get(entry.memory) ?? index.revision;
      if (index.revision > wanted) {
        this.#snapshots?.tellAhead(entry.memory, entry.pair);
        index = undefined;
      }
    }
    index ??= await this.#build(entry);
    // Catching up is kept where it fails half-way: applying a change again does no harm.
    entry.index = index;
    if (index.revision < wanted) await this.#catchUp(entry, index, wanted);
    entry.bytes = index.bytes;
    if (entry.unsaved >= this.#worthSaving.running) this.#save(entry);
  }

  async #load(entry: Entry): Promise<MemoryIndex | undefined> {
    if (!this.#snapshots) return undefined;
    this.#tidied ??= this.#snapshots
      .tidy(async (memories) => new Set((await this.#feed.revisions(memories)).keys()))
      .catch(() => {});
    return this.#snapshots.load(entry.memory, entry.pair);
  }

  async #build(entry: Entry): Promise<MemoryIndex> {
    // Read before the units: what changes while they are read is a change after it.
    const revision = (await this.#feed.revisions([entry.memory])).get(entry.memory) ?? 0;
    const builder = new IndexBuilder();
    let read = 0;
    for await (const units of this.#feed.everything(entry.memory, entry.pair)) {
      this.#endWhenClosed();
      for (const unit of units) addTexts(builder, unit);
      read += units.length;
    }
    entry.unsaved = read;
    return builder.finishInSlices(revision);
  }

  async #catchUp(entry: Entry, index: MemoryIndex, upTo: number): Promise<void> {
    const range = { after: index.revision, upTo };
    for await (const { gone, units } of this.#feed.changes(entry.memory, entry.pair, range)) {
      this.#endWhenClosed();
      for (const unit of gone) if (removeTexts(index, unit)) entry.unsaved += 1;
      for (const unit of units) {
        removeTexts(index, unit.id);
        addTexts(index, unit);
        entry.unsaved += 1;
      }
    }
    // Only now: where reading failed half-way, the changes are applied again.
    index.revision = upTo;
  }

  /** A process that is told to end does not read a large memory first. */
  #endWhenClosed(): void {
    if (this.#closed) throw new DOMException('The indexes of the memories are closed.', 'AbortError');
  }

  #save(entry: Entry): void {
    const { index, memory, pair } = entry;
    if (!this.#snapshots || !index) return;
    entry.unsaved = 0;
    const snapshots = this.#snapshots;
    this.#saving = this.#saving.then(() => snapshots.save(index, memory, pair));
  }

  /** Lets go of the indexes that were not asked for the longest, until the rest is small enough. */
  #keepBudget(kept: Entry): void {
    let bytes = this.bytes;
    const byUse = [...this.#entries].sort(([, a], [, b]) => a.used - b.used);
    for (const [key, entry] of byUse) {
      if (bytes <= this.#budget) return;
      if (entry === kept || !entry.index) continue;
      if (entry.unsaved >= this.#worthSaving.atEnd) this.#save(entry);
      this.#entries.delete(key);
      bytes -= entry.bytes;
    }
  }
}
