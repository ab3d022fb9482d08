import { textMeasure } from '../memory/measure.ts';
import { replaceWording } from '../memory/replace.ts';
import { UsageError } from '../model/errors.ts';
import { sameLanguage } from '../model/language.ts';
import { findMemory, OWN_MEMORY, ownMemory } from '../storage/memories.ts';
import { readUnits, type StoredUnit } from '../storage/memory-reading.ts';
import { editTexts, type VariantEdit } from '../storage/text-edits.ts';
import { clip } from './columns.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { neededLanguage, withMemories } from './memory-desk.ts';

/** Changes that are shown one by one. */
const SHOWN = 50;
/** Changes that --json lists; more are only counted, so that a memory of any size fits. */
const LISTED = 1000;

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
      const listed: { unit: string; before: string; after: string }[] = [];
      let texts = 0;
      const edit = (unit: StoredUnit): VariantEdit[] =>
        unit.variants.flatMap(({ id, language: written, text: before, codes: old }) => {
          if (!sameLanguage(written, language)) return [];
          const replaced = replaceWording(before, old, wording, replacement, { word: word === true });
          if (!replaced || replaced.text === before || replaced.text.trim() === '') return [];
          const { text, codes } = replaced;
          texts += 1;
          if (listed.length < LISTED) listed.push({ unit: unit.id, before, after: text });
          return [{ variant: id, text, codes }];
        });
      const request = { kind: 'replace' as const, actor, request: { wording, replacement, language } };
      const change = apply ? await editTexts(tables, desk, memory.id, edit, request, textMeasure, now) : undefined;
      if (!apply) for await (const page of readUnits(tables, memory.id)) for (const unit of page) edit(unit);
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
