import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { InterlinearError, TransientError } from '../../src/model/errors.ts';
import type { Concept, Terms } from '../../src/model/term.ts';
import { compute, type Results, type Task, type TaskOf } from './tasks.ts';
import type { TermsData } from './terms.ts';
import type { Question, Said } from './thread.ts';

/** The terms that a task is done with: as data for a thread, and as they are in this one. */
export interface TermsInUse {
  data: TermsData;
  concepts: Concept[];
  onDay(day: string): Terms;
}

/** Does the work on texts, wherever. */
export interface Compute {
  run<Act extends Task['act']>(task: TaskOf<Act>, terms?: TermsInUse): Promise<Results[Act]>;
}

/** In this thread, at once: for whoever has little to do. */
export const here: Compute = {
  run: async (task, terms) => compute(task, terms?.onDay),
};

/** Threads where the settings do not say: one processor is left to this one, and to the database. */
export function usualThreads(): number {
  return Math.min(availableParallelism() - 1, MOST);
}

const MOST = 4;

/** Tasks that are done here before it pays to start a thread: it takes as long as reading and checking some articles. */
const FIRST = 10;
/** Concepts beyond which a second copy of their index would cost more memory than the thread is worth. */
const CONCEPTS = 20_000;
/** A task that takes longer stands still: a text that a pattern never gets through. */
const LONGEST_MS = 900_000;

interface Waiting {
  question: Question;
  concepts: Concept[];
  resolve(result: never): void;
  reject(error: unknown): void;
}

interface Thread {
  worker: Worker;
  busy: Waiting | undefined;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Threads that read, check and write articles while this one speaks with the database, the queue and whoever asks over HTTP. Each has one task
 * in hand; a thread that ends over it (out of memory, a pattern without end) takes that task alone along.
 */
export class ComputeThreads implements Compute {
  readonly #most: number;
  readonly #first: number;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Waiting[] = [];
  #seen = 0;
  #closed = false;

  /**
   * @param most threads at a time; with 0 everything is done in this one
   * @param first tasks that are done in this one before the first thread is started
   */
  constructor(most: number, first = FIRST) {
    this.#most = most;
    this.#first = first;
  }

  /** Threads that there are at the moment. */
  get running(): number {
    return this.#threads.size;
  }

  /** @throws as the stages do; TransientError `compute.ended` {reason} where the thread ended over it */
  run<Act extends Task['act']>(task: TaskOf<Act>, terms?: TermsInUse): Promise<Results[Act]> {
    this.#seen++;
    if (this.#most === 0 || this.#closed || this.#seen <= this.#first || (terms && terms.concepts.length > CONCEPTS))
      return here.run(task, terms);
    return new Promise<Results[Act]>((resolve, reject) => {
      const question = { task, ...(terms ? { terms: terms.data } : {}) };
      this.#waiting.push({ question, concepts: terms?.concepts ?? [], resolve, reject });
      this.#assign();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const thread = [...this.#threads].find(({ busy }) => !busy) ?? this.#start();
      if (!thread) return;
      const next = this.#waiting.shift() as Waiting;
      thread.busy = next;
      thread.worker.ref();
      thread.timer = setTimeout(() => this.#end(thread, 'timeout'), LONGEST_MS);
      thread.timer.unref();
      this.#ask(thread, next.question);
    }
  }

  #ask({ worker }: Thread, question: Question): void {
    worker.postMessage(question);
  }

  #start(): Thread | undefined {
    if (this.#threads.size >= this.#most) return undefined;
    // The same name in the checkout and in the package, but for the ending: there, everything is compiled.
    const place = new URL(import.meta.url.replace(/threads\.([jt]s)$/, 'thread.$1'));
    const thread: Thread = { worker: new Worker(place), busy: undefined, timer: undefined };
    this.#threads.add(thread);
    let reason = 'exit';
    thread.worker.on('message', (said: Said) => this.#hear(thread, said));
    thread.worker.on('error', (error) => {
      reason = error.message;
    });
    thread.worker.on('exit', () => this.#end(thread, reason));
    return thread;
  }

  #hear(thread: Thread, said: Said): void {
    const { busy } = thread;
    if (!busy) return;
    if ('wants' in said) {
      this.#ask(thread, { ...busy.question, concepts: busy.concepts });
      return;
    }
    this.#free(thread);
    if ('error' in said) busy.reject(revived(said.error));
    else busy.resolve(said.result as never);
    this.#assign();
  }

  #free(thread: Thread): void {
    clearTimeout(thread.timer);
    thread.busy = undefined;
    thread.worker.unref();
  }

  #end(thread: Thread, reason: string): void {
    if (!this.#threads.delete(thread)) return;
    void thread.worker.terminate();
    const { busy } = thread;
    this.#free(thread);
    busy?.reject(new TransientError('compute.ended', { reason }));
    if (!this.#closed) this.#assign();
    else for (const one of this.#waiting.splice(0)) one.reject(new TransientError('compute.ended', { reason }));
  }
}

/** An error of a stage as it was thrown in the thread. */
function revived({ kind, code, parameters, message, stack }: Extract<Said, { error: unknown }>['error']): Error {
  const error =
    kind === 'final'
      ? new InterlinearError(code, parameters)
      : kind === 'transient'
        ? new TransientError(code, parameters)
        : new Error(message);
  if (stack) error.stack = stack;
  return error;
}
