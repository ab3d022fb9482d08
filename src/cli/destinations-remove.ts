import { InterlinearError } from '../model/errors.ts';
import { serviceOptions } from './client/wishes.ts';
import { withService } from './client/with-service.ts';
import { type Command, exit } from './command.ts';
import { oneArgument } from './memory-desk.ts';

/** `interlinear destinations remove`: a destination at which nothing is live any more. */
export const destinationsRemove: Command = {
  name: 'destinations remove',
  usage: 'NAME',
  options: { json: { type: 'boolean' }, ...serviceOptions },
  examples: ['npx interlinear destinations remove site'],
  async run(call) {
    const name = oneArgument(call, this.name, 'NAME').trim();
    return withService(call, this.name, async ({ reached }) => {
      const all = await reached.client.publishing.destinations();
      const found = all.find((one) => one.name === name);
      if (!found) {
        const known = all.map((one) => one.name).join(', ');
        throw new InterlinearError('not-found.destination', { destination: name, known: known || '-' });
      }
      await reached.client.publishing.removeDestination(found.id);
      if (call.values.json) call.out(JSON.stringify({ id: found.id, name }));
      else call.out(call.messages('cli:destinations.remove.done', { name }));
      return exit.done;
    });
  },
};
