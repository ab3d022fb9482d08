import { forgetStyle } from '../storage/house-styles.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { oneArgument, withMemories } from './memory-desk.ts';

/** `interlinear styles remove`: forgets a style of the desk's own. Jobs that were submitted with it go on with it. */
export const stylesRemove: Command = {
  name: 'styles remove',
  usage: 'NAME',
  options: { ...placeOptions },
  examples: ['npx interlinear styles remove house'],
  async run(call) {
    const name = oneArgument(call, this.name, 'NAME').toLowerCase();
    return withMemories(call, this.name, async ({ tables, desk, now, actor }) => {
      await forgetStyle(tables, desk, name, { actor, now });
      call.out(call.messages('cli:styles.remove.done', { name }));
      return exit.done;
    });
  },
};
