import type { Writable } from 'node:stream';

/** How long a stream lives and how patient it is, in milliseconds. */
export interface StreamLimits {
  /** A comment is sent so often, so that proxies and clients know that the stream lives. */
  heartbeat: number;
  /** Who takes nothing for so long is gone. */
  drain: number;
  /** A connection that died without a word is noticed by nobody: each stream ends after so long, and whoever is there comes back. */
  life: number;
}

export const streamLimits: StreamLimits = { heartbeat: 15_000, drain: 30_000, life: 600_000 };

/** Server-sent events (WHATWG HTML, section 9.2) over a connection that may be slow, or dead without saying so. */
export class EventStream {
  readonly #to: Writable;
  readonly #limits: StreamLimits;
  readonly #timers: NodeJS.Timeout[];
  readonly #ended: () => void;
  #over = false;

  /** @param ended is called once, however the stream ends */
  constructor(to: Writable, ended: () => void, limits: StreamLimits = streamLimits) {
    this.#to = to;
    this.#ended = ended;
    this.#limits = limits;
    // A client that comes back after an interruption does so after two seconds.
    to.write('retry: 2000\n\n');
    this.#timers = [
      // A stream that is over by then has nobody to keep awake.
      setInterval(() => void this.#write(':\n\n').catch(() => {}), limits.heartbeat),
      setTimeout(() => this.end(), limits.life),
    ];
    to.once('close', () => this.#finish());
    to.on('error', () => this.#finish());
  }

  get over(): boolean {
    return this.#over;
  }

  /** @param event.id where a client goes on that comes back; absent for what it need not catch up on
   * @returns when the client has taken what it was sent so far @throws Error where the stream is over */
  async send(event: { id?: string; event: string; data: unknown }): Promise<void> {
    // JSON has no line breaks of its own, and neither ids nor names come from outside.
    const place = event.id === undefined ? '' : `id: ${event.id}\n`;
    await this.#write(`${place}event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`);
  }

  /** Ends it in order. */
  end(): void {
    if (!this.#over) this.#to.end();
    this.#finish();
  }

  async #write(text: string): Promise<void> {
    if (this.#over) throw new Error('the stream is over');
    if (this.#to.write(text)) return;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        this.#to.destroy();
        done();
      }, this.#limits.drain);
      const done = () => {
        clearTimeout(late);
        this.#to.off('drain', done);
        this.#to.off('close', done);
        if (this.#over || this.#to.destroyed) reject(new Error('the stream is over'));
        else resolve();
      };
      this.#to.once('drain', done);
      this.#to.once('close', done);
    });
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#ended();
  }
}
