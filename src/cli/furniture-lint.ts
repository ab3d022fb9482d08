import { readFurniture } from '../intake/furniture-table.ts';
import { type Command, exit } from './command.ts';
import { lintTables } from './lint-tables.ts';

/** `interlinear furniture lint`: whether every line of files of page furniture can be read, and its own examples pass. */
export const furnitureLint: Command = {
  name: 'furniture lint',
  usage: 'FILE... [--json]',
  options: { json: { type: 'boolean' } },
  examples: ['npx interlinear furniture lint desk-furniture.tsv'],
  run: async (call) => (lintTables(call, 'furniture', readFurniture) ? exit.done : exit.failed),
};
