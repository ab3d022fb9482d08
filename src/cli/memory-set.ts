import { UsageError } from '../model/errors.ts';
import { ownMemory } from '../storage/memories.ts';
import { findOwnMemory } from '../storage/memory-rights.ts';
import { type MemoryTuning, setMemory } from '../storage/memory-settings.ts';
import type { OverwriteRule } from '../storage/schema.ts';
import { type Call, type Command, exit, type Option, placeOptions } from './command.ts';
import { oneArgument, wholeOption, withMemories } from './memory-desk.ts';

/** Options that set how a memory is used; import takes them too. */
export const tuningOptions: Record<string, Option> = {
  priority: { type: 'string', value: 'N' },
  penalty: { type: 'string', value: 'N' },
  overwrite: { type: 'string', value: 'context|source|never' },
};

/** `interlinear memory set`: priority, penalty and rule of a memory. */
export const memorySet: Command = {
  name: 'memory set',
  usage: 'NAME [--priority N] [--penalty N] [--overwrite RULE]',
  options: { ...tuningOptions, json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear memory set desk --priority 10', 'npx interlinear memory set desk --overwrite source'],
  async run(call) {
    const name = oneArgument(call, this.name, 'NAME');
    const tuning = tuningOf(call);
    if (Object.keys(tuning).length === 0)
      throw new UsageError('option.needed', { command: this.name, options: '--priority, --penalty, --overwrite' });
    return withMemories(call, this.name, async ({ tables, desk, now, actor }) => {
      await ownMemory(tables, desk, now);
      const memory = await findOwnMemory(tables, desk, name);
      const settings = await setMemory(tables, memory.id, tuning, { desk, actor, now });
      if (call.values.json) call.out(JSON.stringify({ memory: memory.name, ...settings }));
      else call.out(call.messages('cli:memory.set.done', { name: memory.name, ...settings }));
      return exit.done;
    });
  },
};

/** What a call says of priority, penalty and rule. @throws UsageError `config.value` {name, value} */
export function tuningOf(call: Call): MemoryTuning {
  const { overwrite } = call.values;
  if (overwrite !== undefined && !['context', 'source', 'never'].includes(overwrite as string))
    throw new UsageError('config.value', { name: '--overwrite', value: String(overwrite) });
  const priority = wholeOption(call, 'priority', -1000, 999);
  const penalty = wholeOption(call, 'penalty', 0, 100);
  return {
    ...(priority !== undefined ? { priority } : {}),
    ...(penalty !== undefined ? { penalty } : {}),
    ...(overwrite !== undefined ? { overwrite: overwrite as OverwriteRule } : {}),
  };
}
