import { UsageError } from '../model/errors.ts';
import { deskSettings, setDesk } from '../storage/desks.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withMemories } from './memory-desk.ts';

/** `interlinear engines outside`: whether the desk's texts may be sent to engines outside of this machine, and those under an embargo, too. */
export const enginesOutside: Command = {
  name: 'engines outside',
  usage: '[allow|forbid] [--embargoed allow|forbid]',
  options: { embargoed: { type: 'string', value: 'allow|forbid' }, json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear engines outside forbid', 'npx interlinear engines outside --embargoed allow'],
  async run(call) {
    const [wish] = call.positionals;
    const embargoed = call.values.embargoed as string | undefined;
    if (![wish, embargoed].every(isWish) || call.positionals.length > 1)
      throw new UsageError('memory.argument', { command: this.name, usage: this.usage });
    return withMemories(call, this.name, async ({ tables, desk, config, now, actor }) => {
      const wishes = {
        ...(wish === undefined ? {} : { sendsOutside: wish === 'allow' }),
        ...(embargoed === undefined ? {} : { sendsEmbargoed: embargoed === 'allow' }),
      };
      const { sendsOutside, sendsEmbargoed } =
        Object.keys(wishes).length === 0
          ? await deskSettings(tables, desk)
          : await setDesk(tables, config.desk, wishes, { actor, now });
      if (call.values.json) call.out(JSON.stringify({ sendsOutside, sendsEmbargoed }));
      else {
        call.out(call.messages(sendsOutside ? 'cli:engines.outside.allowed' : 'cli:engines.outside.forbidden'));
        const state = sendsEmbargoed ? 'embargoed-allowed' : 'embargoed-forbidden';
        if (sendsOutside) call.out(call.messages(`cli:engines.outside.${state}`));
      }
      return exit.done;
    });
  },
};

function isWish(written: string | undefined): boolean {
  return written === undefined || written === 'allow' || written === 'forbid';
}
