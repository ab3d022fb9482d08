import { readCalques } from '../terminology/calque-table.ts';
import { type Command, exit } from './command.ts';
import { lintTables } from './lint-tables.ts';

/** `interlinear calques lint`: whether every line of files of word-for-word translations can be read, and its own examples pass. */
export const calquesLint: Command = {
  name: 'calques lint',
  usage: 'FILE... [--json]',
  options: { json: { type: 'boolean' } },
  examples: ['npx interlinear calques lint desk-calques.tsv'],
  run: async (call) => (lintTables(call, 'calques', readCalques) ? exit.done : exit.failed),
};
