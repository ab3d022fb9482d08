import { UsageError } from '../model/errors.ts';
import { serviceOptions } from './client/wishes.ts';
import { withService } from './client/with-service.ts';
import { type Command, exit } from './command.ts';
import { oneArgument } from './memory-desk.ts';
import { settingsText } from './published.ts';

/** `interlinear destinations add`: a place where readers are to find what is published. */
export const destinationsAdd: Command = {
  name: 'destinations add',
  usage: 'NAME --folder PATH [--withdrawal notice|remove]',
  options: {
    folder: { type: 'string', value: 'PATH' },
    withdrawal: { type: 'string', value: 'notice|remove' },
    json: { type: 'boolean' },
    ...serviceOptions,
  },
  examples: ['npx interlinear destinations add site --folder site'],
  async run(call) {
    const name = oneArgument(call, this.name, 'NAME').trim();
    const { folder, withdrawal = 'notice' } = call.values as Record<string, string | undefined>;
    if (folder === undefined) throw new UsageError('option.needed', { command: this.name, options: '--folder' });
    return withService(call, this.name, async ({ reached }) => {
      const settings = { folder, withdrawal };
      const added = await reached.client.publishing.addDestination({ name, kind: 'folder', settings });
      if (call.values.json) call.out(JSON.stringify(added));
      else call.out(call.messages('cli:destinations.add.done', { name: added.name, settings: settingsText(added) }));
      return exit.done;
    });
  },
};
