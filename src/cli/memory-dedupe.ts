import { findMemory, listMemories } from '../storage/memories.ts';
import { countRedundant, mergeUnits } from '../storage/unit-merging.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withMemories } from './memory-desk.ts';

/** `interlinear memory dedupe`: merges units that say the same, first counted, with --apply done. */
export const memoryDedupe: Command = {
  name: 'memory dedupe',
  usage: '[NAME]... [--apply]',
  options: { apply: { type: 'boolean' }, json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear memory dedupe', 'npx interlinear memory dedupe desk --apply'],
  async run(call) {
    const apply = call.values.apply === true;
    return withMemories(call, this.name, async ({ tables, desk, now, actor }) => {
      const memories =
        call.positionals.length > 0
          ? await Promise.all(call.positionals.map((name) => findMemory(tables, desk, name, { toChange: apply })))
          : (await listMemories(tables, desk)).filter((memory) => !apply || memory.canWrite);
      const reports: { memory: string; redundant: number; change?: { id: string; units: number } }[] = [];
      for (const { id, name } of memories) {
        const request = { kind: 'dedupe' as const, actor, request: { command: 'dedupe' } };
        const change = apply ? await mergeUnits(tables, desk, id, request, now) : undefined;
        const redundant = apply ? (change?.merged ?? 0) : await countRedundant(tables, id);
        reports.push({
          memory: name,
          redundant,
          ...(change ? { change: { id: change.id, units: change.units } } : {}),
        });
      }
      if (call.values.json) call.out(JSON.stringify({ memories: reports }));
      else
        for (const { memory, redundant: count, change } of reports)
          if (change) call.out(call.messages('cli:memory.dedupe.done', { memory, count, id: change.id }));
          else call.out(call.messages(`cli:memory.dedupe.${count > 0 ? 'preview' : 'nothing'}`, { memory, count }));
      return exit.done;
    });
  },
};
