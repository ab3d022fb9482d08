import { serviceOptions } from './client/wishes.ts';
import { withService } from './client/with-service.ts';
import { type Command, exit } from './command.ts';
import { oneArgument } from './memory-desk.ts';

/** `interlinear cancel`: stops what is left of a job. What is done stays. */
export const cancel: Command = {
  name: 'cancel',
  usage: 'JOB',
  options: { json: { type: 'boolean' }, ...serviceOptions },
  examples: ['npx interlinear cancel 019ab6c2-7f3e-7c11-9a52-3d8e5b1f0a44'],
  async run(call) {
    const id = oneArgument(call, this.name, 'JOB');
    return withService(call, this.name, async ({ reached }) => {
      const canceled = await reached.client.cancel(id);
      if (call.values.json) call.out(JSON.stringify({ id, ...canceled }));
      else call.out(call.messages('cli:cancel.done', { count: canceled.articles }));
      return exit.done;
    });
  },
};
