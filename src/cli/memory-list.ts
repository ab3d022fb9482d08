import { ownMemory } from '../storage/memories.ts';
import { listRights } from '../storage/memory-rights.ts';
import { pad } from './columns.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withMemories } from './memory-desk.ts';

/** `interlinear memory list`: the memories of the desk and those that it may read, and which desk may do what with them. */
export const memoryList: Command = {
  name: 'memory list',
  usage: '[--all]',
  options: { all: { type: 'boolean' }, json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear memory list', 'npx interlinear memory list --all --json'],
  async run(call) {
    const { messages } = call;
    return withMemories(call, this.name, async ({ tables, desk, now }) => {
      await ownMemory(tables, desk, now);
      const memories = await listRights(tables, desk, { files: call.values.all === true });
      if (call.values.json) {
        call.out(JSON.stringify({ memories: memories.map(({ id: _, ...memory }) => memory) }));
        return exit.done;
      }
      const title = (column: string) => messages(`cli:memory.list.${column}`);
      const rows = [
        ['name', 'kind', 'owner', 'units', 'priority', 'penalty', 'overwrite', 'rights'].map(title),
        ...memories.map(({ name, kind, owner, units, priority, penalty, overwrite, rights }) => [
          name,
          title(`kind.${kind}`),
          owner,
          String(units),
          String(priority),
          String(penalty),
          overwrite,
          rights.map(({ desk: who, right }) => `${who}: ${title(`right.${right}`)}`).join(', '),
        ]),
      ];
      const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
      for (const row of rows)
        call.out(
          row
            .map((cell, column) => pad(cell, widths[column] ?? 0))
            .join('  ')
            .trimEnd(),
        );
      return exit.done;
    });
  },
};
