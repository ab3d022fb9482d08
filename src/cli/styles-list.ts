import { ownStyles } from '../storage/house-styles.ts';
import { builtinStyle, styleNames } from '../terminology/styles.ts';
import { tableLines } from './columns.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withMemories } from './memory-desk.ts';

/** `interlinear styles list`: the styles that a submission can name, the product's and the desk's own. */
export const stylesList: Command = {
  name: 'styles list',
  usage: '[--json]',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear styles list'],
  async run(call) {
    return withMemories(call, this.name, async ({ tables, desk }) => {
      const own = (await ownStyles(tables, desk)).map(({ name, rules }) => ({ name, rules, own: true }));
      const builtin = styleNames.map((name) => ({ name, rules: builtinStyle(name)?.rules.length ?? 0, own: false }));
      const all = [...own, ...builtin];
      if (call.values.json) call.out(JSON.stringify({ styles: all }));
      else {
        const titles = ['name', 'rules', 'origin'].map((column) => call.messages(`cli:styles.list.column.${column}`));
        const rows = all.map((style) => [
          style.name,
          String(style.rules),
          call.messages(`cli:styles.list.${style.own ? 'own' : 'builtin'}`),
        ]);
        for (const line of tableLines([titles, ...rows])) call.out(line);
      }
      return exit.done;
    });
  },
};
