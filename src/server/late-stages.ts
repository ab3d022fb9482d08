import type { Compute } from '../../workers/compute/threads.ts';
import type { WorkerContext } from '../../workers/context.ts';
import type { Tables } from '../storage/database.ts';

/** The terms in force at desks, as workers have them. The stages are read when somebody asks: a start need not wait for them. */
export function lateTerms(tables: Tables): WorkerContext['terms'] {
  let terms: Promise<WorkerContext['terms']> | undefined;
  return async (...asked) => {
    terms ??= import('../../workers/context.ts').then(({ termsOf }) => termsOf(tables));
    return (await terms)(...asked);
  };
}

/** Work on texts in this thread, as workers do it; read when somebody asks, too. */
export const lateCompute: Compute = {
  run: async (task, terms) => (await import('../../workers/compute/threads.ts')).here.run(task, terms),
};
