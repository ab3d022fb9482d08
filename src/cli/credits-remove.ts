import { removeCredit } from '../storage/credits.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { neededLanguage, oneArgument, withMemories } from './memory-desk.ts';

/** `interlinear credits remove`: takes a row out of the desk's table. Articles that were translated with it keep their text. */
export const creditsRemove: Command = {
  name: 'credits remove',
  usage: 'CREDIT --to LANG [--publisher NAME]',
  options: { to: { type: 'string', value: 'LANG' }, publisher: { type: 'string', value: 'NAME' }, ...placeOptions },
  examples: ['npx interlinear credits remove "Avec AFP" --to en --publisher "FRANCE 24"'],
  async run(call) {
    const credit = oneArgument(call, this.name, 'CREDIT --to LANG');
    const language = neededLanguage(call, 'to');
    return withMemories(call, this.name, async ({ tables, desk, now, actor }) => {
      const place = { publisher: (call.values.publisher as string | undefined) ?? '', language, credit };
      const row = await removeCredit(tables, desk, place, { actor, now });
      call.out(call.messages('cli:credits.remove.done', { ...row, publisher: row.publisher || '*' }));
      return exit.done;
    });
  },
};
