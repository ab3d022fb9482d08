import { Worker } from 'node:worker_threads';
import { TransientError } from '../../model/errors.ts';
import type { ModelFiles, Question, ThreadData, ThreadMessage } from './protocol.ts';
import { type CompiledEngine, compileEngine } from './wasm.ts';

export interface PoolOptions {
  /** Most threads at a time. */
  threads: number;
  /** Bytes of loaded models, over all threads. */
  memoryBytes: number;
  /** Longest time for one batch; a thread that takes longer is ended. */
  timeoutMs: number;
}

/** What the threads are doing. */
export interface PoolState {
  threads: number;
  busy: number;
  waiting: number;
  /** Threads that ended before their time and were replaced. */
  replaced: number;
  /** Most bytes that the memory of one thread has grown to, and the models that each thread last said it has loaded. */
  heapBytes: number;
  loaded: string[][];
  /** Processor time that each thread has used since it began. */
  cpuSeconds: number[];
}

/** A batch on its way. */
interface Task {
  models: ModelFiles[];
  texts: string[];
  html: boolean;
  signal: AbortSignal | undefined;
  /** How often a thread has ended over it. */
  failures: number;
  /** Threads that it and its halves may still cost. */
  lives: { left: number };
  resolve(texts: string[]): void;
  reject(error: unknown): void;
}

interface Thread {
  worker: Worker;
  task: Task | undefined;
  question: number;
  timer: NodeJS.Timeout | undefined;
  models: string[];
  cpuSeconds: number;
  /** What it said before it ended. */
  reason: string | undefined;
}

/** How often a batch is begun; then it is cut in halves, and a single text is given up. */
const ATTEMPTS = 2;

/** Why a thread was ended that took too long. */
const TIMEOUT = 'timeout';

/** Threads that a batch may cost: enough to find one text among many by halving. */
function livesFor(texts: string[]): { left: number } {
  return { left: 4 + 2 * Math.ceil(Math.log2(texts.length + 1)) };
}

