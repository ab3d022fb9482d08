import { undoChange } from '../storage/bulk-changes.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { oneArgument, withMemories } from './memory-desk.ts';

/** `interlinear memory undo`: takes back a deletion, a replacement or a fix. */
export const memoryUndo: Command = {
  name: 'memory undo',
  usage: 'CHANGE',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear memory undo 0198f2c4-0000-7000-8000-000000000000'],
  async run(call) {
    const id = oneArgument(call, this.name, 'CHANGE');
    return withMemories(call, this.name, async ({ tables, desk, now }) => {
      const undone = await undoChange(tables, desk, id, now);
      if (call.values.json) call.out(JSON.stringify(undone));
      else call.out(call.messages('cli:memory.undo.done', undone));
      return exit.done;
    });
  },
};
