import { addDesk } from '../storage/desks.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { oneArgument, withDesks } from './memory-desk.ts';

/** `interlinear desk add`: another desk, with memories of its own. */
export const deskAdd: Command = {
  name: 'desk add',
  usage: 'NAME [--time-zone ZONE]',
  options: { 'time-zone': { type: 'string', value: 'ZONE' }, json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear desk add sports --time-zone Europe/Paris'],
  async run(call) {
    const name = oneArgument(call, this.name, 'NAME').trim();
    const zone =
      (call.values['time-zone'] as string | undefined) ?? (Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');
    return withDesks(call, this.name, async ({ tables, now, actor }) => {
      const { id: _, ...made } = await addDesk(tables, name, zone, { actor, now });
      if (call.values.json) call.out(JSON.stringify(made));
      else call.out(call.messages('cli:desk.add.done', { name, zone: made.timeZone }));
      return exit.done;
    });
  },
};
