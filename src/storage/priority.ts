import type { Priority } from './schema.ts';

/** Priorities as rows and queues have them: the smaller the sooner, with room in between. */
const numbers: Record<Priority, number> = { interactive: 0, normal: 10, bulk: 20 };

/** What an article that is under way gains in the outbox: articles come out one after the other, rather than all of them at the end. */
export const BEGUN = -1;

/** Rows of the outbox below this number are of what somebody waits for. */
export const URGENT = 5;

export const priorities = Object.keys(numbers) as Priority[];

/** @returns the number of a priority; that of `normal` where nobody says */
export function priorityNumber(priority: Priority = 'normal'): number {
  return numbers[priority];
}
