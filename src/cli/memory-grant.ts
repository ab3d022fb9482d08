import { UsageError } from '../model/errors.ts';
import { findDesk } from '../storage/desks.ts';
import { ownMemory } from '../storage/memories.ts';
import { findOwnMemory, giveRight, type MemoryRight } from '../storage/memory-rights.ts';
import { type Call, type Command, exit, placeOptions } from './command.ts';
import { oneArgument, withMemories } from './memory-desk.ts';

/** `interlinear memory grant`: what another desk, or the desk itself, may do with a memory of the desk. */
export const memoryGrant: Command = {
  name: 'memory grant',
  usage: 'NAME [--desk DESK] --read|--write|--none',
  options: {
    desk: { type: 'string', value: 'DESK' },
    read: { type: 'boolean' },
    write: { type: 'boolean' },
    none: { type: 'boolean' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: ['npx interlinear memory grant desk --write', 'npx interlinear memory grant agency --desk sports --read'],
  async run(call) {
    const name = oneArgument(call, this.name, 'NAME');
    const right = rightOf(call, this.name);
    return withMemories(call, this.name, async ({ tables, desk, config, now, actor }) => {
      await ownMemory(tables, desk, now);
      const memory = await findOwnMemory(tables, desk, name);
      const to = await findDesk(tables, (call.values.desk as string | undefined) ?? config.desk);
      await giveRight(tables, memory.id, to.id, right, { desk, actor, now });
      if (call.values.json) call.out(JSON.stringify({ memory: memory.name, desk: to.name, right }));
      else call.out(call.messages(`cli:memory.grant.${right}`, { memory: memory.name, desk: to.name }));
      return exit.done;
    });
  },
};

/** @throws UsageError `option.needed` where a call asks for no right, or for some and none */
function rightOf(call: Call, command: string): MemoryRight {
  const { read, write, none } = call.values;
  if (none ? read || write : !read && !write)
    throw new UsageError('option.needed', { command, options: '--read, --write, --none' });
  return write ? 'write' : read ? 'read' : 'none';
}
