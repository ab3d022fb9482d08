import { InterlinearError } from '../model/errors.ts';
import type { PlacedFinding } from '../model/finding.ts';
import type { SegmentState } from '../model/translation.ts';
import type { Tables } from './database.ts';

/** A target on its way to `final`. */
export interface Approval {
  segment: string;
  by: string;
  /** Findings that nobody dismissed. */
  open: PlacedFinding[];
  /** Warnings were seen. */
  acknowledge: boolean;
  /** Errors are let pass for a reason that is recorded. */
  override: boolean;
}

/** What stands there: null where there is no target. */
export interface StandingTarget {
  state: SegmentState;
  confirmed_by: string | null;
}

/**
 * What stands in the way of `final`: of two steps the first one, or that it was the same person's; open errors, unless they are overridden;
 * open warnings that were not acknowledged.
 *
 * @param steps of the desk's review
 * @param same whether the text is the one that stands there: of another one nobody has made the first step
 * @returns `review.first-step`, `review.same-person` {segment}; `review.errors`, `review.warnings` {segment, count, checks}
 */
export function inTheWay(
  { segment, by, open, acknowledge, override }: Approval,
  steps: number,
  before: StandingTarget | null,
  same: boolean,
): InterlinearError | undefined {
  if (steps === 2 && before?.state !== 'final') {
    if (before?.state !== 'reviewed' || !same) return new InterlinearError('review.first-step', { segment });
    if (before.confirmed_by === by) return new InterlinearError('review.same-person', { segment });
  }
  if (steps === 2 && before?.state === 'final' && !same) return new InterlinearError('review.first-step', { segment });
  const [errors, warnings] = (['error', 'warning'] as const).map((severity) =>
    open.filter((finding) => finding.severity === severity),
  ) as [PlacedFinding[], PlacedFinding[]];
  const told = (found: PlacedFinding[]) => ({
    segment,
    count: found.length,
    checks: [...new Set(found.map(({ check }) => check))].join(', '),
  });
  if (errors.length > 0 && !override) return new InterlinearError('review.errors', told(errors));
  if (warnings.length > 0 && !acknowledge && !override) return new InterlinearError('review.warnings', told(warnings));
  return undefined;
}

/** How often targets of a desk are approved before they are published. */
export async function reviewStepsOf(tables: Tables, desk: string): Promise<number> {
  const row = await tables
    .selectFrom('interlinear.desk')
    .select('review_steps')
    .where('id', '=', desk)
    .executeTakeFirst();
  return row?.review_steps ?? 0;
}
