/** A thread that does one task at a time: see threads.ts. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import { InterlinearError, TransientError } from '../../src/model/errors.ts';
import type { Concept } from '../../src/model/term.ts';
import { compute, type EncodedFile, type Task } from './tasks.ts';
import { ReadyTerms, type TermsData } from './terms.ts';

/** What the thread is asked. */
export interface Question {
  task: Task;
  terms?: TermsData;
  /** Where the thread has not got them yet. */
  concepts?: Concept[];
}

/** What it says: that it needs the concepts of the terms, what came of the task, or why nothing did. */
export type Said =
  | { wants: 'concepts' }
  | { result: unknown }
  | {
      error: {
        kind: 'final' | 'transient' | 'other';
        code: string;
        parameters: InterlinearError['parameters'];
        message: string;
        stack?: string;
      };
    };

const port = parentPort as MessagePort;
const ready = new ReadyTerms();

port.on('message', ({ task, terms, concepts }: Question) => {
  try {
    if (terms && !concepts && !ready.has(terms.key)) return say({ wants: 'concepts' });
    const result = compute(task, terms && ready.onDay(terms, concepts));
    const bytes =
      task.act === 'language-files' || task.act === 'article-files'
        ? (result as EncodedFile[]).map(({ content }) => content.buffer)
        : [];
    port.postMessage({ result } satisfies Said, [...new Set(bytes)]);
  } catch (error) {
    say({ error: asData(error) });
  }
});

function say(said: Said): void {
  port.postMessage(said);
}

function asData(thrown: unknown): Extract<Said, { error: unknown }>['error'] {
  const { message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
  const why = { message, ...(stack ? { stack } : {}) };
  if (!(thrown instanceof InterlinearError)) return { kind: 'other', code: '', parameters: {}, ...why };
  const { code, parameters } = thrown;
  return { kind: thrown instanceof TransientError ? 'transient' : 'final', code, parameters, ...why };
}
