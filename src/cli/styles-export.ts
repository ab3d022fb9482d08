import { InterlinearError } from '../model/errors.ts';
import { ownStyle } from '../storage/house-styles.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { oneArgument, withMemories } from './memory-desk.ts';

/** `interlinear styles export`: the table of a desk's own style as it came, to be edited and imported again. */
export const stylesExport: Command = {
  name: 'styles export',
  usage: 'NAME',
  options: { ...placeOptions },
  examples: ['npx interlinear styles export house > house.tsv'],
  async run(call) {
    const name = oneArgument(call, this.name, 'NAME');
    return withMemories(call, this.name, async ({ tables, desk }) => {
      const style = await ownStyle(tables, desk, name.toLowerCase());
      if (!style) throw new InterlinearError('style.not-own', { name });
      call.out(style.content.replace(/\r?\n$/, ''));
      return exit.done;
    });
  },
};
