import { UsageError } from '../model/errors.ts';
import { changeDeskPolicy, deskPolicy } from '../storage/desk-policy.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withDesk } from './engines-desk.ts';

/** `interlinear engines outside`: whether the desk's texts may be sent to engines outside of this machine. */
export const enginesOutside: Command = {
  name: 'engines outside',
  usage: '[allow|forbid]',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear engines outside forbid'],
  async run(call) {
    const [wish] = call.positionals;
    if ((wish !== undefined && wish !== 'allow' && wish !== 'forbid') || call.positionals.length > 1)
      throw new UsageError('memory.argument', { command: this.name, usage: this.usage });
    return withDesk(call, this.name, async ({ tables, desk, now, actor }) => {
      const { sendsOutside } =
        wish === undefined
          ? await deskPolicy(tables, desk)
          : await changeDeskPolicy(tables, desk, { sendsOutside: wish === 'allow' }, actor, now);
      if (call.values.json) call.out(JSON.stringify({ sendsOutside }));
      else call.out(call.messages(sendsOutside ? 'cli:engines.outside.allowed' : 'cli:engines.outside.forbidden'));
      return exit.done;
    });
  },
};
