import { deskSettings } from '../storage/desks.ts';
import { engineCosts } from '../storage/engine-costs.ts';
import { tableLines } from './columns.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { enginesOf } from './engines.ts';
import { withMemories } from './memory-desk.ts';
import { money } from './money.ts';

/** `interlinear engines cost`: what was spent, and what memory and ledger saved. */
export const enginesCost: Command = {
  name: 'engines cost',
  usage: '[--json]',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear engines cost', 'npx interlinear engines cost --json'],
  async run(call) {
    return withMemories(call, this.name, async ({ tables, desk, now, config }) => {
      const { engines, memory } = await engineCosts(tables, desk, now);
      const { dailyBudget } = await deskSettings(tables, desk);
      const spentToday = engines.reduce((sum, one) => sum + one.spentToday, 0);
      // What the memory answered would have cost what the engine of the settings asks for.
      const capabilities = await enginesOf(config)
        .get(config.engine.split(',')[0]?.trim() ?? '')
        ?.capabilities()
        .catch(() => undefined);
      const savedByMemory = (memory.characters * (capabilities?.costPerMillionCharacters ?? 0)) / 1e6;
      if (call.values.json) {
        call.out(JSON.stringify({ engines, memory: { ...memory, saved: savedByMemory }, spentToday, dailyBudget }));
        return exit.done;
      }
      const { messages } = call;
      const head = ['engine', 'calls', 'characters', 'spent', 'today', 'reused', 'saved'];
      const rows = engines.map((one) => [
        one.engine,
        String(one.calls),
        String(one.characters),
        money(one.spent),
        money(one.spentToday),
        String(one.reused),
        money(one.savedByLedger),
      ]);
      for (const line of tableLines([head.map((name) => messages(`cli:engines.cost.head.${name}`)), ...rows]))
        call.out(line);
      const { segments, characters } = memory;
      call.out(messages('cli:engines.cost.memory', { count: segments, characters, saved: money(savedByMemory) }));
      if (dailyBudget !== null)
        call.out(messages('cli:engines.cost.budget', { budget: money(dailyBudget), spent: money(spentToday) }));
      return exit.done;
    });
  },
};
