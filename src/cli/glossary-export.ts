import type { Writable } from 'node:stream';
import { InterlinearError } from '../model/errors.ts';
import { findGlossary, loadConcepts } from '../storage/glossaries.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { formatValues, wishedFormat, wishedPair } from './glossary-files.ts';
import { oneArgument, withMemories } from './memory-desk.ts';
import { put, writeWhole } from './whole-file.ts';

/** `interlinear glossary export`: a glossary of the desk in an exchange format, to standard output or into a file. */
export const glossaryExport: Command = {
  name: 'glossary export',
  usage: 'NAME [--format FORMAT] [--out FILE]',
  options: {
    format: { type: 'string', value: formatValues },
    from: { type: 'string', value: 'LANG' },
    to: { type: 'string', value: 'LANG' },
    out: { type: 'string', value: 'FILE' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear glossary export desk --out desk.csv',
    'npx interlinear glossary export desk --format tbx --out desk.tbx',
    'npx interlinear glossary export desk --format omegat --from fr --to en --out glossary.txt',
  ],
  async run(call) {
    const name = oneArgument(call, this.name, 'NAME [--format FORMAT] [--out FILE]');
    const path = call.values.out as string | undefined;
    const format = wishedFormat(call, path);
    const pair = wishedPair(call, format, path ?? name);
    return withMemories(call, this.name, async ({ tables, desk }) => {
      const { id } = await findGlossary(tables, desk, name);
      const concepts = await loadConcepts(tables, desk, [id]);
      if (concepts.length === 0) throw new InterlinearError('glossary.empty', { name });
      const writer = format.writer(pair);
      const write = async (to: Writable) => {
        await put(to, writer.start());
        for (const concept of concepts) await put(to, writer.concept(concept));
        await put(to, writer.end());
      };
      if (path === undefined) await write(process.stdout);
      else await writeWhole(path, write);
      call.note(call.messages('cli:glossary.export.done', { count: concepts.length }));
      for (const [what, count] of writer.dropped)
        call.note(
          call.messages('cli:glossary.export.dropped', { what: call.messages(`cli:glossary.dropped.${what}`), count }),
        );
      return exit.done;
    });
  },
};
