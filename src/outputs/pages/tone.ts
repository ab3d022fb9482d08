import type { Role } from '../../model/article.ts';
import { treatmentOf } from '../../model/treatment.ts';
import type { Row } from './frame.ts';

/** How a row of a role looks: what no reader reads for its own sake steps back. */
export function rowTone(role: Role | undefined): Row['tone'] {
  if (role === 'headline' || role === 'crosshead') return 'heading';
  if (!role) return '';
  if (treatmentOf(role) === 'leave-out') return 'left-out';
  return treatmentOf(role) === 'translate' ? '' : 'muted';
}
