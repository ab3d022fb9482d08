import type { Role } from './article.ts';

/** What happens to a block of a role on its way into another language. */
export type Treatment = 'translate' | 'localise' | 'keep' | 'leave-out';

const treatments: Record<Role, Treatment> = {
  headline: 'translate',
  standfirst: 'translate',
  byline: 'keep',
  dateline: 'translate',
  body: 'translate',
  crosshead: 'translate',
  caption: 'translate',
  'alt-text': 'translate',
  credit: 'localise',
  keywords: 'translate',
  slug: 'keep',
  'editors-note': 'translate',
  furniture: 'leave-out',
};

/** The rule for a role: `localise` looks the text up in the desk's tables and keeps it verbatim, flagged, where there is no row. */
export function treatmentOf(role: Role): Treatment {
  return treatments[role];
}
