import type { Writable } from 'node:stream';
import { tmxEnd, tmxStart, tmxUnit } from '../formats/tmx/write.ts';
import { UsageError } from '../model/errors.ts';
import { findMemory, listMemories } from '../storage/memories.ts';
import { readUnits } from '../storage/memory-reading.ts';
import { version } from '../version.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withMemories } from './memory-desk.ts';
import { tmxOfUnit } from './tmx-units.ts';
import { put, writeWhole } from './whole-file.ts';

/** `interlinear memory export`: a memory as TMX 1.4b, to standard output or into a file. */
export const memoryExport: Command = {
  name: 'memory export',
  usage: 'NAME|--all [--out FILE]',
  options: { all: { type: 'boolean' }, out: { type: 'string', value: 'FILE' }, ...placeOptions },
  examples: ['npx interlinear memory export desk > desk.tmx', 'npx interlinear memory export --all --out all.tmx'],
  async run(call) {
    const [name] = call.positionals;
    if ((name === undefined) === (call.values.all !== true) || call.positionals.length > 1)
      throw new UsageError('memory.argument', { command: this.name, usage: 'NAME|--all' });
    const path = call.values.out as string | undefined;
    return withMemories(call, this.name, async ({ tables, desk, now }) => {
      const memories = name === undefined ? await listMemories(tables, desk) : [await findMemory(tables, desk, name)];
      let units = 0;
      const write = async (to: Writable) => {
        await put(to, tmxStart({ toolVersion: version, createdAt: now }));
        for (const memory of memories)
          for await (const page of readUnits(tables, memory.id)) {
            await put(to, page.map((unit) => tmxUnit(tmxOfUnit(unit), now)).join(''));
            units += page.length;
          }
        await put(to, tmxEnd);
      };
      if (path === undefined) await write(process.stdout);
      else await writeWhole(path, write);
      call.note(call.messages('cli:memory.export.done', { count: units }));
      return exit.done;
    });
  },
};
