import type { WorkerContext } from '../../workers/context.ts';
import type { Tables } from '../storage/database.ts';

/** The terms in force at desks, as workers have them. What finds terms is read when somebody asks: a start need not wait for it. */
export function lateTerms(tables: Tables): WorkerContext['terms'] {
  let terms: Promise<WorkerContext['terms']> | undefined;
  return async (...asked) => {
    terms ??= import('../../workers/context.ts').then(({ termsOf }) => termsOf(tables));
    return (await terms)(...asked);
  };
}
