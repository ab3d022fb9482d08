import type { CodedText } from './coded-text.ts';

/** Typing goes back as one step unless somebody paused for so long. In milliseconds. */
const PAUSE_MS = 1000;

/** How many steps back one can go. */
const STEPS = 200;

/**
 * What a field held before, to go back to and forth again. The browser's own memory of it ends where the desk puts a text in (a match, a
 * term, a code that comes back), so that the field keeps one for all of them.
 */
export class Past {
  #back: CodedText[] = [];
  #forth: CodedText[] = [];
  #typedAt: number | undefined;

  /**
   * Remembers what is about to be replaced.
   *
   * @param typedAt when a key did it, in milliseconds: keys that follow each other are one step; absent, it is a step by itself
   */
  leave(before: CodedText, typedAt?: number): void {
    const goesOn = typedAt !== undefined && this.#typedAt !== undefined && typedAt - this.#typedAt < PAUSE_MS;
    this.#typedAt = typedAt;
    this.#forth = [];
    if (goesOn && this.#back.length > 0) return;
    this.#back.push(before);
    if (this.#back.length > STEPS) this.#back.shift();
  }

  /** One step back. @param now what the field holds @returns what it held before; undefined at the beginning */
  undo(now: CodedText): CodedText | undefined {
    return this.#step(this.#back, this.#forth, now);
  }

  /** What was taken back comes again, until something else is done. */
  redo(now: CodedText): CodedText | undefined {
    return this.#step(this.#forth, this.#back, now);
  }

  #step(from: CodedText[], to: CodedText[], now: CodedText): CodedText | undefined {
    const found = from.pop();
    this.#typedAt = undefined;
    if (found) to.push(now);
    return found;
  }
}
