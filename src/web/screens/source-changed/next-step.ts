import type { Accepted } from './revisions.ts';

/** What approving asks for. */
export type Approved = 'reviewed' | 'final';

/**
 * Accepts at the step that comes next: where a desk approves once, or not at all, that is the last word. Where it approves twice, it is the
 * review as long as there is something to review, and the last word for what somebody else has reviewed.
 *
 * @param steps of the desk's review
 * @param ask the service, for a state
 */
export async function acceptNext(
  steps: number,
  ask: (state: Approved) => Promise<Accepted>,
): Promise<Accepted & { state: Approved }> {
  if (steps === 2) {
    const reviewed = await ask('reviewed');
    // What stands in the way of the review stands in the way of the last word, too: nothing is kept back by asking for that.
    if (reviewed.approved > 0) return { ...reviewed, state: 'reviewed' };
  }
  return { ...(await ask('final')), state: 'final' };
}
