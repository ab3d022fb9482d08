import { Problem } from '../../api/client.ts';
import type { CodedText } from './coded-text.ts';

/** What a person typed and the service does not have yet. */
export interface Draft {
  /** The segment's address in the API. */
  address: string;
  content: CodedText;
  /** The version of the target that the person saw. */
  version: number;
  /** When it was typed last, milliseconds since 1970. */
  at: number;
}

/** Where drafts outlive the page: a reload, a session that ends, a machine that is switched off. */
export interface DraftStore {
  all(): Draft[];
  put(draft: Draft): void;
  remove(address: string): void;
}

const PREFIX = 'interlinear.draft.';

/** Drafts in the browser's own storage, for each person apart: two people may share a machine. */
export function browserDrafts(person: string, storage: Storage = localStorage): DraftStore {
  const prefix = `${PREFIX}${person}.`;
  return {
    all() {
      const found: Draft[] = [];
      for (let index = 0; index < storage.length; index++) {
        const key = storage.key(index);
        if (!key?.startsWith(prefix)) continue;
        try {
          found.push(JSON.parse(storage.getItem(key) ?? '') as Draft);
        } catch {
          // Not written by this program.
        }
      }
      return found.sort((a, b) => a.at - b.at);
    },
    put: (draft) => storage.setItem(prefix + draft.address, JSON.stringify(draft)),
    remove: (address) => storage.removeItem(prefix + address),
  };
}

/** What became of a draft that was sent. */
export type Sent = { version: number };

/** How the sending of drafts stands, for the line that tells people. */
export type SavingState = 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'signed-out';

export interface DraftsOptions {
  store: DraftStore;
  /** Sends one. @throws Problem, 412 where somebody else changed the segment */
  send(draft: Draft): Promise<Sent>;
  onState(state: SavingState): void;
  /** Somebody else changed the segment: both texts are there, and a person chooses. The draft is kept until then. */
  onConflict(draft: Draft, problem: Problem): void;
  onSent(draft: Draft, sent: Sent): void;
  /** Pause after the last key until it is sent, in milliseconds. */
  pauseMs?: number;
  /** Longest wait between two attempts, in milliseconds. */
  longestMs?: number;
}

/**
 * Keeps what a person types: at once in the browser, and in the service after every pause. One request a segment at a time, so that answers
 * that come late or twice cannot put an older text over a newer one.
 */
export class Drafts {
  readonly #options: Required<DraftsOptions>;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #stopped = new Set<string>();
  #wait = 0;

  constructor(options: DraftsOptions) {
    this.#options = { pauseMs: 800, longestMs: 30_000, ...options };
    // What an earlier page could not send.
    for (const draft of this.#options.store.all()) this.#plan(draft.address, 0);
  }

  /** Keeps a text: in the browser at once, in the service after the pause. */
  keep(draft: Draft): void {
    this.#options.store.put(draft);
    this.#stopped.delete(draft.address);
    this.#options.onState('waiting');
    this.#plan(draft.address, this.#options.pauseMs);
  }

  /** The text of a segment that the service does not have yet. */
  of(address: string): Draft | undefined {
    return this.#options.store.all().find((draft) => draft.address === address);
  }

  /** Lets a draft go: it was confirmed, or the person took the other text. */
  drop(address: string): void {
    clearTimeout(this.#timers.get(address));
    this.#timers.delete(address);
    this.#options.store.remove(address);
    this.#tell();
  }

  /** Sends what waits, now: before a confirmation, and when the line is back. */
  async flush(address?: string): Promise<void> {
    const all = this.#options.store.all().filter((draft) => address === undefined || draft.address === address);
    await Promise.all(
      all.filter((draft) => !this.#stopped.has(draft.address)).map((draft) => this.#sendNow(draft.address)),
    );
  }

  #plan(address: string, inMs: number): void {
    clearTimeout(this.#timers.get(address));
    this.#timers.set(
      address,
      setTimeout(() => void this.#sendNow(address), inMs),
    );
  }

  async #sendNow(address: string): Promise<void> {
    clearTimeout(this.#timers.get(address));
    this.#timers.delete(address);
    const before = this.#underWay.get(address);
    if (before) {
      await before;
      if (!this.of(address) || this.#stopped.has(address)) return;
    }
    const sending = this.#send(address).finally(() => this.#underWay.delete(address));
    this.#underWay.set(address, sending);
    await sending;
  }

  async #send(address: string): Promise<void> {
    const draft = this.of(address);
    if (!draft) return;
    const { store, send, onSent, onConflict, onState, longestMs } = this.#options;
    onState('saving');
    try {
      const sent = await send(draft);
      this.#wait = 0;
      const newer = this.of(address);
      // Typed on while the answer was under way: what was typed is built on what has just been stored.
      if (newer && newer.at !== draft.at) {
        store.put({ ...newer, version: sent.version });
        if (!this.#timers.has(address)) this.#plan(address, this.#options.pauseMs);
      } else store.remove(address);
      onSent(draft, sent);
      this.#tell();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 412 || error.status === 409) {
        this.#stopped.add(address);
        onState('conflict');
        onConflict(draft, error);
      } else if (error.status === 401) {
        this.#stopped.add(address);
        onState('signed-out');
      } else if (error.away || error.status === 429 || error.status === 500) {
        onState('offline');
        this.#wait = Math.min(Math.max(this.#wait * 2, 1000), longestMs);
        this.#plan(address, this.#wait);
      } else {
        // The service will never take it: the person is told, and the text stays here.
        this.#stopped.add(address);
        onState('conflict');
        onConflict(draft, error);
      }
    }
  }

  /** The person has signed in again, or chosen: what was stopped goes on. */
  resume(): void {
    this.#stopped.clear();
    this.#wait = 0;
    void this.flush();
  }

  #tell(): void {
    const waiting = this.#options.store.all();
    if (waiting.length === 0) this.#options.onState('saved');
  }
}
