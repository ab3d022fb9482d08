import type { PairCheck } from './check.ts';

/** placeholder */
export const names: PairCheck = { id: 'names', type: 'inconsistent-entities', mqm: 'accuracy/mistranslation', severity: 'info', needs: 'pair', run() { return []; }, examples: { valid: [{ from: 'en', to: 'fr', source: 'a', target: 'b' }], invalid: [] } };
