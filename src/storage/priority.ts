import type { Priority } from './schema.ts';

/** Priorities as rows and queues have them: the smaller the sooner, with room in between. */
const numbers: Record<Priority, number> = { interactive: 0, normal: 10, bulk: 20 };

export const priorities = Object.keys(numbers) as Priority[];

/** @returns the number of a priority; that of `normal` where nobody says */
export function priorityNumber(priority: Priority = 'normal'): number {
  return numbers[priority];
}
