import { serviceOptions } from './client/wishes.ts';
import { withService } from './client/with-service.ts';
import { tableLines } from './columns.ts';
import { type Command, exit } from './command.ts';
import { settingsText } from './published.ts';

/** `interlinear destinations list`: where the desk publishes, and how much readers find there. */
export const destinationsList: Command = {
  name: 'destinations list',
  usage: '',
  options: { json: { type: 'boolean' }, ...serviceOptions },
  examples: ['npx interlinear destinations list'],
  async run(call) {
    return withService(call, this.name, async ({ reached }) => {
      const all = await reached.client.publishing.destinations();
      if (call.values.json) call.out(JSON.stringify({ destinations: all }));
      else if (all.length === 0) call.note(call.messages('cli:destinations.list.none'));
      const rows = all.map((one) => [
        ...[one.name, one.kind, settingsText(one)],
        call.messages('cli:destinations.list.live', { count: one.live }),
      ]);
      if (!call.values.json) for (const line of tableLines(rows)) call.out(line);
      return exit.done;
    });
  },
};
