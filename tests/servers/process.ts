import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { watch } from './watchdog.ts';

/** How a private server is started and seen to be ready. */
export interface ServerRecipe {
  program: string;
  arguments: string[];
  options: SpawnOptions;
  /** Everything the server owns; removed when it stops. */
  folder: string;
  /** What ends it in order, and what ends it at once without leaving anything behind. */
  signals: { stop: NodeJS.Signals; abort: 'KILL' | 'QUIT' };
  /** Resolves true when the server answers; false or a rejection means: not yet. */
  ready(): Promise<boolean>;
}

/** A server process that can be killed and started again on the same port and data. */
export class ServerProcess {
  readonly #recipe: ServerRecipe;
  #child: ChildProcess | undefined;
  /** What the server wrote, for the error of a failed start. */
  #said = '';
  #release: () => void = () => {};

  constructor(recipe: ServerRecipe) {
    this.#recipe = recipe;
  }

  /** The process id; -1 while nothing runs. */
  get pid(): number {
    return this.#child?.pid ?? -1;
  }

  /**
   * Starts it and waits until it answers, at most 30 seconds.
   *
   * @throws Error with what the server said, when it ends or stays silent.
   */
  async start(): Promise<void> {
    this.#said = '';
    const child = spawn(this.#recipe.program, this.#recipe.arguments, {
      ...this.#recipe.options,
      // Ctrl-C must reach the tests alone: they stop the server themselves.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.unref();
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        this.#said = (this.#said + chunk).slice(-4000);
      });
      (stream as { unref?: () => void } | null)?.unref?.();
    }
    await once(child, 'spawn');
    this.#child = child;
    this.#release = watch(child.pid as number, this.#recipe.signals.abort, this.#recipe.folder);
    const deadline = Date.now() + 30_000;
    while (!(await this.#recipe.ready().catch(() => false))) {
      if (ended(child) || Date.now() > deadline) {
        await this.#end('SIGKILL');
        throw new Error(`${this.#recipe.program} did not start: ${this.#said}`);
      }
      await sleep(20);
    }
  }

  /** Ends it at once and removes its folder: what a server tidies up for its next start would take seconds, and goes with it. May be called twice. */
  async stop(): Promise<void> {
    await this.#end(`SIG${this.#recipe.signals.abort}`);
    rmSync(this.#recipe.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  /** Stops it in order and leaves its folder to the caller. */
  async halt(): Promise<void> {
    await this.#end(this.#recipe.signals.stop);
  }

  /** Kills it with SIGKILL, as a crash would; the data stay. Returns at once. */
  kill9(): void {
    this.#child?.kill('SIGKILL');
  }

  /** Starts it again, on the same port and data; a running one is stopped in order first. */
  async restart(): Promise<void> {
    await this.#end(this.#recipe.signals.stop);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.start();
      } catch (error) {
        // After a SIGKILL the children of PostgreSQL hold its shared memory for a moment.
        if (attempt === 5) throw error;
        await sleep(200 * attempt);
      }
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child && !ended(child)) {
      child.ref();
      const gone = once(child, 'exit');
      child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(late);
    }
    this.#release();
    this.#release = () => {};
  }
}

function ended(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
