import { basename, extname } from 'node:path';
import { keepStyle } from '../storage/house-styles.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { broughtStyle } from './desk-style.ts';
import { readText } from './files.ts';
import { oneArgument, withMemories } from './memory-desk.ts';
import { namingFile } from './resources.ts';

/** `interlinear styles import`: a house style of the desk's own from its table, whole or not at all. */
export const stylesImport: Command = {
  name: 'styles import',
  usage: 'FILE [--name NAME]',
  options: { name: { type: 'string', value: 'NAME' }, json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear styles import house.tsv', 'npx interlinear styles import rules.tsv --name house'],
  async run(call) {
    const path = oneArgument(call, this.name, 'FILE');
    return withMemories(call, this.name, async ({ tables, desk, config, now, actor }) => {
      const content = readText(path, config.inputLimitMegabytes);
      const name = (call.values.name as string | undefined) ?? basename(path, extname(path));
      const style = namingFile(path, () => broughtStyle(name, content));
      const created = await keepStyle(tables, desk, style, content, { actor, now });
      const said = { name: style.name, rules: style.rules.length };
      if (call.values.json) call.out(JSON.stringify({ ...said, created }));
      else
        call.out(
          call.messages(`cli:styles.import.${created ? 'added' : 'replaced'}`, {
            name: style.name,
            count: style.rules.length,
          }),
        );
      return exit.done;
    });
  },
};
