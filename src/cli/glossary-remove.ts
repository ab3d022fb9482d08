import { findGlossary } from '../storage/glossaries.ts';
import { removeGlossary } from '../storage/glossary-changes.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { oneArgument, withMemories } from './memory-desk.ts';

/** `interlinear glossary remove`: takes a glossary of the desk out of force. Articles that were translated with it keep their text. */
export const glossaryRemove: Command = {
  name: 'glossary remove',
  usage: 'NAME',
  options: { ...placeOptions },
  examples: ['npx interlinear glossary remove desk'],
  async run(call) {
    const name = oneArgument(call, this.name, 'NAME');
    return withMemories(call, this.name, async ({ tables, desk, now, actor }) => {
      const count = await removeGlossary(tables, desk, await findGlossary(tables, desk, name), actor, now);
      call.out(call.messages('cli:glossary.remove.done', { name, count }));
      return exit.done;
    });
  },
};
