import type { SegmentFinding } from '../../api/segments.ts';

/** Findings of one kind, the worst kind first. */
export interface FindingGroup {
  /** `names` and `consistency` hold what several checks say of one thing; else the check's id. */
  id: string;
  /** What the check is called; absent for a group of several. */
  title?: string;
  /** In the order of the article. */
  findings: SegmentFinding[];
  counts: Record<SegmentFinding['severity'], number>;
}

/** Checks that are about the same thing: who puts a name right looks at all of them. */
const families = new Map(
  Object.entries({
    names: 'names',
    'name-spelling': 'names',
    'name-variants': 'names',
    'first-mention': 'names',
    terminology: 'names',
    'prescribed-terms': 'names',
    consistency: 'consistency',
    'credit-kept': 'credits',
    'credit-line': 'credits',
  }),
);
const ofSeveral = new Set(families.values());
/** The gravest first. */
export const severities = ['error', 'warning', 'info'] as const;

/** Findings of an article by what they are about: those with the gravest findings first, then the largest. */
export function groupsOf(findings: readonly SegmentFinding[]): FindingGroup[] {
  const groups = [...Map.groupBy(findings, ({ check }) => families.get(check) ?? check)].map(
    ([id, some]): FindingGroup => {
      const counts = { error: 0, warning: 0, info: 0 };
      for (const { severity } of some) counts[severity]++;
      return {
        id,
        ...(ofSeveral.has(id) ? {} : { title: some[0]?.title ?? id }),
        findings: some.toSorted((a, b) => a.segment - b.segment || a.start - b.start),
        counts,
      };
    },
  );
  const worst = (group: FindingGroup) => severities.indexOf(gravest(group));
  return groups.sort(
    (a, b) => worst(a) - worst(b) || b.findings.length - a.findings.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** The gravest severity of a group. */
export function gravest({ counts }: FindingGroup): SegmentFinding['severity'] {
  const [first = 'info'] = severities.filter((one) => counts[one] > 0);
  return first;
}
