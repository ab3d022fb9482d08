import { textMeasure } from '../memory/measure.ts';
import { replaceWording } from '../memory/replace.ts';
import { UsageError } from '../model/errors.ts';
import { sameLanguage } from '../model/language.ts';
import { findMemory, OWN_MEMORY, ownMemory } from '../storage/memories.ts';
import { editVariants, type VariantEdit } from '../storage/memory-changes.ts';
import { readUnits } from '../storage/memory-reading.ts';
import { clip } from './columns.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { neededLanguage, withMemories } from './memory-desk.ts';

/** Changes that a preview shows. */
const SHOWN = 50;
/** Most units that are changed at once, so that they fit into one transaction. */
const MOST = 20_000;

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
      const edits: (VariantEdit & { before: string })[] = [];
      for await (const page of readUnits(tables, memory.id)) {
        for (const unit of page)
          for (const variant of unit.variants) {
            if (!sameLanguage(variant.language, language)) continue;
            const replaced = replaceWording(variant.text, variant.codes, wording, replacement, { word: word === true });
            if (!replaced || replaced.text === variant.text || replaced.text.trim() === '') continue;
            const { text, codes } = replaced;
            edits.push({ unit: unit.id, variant: variant.id, text, codes, before: variant.text });
          }
        if (edits.length >= MOST) break;
      }
      if (!json)
        for (const { before, text } of edits.slice(0, SHOWN)) call.out(`- ${clip(before, 110)}\n+ ${clip(text, 110)}`);
      if (!json && edits.length > SHOWN)
        call.out(call.messages('cli:memory.lint.more', { count: edits.length - SHOWN }));
      const request = { kind: 'replace' as const, actor, request: { wording, replacement, language } };
      const change =
        apply && edits.length > 0
          ? await editVariants(tables, desk, memory.id, edits, request, textMeasure, now)
          : undefined;
      if (json)
        call.out(
          JSON.stringify({
            memory: memory.name,
            edits: edits.map(({ unit, before, text }) => ({ unit, before, after: text })),
            ...(change ? { change } : {}),
          }),
        );
      else if (!change) call.out(call.messages('cli:memory.replace.preview', { count: edits.length }));
      else {
        call.out(call.messages('cli:memory.replace.done', { count: change.units, id: change.id }));
        if (change.clashing > 0) call.out(call.messages('cli:memory.replace.clashing', { count: change.clashing }));
      }
      return exit.done;
    });
  },
};
