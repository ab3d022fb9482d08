import type { SegmentState } from '../../../model/translation.ts';
import { Problem } from '../../api/client.ts';
import type { CodedText } from './coded-text.ts';

/** What a person typed, or decided, and the service does not have yet. */
export interface Draft {
  /** The segment's address in the API. */
  address: string;
  content: CodedText;
  /** The version of the target that the person saw. */
  version: number;
  /** When it was typed last, milliseconds since 1970. */
  at: number;
  /** What it is to be; a draft that was typed is `initial`, and un-confirms. */
  state?: SegmentState;
  /** What else the request says: a reason, how long somebody worked. */
  with?: Record<string, unknown>;
  /** Texts that were sent and not answered: if the service has one of them, it is ours. */
  tried?: string[];
}

/** Where drafts outlive the page: a reload, a session that ends, a machine that is switched off. */
export interface DraftStore {
  all(): Draft[];
  put(draft: Draft): void;
  remove(address: string): void;
}

/** Unanswered texts that are remembered: the first ones, which may have arrived, and the last. */
const TRIED = 20;

/** What became of a draft that was sent. */
export type Sent = { version: number };

/** How the sending of drafts stands, for the line that tells people. */
export type SavingState = 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'refused' | 'signed-out';

export interface DraftsOptions {
  store: DraftStore;
  /** Sends one. @throws Problem, 412 where somebody else changed the segment */
  send(draft: Draft): Promise<Sent>;
  onState(state: SavingState): void;
  /** Somebody else changed the segment: both texts are there, and a person chooses. The draft is kept until then. */
  onConflict(draft: Draft, problem: Problem): void;
  /** The service does not take it as it is; the text is kept. */
  onRefused(draft: Draft, problem: Problem): void;
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

  /** Keeps a text: in the browser at once, in the service after the pause. @param draft one with a state is a decision, which does not wait */
  keep(draft: Draft): void {
    const before = this.of(draft.address);
    // The version of what was typed before holds: the page may not have seen it yet.
    const version = Math.max(draft.version, before?.version ?? 0);
    this.#options.store.put({ ...draft, version, ...(before?.tried ? { tried: before.tried } : {}) });
    this.#stopped.delete(draft.address);
    this.#options.onState('waiting');
    this.#plan(draft.address, draft.state === undefined ? this.#options.pauseMs : 0);
  }

  /** The text of a segment that the service does not have yet. */
  of(address: string): Draft | undefined {
    return this.#options.store.all().find((draft) => draft.address === address);
  }

  /** Lets a draft go: the person took the other text. */
  drop(address: string): void {
    clearTimeout(this.#timers.get(address));
    this.#timers.delete(address);
    this.#stopped.delete(address);
    this.#options.store.remove(address);
    this.#tell();
  }

  /** Sends what waits, now. */
  async flush(address?: string): Promise<void> {
    const all = this.#options.store.all().filter((draft) => address === undefined || draft.address === address);
    await Promise.all(
      all.filter((draft) => !this.#stopped.has(draft.address)).map((draft) => this.#sendNow(draft.address)),
    );
  }

  /** Sends nothing more from here: the page goes to another article. What is kept is kept. */
  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    void this.flush();
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
    // Another page of the same person has sent it.
    if (!draft) return this.#tell();
    const { store, send, onState } = this.#options;
    onState('saving');
    const tried = [...new Set([...(draft.tried ?? []), draft.content.text])];
    if (tried.length > TRIED) tried.splice(TRIED / 2, 1);
    store.put({ ...draft, tried });
    try {
      this.#sent(draft, await send(draft));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#failed(draft, error);
    }
  }

  #sent(draft: Draft, { version }: Sent): void {
    const { store, pauseMs } = this.#options;
    const { address } = draft;
    this.#wait = 0;
    const newer = this.of(address);
    // Typed on while the answer was under way: what was typed is built on what has just been stored.
    if (newer && newer.at !== draft.at) {
      const { tried: _, ...rest } = newer;
      store.put({ ...rest, version });
      if (!this.#timers.has(address)) this.#plan(address, pauseMs);
    } else {
      store.remove(address);
      // An older text that another page left: the service has a newer one now, and the person chooses.
      if (this.of(address)) this.#plan(address, 0);
    }
    this.#tell();
  }

  #failed(draft: Draft, problem: Problem): void {
    const { store, onConflict, onRefused, onState, longestMs } = this.#options;
    const { address } = draft;
    const { current, version } = problem.parameters;
    if (problem.status === 412 || problem.code === 'target.conflict') {
      // The service has what was sent before: only its answer got lost.
      const ours = draft.tried?.includes(String(current)) || current === draft.content.text;
      if (typeof version === 'number' && ours && version > draft.version) {
        store.put({ ...(this.of(address) ?? draft), version });
        this.#plan(address, 0);
        return;
      }
      this.#stopped.add(address);
      onState('conflict');
      onConflict(draft, problem);
    } else if (problem.status === 401) {
      this.#stopped.add(address);
      onState('signed-out');
    } else if (problem.away || problem.status === 429 || problem.status === 500) {
      onState('offline');
      this.#wait = Math.min(Math.max(this.#wait * 2, 1000), longestMs);
      this.#plan(address, this.#wait);
    } else {
      // A decision that does not hold is given up, the text is not.
      if (draft.state !== undefined && this.of(address)?.at === draft.at) {
        const { state: _, with: __, ...text } = draft;
        store.put(text);
      }
      this.#stopped.add(address);
      onState('refused');
      onRefused(draft, problem);
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
