import { writeCredits } from '../formats/credits-csv/credits-csv.ts';
import { creditLines } from '../storage/credits.ts';
import { tableLines } from './columns.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withMemories } from './memory-desk.ts';

/** `interlinear credits list`: the desk's table of credit lines; as CSV it can be edited and imported again. */
export const creditsList: Command = {
  name: 'credits list',
  usage: '[--csv|--json]',
  options: { csv: { type: 'boolean' }, json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear credits list', 'npx interlinear credits list --csv > credits.csv'],
  async run(call) {
    return withMemories(call, this.name, async ({ tables, desk }) => {
      const rows = await creditLines(tables, desk);
      if (call.values.json) call.out(JSON.stringify({ credits: rows }));
      else if (call.values.csv) call.out(writeCredits(rows).trimEnd());
      else if (rows.length === 0) call.out(call.messages('cli:credits.list.none'));
      else {
        const titles = ['publisher', 'language', 'credit', 'wording'].map((column) =>
          call.messages(`cli:credits.list.column.${column}`),
        );
        const cells = rows.map(({ publisher, language, credit, wording }) => [
          publisher || '*',
          language,
          credit,
          wording,
        ]);
        for (const line of tableLines([titles, ...cells])) call.out(line);
      }
      return exit.done;
    });
  },
};
