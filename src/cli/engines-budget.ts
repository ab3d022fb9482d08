import { UsageError } from '../model/errors.ts';
import { deskSettings, setDesk } from '../storage/desks.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withMemories } from './memory-desk.ts';
import { money } from './money.ts';

/** `interlinear engines budget`: what the desk may spend in a day. */
export const enginesBudget: Command = {
  name: 'engines budget',
  usage: '[AMOUNT|none]',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear engines budget 25', 'npx interlinear engines budget none'],
  async run(call) {
    const [written] = call.positionals;
    const amount = written === undefined ? undefined : written === 'none' ? null : Number(written);
    const isAmount = amount === undefined || amount === null || (Number.isFinite(amount) && amount >= 0);
    if (!isAmount || written?.trim() === '' || call.positionals.length > 1)
      throw new UsageError('memory.argument', { command: this.name, usage: this.usage });
    return withMemories(call, this.name, async ({ tables, desk, config, now, actor }) => {
      const { dailyBudget } =
        amount === undefined
          ? await deskSettings(tables, desk)
          : await setDesk(tables, config.desk, { dailyBudget: amount }, { actor, now });
      if (call.values.json) call.out(JSON.stringify({ dailyBudget }));
      else if (dailyBudget === null) call.out(call.messages('cli:engines.budget.none'));
      else call.out(call.messages('cli:engines.budget.amount', { budget: money(dailyBudget) }));
      return exit.done;
    });
  },
};
