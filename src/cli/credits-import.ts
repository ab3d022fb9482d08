import { basename } from 'node:path';
import { type CreditRow, readCredits } from '../formats/credits-csv/credits-csv.ts';
import { setCredits } from '../storage/credits.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { readText } from './files.ts';
import { oneArgument, withMemories } from './memory-desk.ts';
import { namingFile } from './resources.ts';

/** A desk's table of credit lines from a CSV file. @throws InterlinearError `credits.malformed`, `input.*`, naming the file */
export function creditTable(path: string, limitMegabytes: number): CreditRow[] {
  return namingFile(path, () => readCredits(readText(path, limitMegabytes), basename(path)));
}

/** `interlinear credits import`: a CSV file into the desk's table, whole or not at all. */
export const creditsImport: Command = {
  name: 'credits import',
  usage: 'FILE',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear credits import credits.csv'],
  async run(call) {
    const path = oneArgument(call, this.name, 'FILE');
    return withMemories(call, this.name, async ({ tables, desk, config, now, actor }) => {
      const rows = creditTable(path, config.inputLimitMegabytes);
      const changes = await setCredits(tables, desk, rows, { actor, now });
      const { new: fresh, replaced, same } = changes;
      if (call.values.json) call.out(JSON.stringify({ file: path, ...changes }));
      else call.out(call.messages('cli:credits.import.done', { file: basename(path), fresh, replaced, same }));
      return exit.done;
    });
  },
};
