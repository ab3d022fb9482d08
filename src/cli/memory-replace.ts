import { textMeasure } from '../memory/measure.ts';
import { UsageError } from '../model/errors.ts';
import { WordingEdits } from '../pipeline/wording.ts';
import { findMemory, OWN_MEMORY, ownMemory } from '../storage/memories.ts';
import { readUnits, type StoredUnit } from '../storage/memory-reading.ts';
import { editTexts } from '../storage/text-edits.ts';
import { clip } from './columns.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { neededLanguage, withMemories } from './memory-desk.ts';

/** Changes that are shown one by one. */
const SHOWN = 50;

/** `interlinear memory replace`: a wording for another, first shown, with --apply done. */
export const memoryReplace: Command = {
  name: 'memory replace',
  usage: 'WORDING REPLACEMENT --in LANG [--memory NAME] [--word] [--apply]',
  options: {
    in: { type: 'string', value: 'LANG' },
    memory: { type: 'string', value: 'NAME' },
    word: { type: 'boolean' },
    apply: { type: 'boolean' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear memory replace Idleb Idlib --in es --word',
    'npx interlinear memory replace Idleb Idlib --in es --word --apply',
  ],
  async run(call) {
    const [wording, replacement, ...more] = call.positionals;
    if (!wording || replacement === undefined || more.length > 0)
      throw new UsageError('memory.argument', { command: this.name, usage: 'WORDING REPLACEMENT' });
    const language = neededLanguage(call, 'in');
    const { word, apply, json, memory: name = OWN_MEMORY } = call.values;
    return withMemories(call, this.name, async ({ tables, desk, now, actor }) => {
      await ownMemory(tables, desk, now);
      const memory = await findMemory(tables, desk, name as string, { toChange: apply === true });
      const edits = new WordingEdits({ wording, replacement, language, word: word === true });
      const request = { kind: 'replace' as const, actor, request: { wording, replacement, language } };
      const edit = (unit: StoredUnit) => edits.of(unit);
      const change = apply ? await editTexts(tables, desk, memory.id, edit, request, textMeasure, now) : undefined;
      if (!apply) for await (const page of readUnits(tables, memory.id)) for (const unit of page) edit(unit);
      const { listed, texts } = edits;
      if (json) {
        call.out(JSON.stringify({ memory: memory.name, texts, edits: listed, ...(change ? { change } : {}) }));
        return exit.done;
      }
      for (const { before, after } of listed.slice(0, SHOWN)) call.out(`- ${clip(before, 110)}\n+ ${clip(after, 110)}`);
      if (texts > SHOWN) call.out(call.messages('cli:memory.lint.more', { count: texts - SHOWN }));
      if (!change) call.out(call.messages('cli:memory.replace.preview', { count: texts }));
      else {
        call.out(call.messages('cli:memory.replace.done', { count: change.units, id: change.id }));
        if (change.clashing > 0) call.out(call.messages('cli:memory.replace.clashing', { count: change.clashing }));
      }
      return exit.done;
    });
  },
};
