import type { ResultContext } from '../../workers/results.ts';
import { lateTerms } from './late-terms.ts';
import type { Service } from './service.ts';

type Parts = Pick<Service, 'database' | 'clock' | 'config' | 'compute'>;

/** What reads articles back, and writes their files when somebody asks for them. */
export function resultContext({ database: { tables }, clock, config, compute }: Parts): ResultContext {
  return { tables, terms: lateTerms(tables), clock, config, compute };
}
