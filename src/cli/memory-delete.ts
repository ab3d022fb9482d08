import { UsageError } from '../model/errors.ts';
import { deleteUnits } from '../storage/bulk-changes.ts';
import { findMemory, ownMemory } from '../storage/memories.ts';
import { countUnits, type UnitSelection } from '../storage/unit-selection.ts';
import { type Call, type Command, exit, placeOptions } from './command.ts';
import { languageOption, oneArgument, withMemories } from './memory-desk.ts';

/** `interlinear memory delete`: units of a memory by what they have in common, first counted, with --apply done. */
export const memoryDelete: Command = {
  name: 'memory delete',
  usage: 'NAME [--containing TEXT] [--author NAME] [...] [--apply]',
  options: {
    containing: { type: 'string', value: 'TEXT' },
    author: { type: 'string', value: 'NAME' },
    origin: { type: 'string', value: 'human|mt' },
    before: { type: 'string', value: 'YYYY-MM-DD' },
    language: { type: 'string', value: 'LANG' },
    everything: { type: 'boolean' },
    apply: { type: 'boolean' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear memory delete agency --origin mt',
    'npx interlinear memory delete agency --origin mt --before 2020-01-01 --apply',
  ],
  async run(call) {
    const name = oneArgument(call, this.name, 'NAME');
    const selection = selectionOf(call);
    const apply = call.values.apply === true;
    return withMemories(call, this.name, async ({ tables, desk, now, actor }) => {
      await ownMemory(tables, desk, now);
      const memory = await findMemory(tables, desk, name, { toChange: apply });
      const request = { kind: 'delete' as const, actor, request: selection };
      const change = apply
        ? await deleteUnits(tables, desk, memory.id, selection, request, now)
        : { units: await countUnits(tables, memory.id, selection) };
      if (call.values.json) call.out(JSON.stringify({ memory: memory.name, ...change }));
      else if ('id' in change)
        call.out(call.messages('cli:memory.delete.done', { count: change.units, id: change.id }));
      else call.out(call.messages('cli:memory.delete.preview', { count: change.units, memory: memory.name }));
      return exit.done;
    });
  },
};

/** @throws UsageError `memory.selection` where nothing says which units, unless --everything does */
function selectionOf(call: Call): UnitSelection {
  const { containing, author, origin, before, everything } = call.values as Record<string, string | undefined>;
  const date = before === undefined ? undefined : new Date(`${before}T00:00:00Z`);
  if (date && Number.isNaN(date.getTime()))
    throw new UsageError('config.value', { name: '--before', value: before ?? '' });
  if (origin !== undefined && origin !== 'human' && origin !== 'mt')
    throw new UsageError('config.value', { name: '--origin', value: origin });
  const language = languageOption(call, 'language');
  const selection: UnitSelection = {
    ...(containing !== undefined ? { containing } : {}),
    ...(author !== undefined ? { author } : {}),
    ...(origin !== undefined ? { origin } : {}),
    ...(date ? { before: date } : {}),
    ...(language ? { language } : {}),
  };
  if (Object.keys(selection).length === 0 && !everything) throw new UsageError('memory.selection');
  return selection;
}
