import { UsageError } from '../model/errors.ts';
import { changeDeskPolicy, deskPolicy } from '../storage/desk-policy.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { money, withDesk } from './engines-desk.ts';

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
    return withDesk(call, this.name, async ({ tables, desk, now, actor }) => {
      const { dailyBudget } =
        amount === undefined
          ? await deskPolicy(tables, desk)
          : await changeDeskPolicy(tables, desk, { dailyBudget: amount }, actor, now);
      if (call.values.json) call.out(JSON.stringify({ dailyBudget }));
      else if (dailyBudget === null) call.out(call.messages('cli:engines.budget.none'));
      else call.out(call.messages('cli:engines.budget.amount', { budget: money(dailyBudget) }));
      return exit.done;
    });
  },
};
