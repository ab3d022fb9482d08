import { findMemory, listMemories, ownMemory } from '../storage/memories.ts';
import { memoryStatistics } from '../storage/memory-reading.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withMemories } from './memory-desk.ts';

/** `interlinear memory stats`: what is in the memories. */
export const memoryStats: Command = {
  name: 'memory stats',
  usage: '[NAME]...',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear memory stats', 'npx interlinear memory stats desk --json'],
  async run(call) {
    return withMemories(call, this.name, async ({ tables, desk, now }) => {
      await ownMemory(tables, desk, now);
      const memories =
        call.positionals.length > 0
          ? await Promise.all(call.positionals.map((name) => findMemory(tables, desk, name)))
          : await listMemories(tables, desk);
      const rows = [];
      for (const memory of memories) rows.push({ memory, statistics: await memoryStatistics(tables, memory.id) });
      if (call.values.json)
        call.out(JSON.stringify({ memories: rows.map(({ memory, statistics }) => ({ ...memory, ...statistics })) }));
      else
        for (const { memory, statistics } of rows) {
          const { name, priority, penalty, overwrite, canWrite } = memory;
          const rights = call.messages(canWrite ? 'cli:memory.stats.writable' : 'cli:memory.stats.read-only');
          call.out(call.messages('cli:memory.stats.memory', { name, priority, penalty, overwrite, rights }));
          const { units, confirmed, machine, used, uses } = statistics;
          call.out(`  ${call.messages('cli:memory.stats.units', { units, confirmed, machine, used, uses })}`);
          for (const { language, texts, characters } of statistics.languages)
            call.out(`  ${call.messages('cli:memory.stats.language', { language, texts, characters })}`);
        }
      return exit.done;
    });
  },
};
