import { revokeKey } from '../storage/api-keys.ts';
import { workingDesk } from '../storage/desks.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { oneArgument, withDesks } from './memory-desk.ts';

/** `interlinear keys revoke`: ends a key at once. */
export const keysRevoke: Command = {
  name: 'keys revoke',
  usage: 'PREFIX',
  options: placeOptions,
  examples: ['npx interlinear keys revoke ilk_x7k2m9p4qa'],
  async run(call) {
    // Whoever pastes a whole key means it all the same.
    const prefix = oneArgument(call, this.name, 'PREFIX').trim().split('_').slice(0, 2).join('_');
    return withDesks(call, this.name, async ({ tables, config, now, actor }) => {
      const desk = await workingDesk(tables, config.desk, now);
      const { name } = await revokeKey(tables, desk, { prefix }, { actor, now });
      call.out(call.messages('cli:keys.revoke.done', { name }));
      return exit.done;
    });
  },
};
