import type { Writable } from 'node:stream';
import { UsageError } from '../model/errors.ts';
import { exportUnits } from '../pipeline/memory-export.ts';
import { type MemoryFormat, memoryFormatForFile, memoryFormats } from '../pipeline/memory-import.ts';
import { findMemory, listMemories } from '../storage/memories.ts';
import { memoryLanguages, readUnits } from '../storage/memory-reading.ts';
import { version } from '../version.ts';
import { type Call, type Command, exit, placeOptions } from './command.ts';
import { withMemories } from './memory-desk.ts';
import { put, writeWhole } from './whole-file.ts';

/** `interlinear memory export`: a memory as TMX 1.4b, CSV or TSV, to standard output or into a file. */
export const memoryExport: Command = {
  name: 'memory export',
  usage: 'NAME|--all [--format FORMAT] [--out FILE]',
  options: {
    all: { type: 'boolean' },
    format: { type: 'string', value: memoryFormats.join('|') },
    out: { type: 'string', value: 'FILE' },
    ...placeOptions,
  },
  examples: ['npx interlinear memory export desk > desk.tmx', 'npx interlinear memory export --all --out all.tmx'],
  async run(call) {
    const [name] = call.positionals;
    if ((name === undefined) === (call.values.all !== true) || call.positionals.length > 1)
      throw new UsageError('memory.argument', { command: this.name, usage: 'NAME|--all' });
    const path = call.values.out as string | undefined;
    return withMemories(call, this.name, async ({ tables, desk, now }) => {
      const memories = name === undefined ? await listMemories(tables, desk) : [await findMemory(tables, desk, name)];
      let units = 0;
      const pages = async function* () {
        for (const memory of memories)
          for await (const page of readUnits(tables, memory.id)) {
            units += page.length;
            yield page;
          }
      };
      const format = wishedFormat(call, path);
      const languages =
        format === 'tmx'
          ? []
          : await memoryLanguages(
              tables,
              memories.map(({ id }) => id),
            );
      const write = async (to: Writable) => {
        for await (const text of exportUnits(format, pages(), { toolVersion: version, now, languages }))
          await put(to, text);
      };
      if (path === undefined) await write(process.stdout);
      else await writeWhole(path, write);
      call.note(call.messages('cli:memory.export.done', { count: units }));
      return exit.done;
    });
  },
};

/** @throws UsageError `config.value` {name, value} */
function wishedFormat(call: Call, path: string | undefined): MemoryFormat {
  const written = call.values.format as string | undefined;
  if (written === undefined) return memoryFormatForFile(path ?? '');
  const known = memoryFormats.find((format) => format === written);
  if (!known) throw new UsageError('config.value', { name: '--format', value: written });
  return known;
}
