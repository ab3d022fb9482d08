import { UsageError } from '../model/errors.ts';
import { deskSettings, setDesk } from '../storage/desks.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withMemories } from './memory-desk.ts';

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
    return withMemories(call, this.name, async ({ tables, desk, config, now, actor }) => {
      const { sendsOutside } =
        wish === undefined
          ? await deskSettings(tables, desk)
          : await setDesk(tables, config.desk, { sendsOutside: wish === 'allow' }, { actor, now });
      if (call.values.json) call.out(JSON.stringify({ sendsOutside }));
      else call.out(call.messages(sendsOutside ? 'cli:engines.outside.allowed' : 'cli:engines.outside.forbidden'));
      return exit.done;
    });
  },
};