/**
 * Threads that translate batches. A thread that dies is replaced, and its batch begun again: whole once, then in halves, so that one
 * text that ends the engine takes no other with it. Threads that wait do not keep the process alive.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Task[] = [];
  #compiled: Promise<CompiledEngine> | undefined;
  #starting = 0;
  #questions = 0;
  #replaced = 0;
  #heapBytes = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  state(): PoolState {
    const threads = [...this.#threads];
    return {
      threads: threads.length,
      busy: threads.filter(({ task }) => task).length,
      waiting: this.#waiting.length,
      replaced: this.#replaced,
      heapBytes: this.#heapBytes,
      loaded: threads.map(({ models }) => models),
      cpuSeconds: threads.map(({ cpuSeconds }) => cpuSeconds),
    };
  }

  /**
   * Translates a batch in one thread.
   *
   * @returns one text a text, in order
   * @throws TransientError `engine.failed` {engine, reason} where threads end over it; the signal's reason when it is aborted
   */
  translate(models: ModelFiles[], texts: string[], html: boolean, signal?: AbortSignal): Promise<string[]> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const task: Task = { models, texts, html, signal, failures: 0, lives: livesFor(texts), resolve, reject };
      // The engine cannot be stopped in the middle of a batch: what comes of it is thrown away.
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      this.#waiting.push(task);
      this.#assign();
    });
  }

  /** Ends a thread that is at work, as a fault would. @returns whether there was one */
  killOne(): boolean {
    const thread = [...this.#threads].find(({ task }) => task);
    void thread?.worker.terminate();
    return thread !== undefined;
  }

  /** Ends all threads; what is under way fails. */
  async close(): Promise<void> {
    this.#closed = true;
    const error = new TransientError('engine.failed', { engine: 'bergamot', reason: 'closed' });
    for (const task of this.#waiting.splice(0)) task.reject(error);
    for (const { task } of this.#threads) task?.reject(error);
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  /** Gives waiting batches to threads: one that has the models loaded, any that is free, or a new one. */
  #assign(): void {
    for (const task of this.#waiting.filter(({ signal }) => signal?.aborted)) this.#forget(task);
    const most = this.#most();
    const free = [...this.#threads].filter(({ task }) => !task);
    // Models that are larger than those before need threads with more room, and so fewer of them.
    while (this.#threads.size > most && free.length > 0) this.#retire(free.shift() as Thread);
    while (this.#waiting.length > 0 && free.length > 0 && this.#threads.size <= most) {
      const task = this.#waiting.shift() as Task;
      const ready = free.findIndex(({ models }) => task.models.every(({ key }) => models.includes(key)));
      const [thread] = free.splice(Math.max(0, ready), 1);
      if (thread) this.#ask(thread, task, this.#options.memoryBytes / most);
    }
    while (!this.#closed && this.#waiting.length > this.#starting && this.#threads.size + this.#starting < most) {
      this.#starting++;
      this.#start().then(
        () => this.#started(),
        (error: unknown) => this.#started(error),
      );
    }
  }

  /** How many threads the memory allows for what is waiting and under way. */
  #most(): number {
    const tasks = [...this.#waiting, ...[...this.#threads].flatMap(({ task }) => task ?? [])];
    const need = Math.max(1, ...tasks.map(({ models }) => models.reduce((sum, { bytes }) => sum + bytes, 0)));
    return Math.max(1, Math.min(this.#options.threads, Math.floor(this.#options.memoryBytes / need)));
  }

  #retire(thread: Thread): void {
    this.#threads.delete(thread);
    void thread.worker.terminate();
  }

  #started(error?: unknown): void {
    this.#starting--;
    if (error !== undefined && this.#threads.size + this.#starting === 0) {
      const reason = error instanceof Error ? error.message : String(error);
      const failed = new TransientError('engine.failed', { engine: 'bergamot', reason }, { cause: error });
      for (const task of this.#waiting.splice(0)) task.reject(failed);
    }
    this.#assign();
  }

  async #start(): Promise<void> {
    this.#compiled ??= compileEngine();
    const workerData: ThreadData = { compiled: await this.#compiled };
    // The same name in the checkout and in the package, but for the ending: there, everything is compiled.
    const worker = new Worker(new URL(import.meta.url.replace(/pool\.([jt]s)$/, 'thread.$1')), { workerData });
    const thread: Thread = {
      worker,
      task: undefined,
      question: 0,
      timer: undefined,
      models: [],
      cpuSeconds: 0,
      reason: undefined,
    };
    await new Promise<void>((resolve, reject) => {
      worker.on('error', (error) => {
        thread.reason ??= error.message;
        reject(error);
      });
      worker.on('exit', () => {
        reject(new Error(thread.reason ?? 'exit'));
        this.#ended(thread);
      });
      worker.on('message', (message: ThreadMessage) => {
        if ('ready' in message) resolve();
        else this.#heard(thread, message);
      });
    });
    worker.unref();
    if (this.#closed) await worker.terminate();
    else this.#threads.add(thread);
  }

  #ask(thread: Thread, task: Task, memoryBytes: number): void {
    thread.task = task;
    thread.question = ++this.#questions;
    thread.timer = setTimeout(() => {
      thread.reason = TIMEOUT;
      void thread.worker.terminate();
    }, this.#options.timeoutMs);
    thread.worker.ref();
    const { models, texts, html } = task;
    const question: Question = { id: thread.question, models, texts, html, memoryBytes };
    thread.worker.postMessage(question);
  }

  #heard(thread: Thread, message: Exclude<ThreadMessage, { ready: true }>): void {
    if (message.id !== thread.question) return;
    if ('reason' in message) {
      // It ends now; its batch is begun again when it has ended.
      thread.reason = message.reason;
      return;
    }
    const { task } = thread;
    clearTimeout(thread.timer);
    thread.task = undefined;
    thread.models = message.models;
    thread.cpuSeconds = message.cpuSeconds;
    this.#heapBytes = Math.max(this.#heapBytes, message.heapBytes);
    thread.worker.unref();
    task?.resolve(message.texts);
    this.#assign();
  }

  #ended(thread: Thread): void {
    clearTimeout(thread.timer);
    if (!this.#threads.delete(thread) || this.#closed) return;
    this.#replaced++;
    const { task } = thread;
    thread.task = undefined;
    if (task && !task.signal?.aborted) this.#again(task, thread.reason ?? 'exit');
    this.#assign();
  }

  #again(task: Task, reason: string): void {
    task.failures++;
    task.lives.left--;
    if (task.failures < ATTEMPTS) {
      this.#waiting.unshift(task);
      return;
    }
    // What takes too long would do so again, and what ends every thread is not one text's fault.
    if (task.texts.length === 1 || reason === TIMEOUT || task.lives.left <= 0) {
      task.reject(new TransientError('engine.failed', { engine: 'bergamot', reason }));
      return;
    }
    const middle = Math.ceil(task.texts.length / 2);
    const halves = [task.texts.slice(0, middle), task.texts.slice(middle)].map(
      (texts) =>
        new Promise<string[]>((resolve, reject) => {
          this.#waiting.push({ ...task, texts, failures: 1, resolve, reject });
        }),
    );
    Promise.all(halves).then((parts) => task.resolve(parts.flat()), task.reject);
  }

  #forget(task: Task): void {
    this.#waiting.splice(this.#waiting.indexOf(task), 1);
  }
}
