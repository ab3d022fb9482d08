import { textMeasure } from '../memory/measure.ts';
import { concordance } from '../pipeline/concordance.ts';
import { findMemory, memoriesInForce } from '../storage/memories.ts';
import { memoryStore } from '../storage/memory-lookup.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { languageOption, neededLanguage, oneArgument, wholeOption, withMemories } from './memory-desk.ts';

/** `interlinear memory concordance`: the units in which a phrase stands, and how it is translated in each. */
export const memoryConcordance: Command = {
  name: 'memory concordance',
  usage: 'PHRASE --from LANG [--to LANG]',
  options: {
    from: { type: 'string', value: 'LANG' },
    to: { type: 'string', value: 'LANG' },
    limit: { type: 'string', value: 'N' },
    memory: { type: 'string', value: 'NAME' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: ['npx interlinear memory concordance "cessez-le-feu" --from fr --to es'],
  async run(call) {
    const phrase = oneArgument(call, this.name, 'PHRASE');
    const from = neededLanguage(call, 'from');
    const to = languageOption(call, 'to');
    const limit = wholeOption(call, 'limit', 1, 1000) ?? 20;
    return withMemories(call, this.name, async ({ tables, desk, now, indexes }) => {
      const name = call.values.memory as string | undefined;
      const memories = name
        ? [(await findMemory(tables, desk, name)).id]
        : await memoriesInForce(tables, desk, [], now);
      const tools = { store: memoryStore(tables, desk, memories, textMeasure), indexes };
      const { lines, complete } = await concordance(phrase, from, { limit, ...(to ? { to } : {}) }, tools);
      if (call.values.json) call.out(JSON.stringify({ lines, complete }));
      else if (lines.length === 0) call.out(call.messages('cli:memory.search.nothing'));
      else
        for (const { language, text, spans, others, memory, author } of lines) {
          call.out(`${language}  ${marked(text, spans)}  (${[memory, author].filter(Boolean).join(', ')})`);
          for (const other of others) call.out(`${other.language}  ${marked(other.text, other.spans)}`);
          call.out('');
        }
      if (!complete && !call.values.json) call.note(call.messages('cli:memory.concordance.incomplete'));
      return exit.done;
    });
  },
};

/** The phrase, or what translates it, in square brackets. */
function marked(text: string, spans: { start: number; end: number }[]): string {
  let result = '';
  let from = 0;
  for (const { start, end } of spans) {
    result += `${text.slice(from, start)}[${text.slice(start, end)}]`;
    from = end;
  }
  return result + text.slice(from);
}
