import { readConfig } from '../config.ts';
import { openApplication } from './application.ts';
import { type Command, exit, flagsOf, placeOptions } from './command.ts';
import { labelled } from './sentence.ts';
import { untilStopped } from './signals.ts';
import { troubleTeller } from './trouble.ts';

/** `interlinear worker`: works off the queue until it is told to stop. */
export const worker: Command = {
  name: 'worker',
  usage: '[--concurrency N]',
  options: { concurrency: { type: 'string', value: 'N' }, ...placeOptions },
  examples: ['DATABASE_URL=postgresql://db/interlinear REDIS_URL=redis://queue npx interlinear worker --concurrency 4'],
  async run(call) {
    const config = readConfig(flagsOf(call));
    // From the start: a folder that is being opened must be closed again.
    const stopped = untilStopped();
    const application = await openApplication(config, 'worker');
    const workers = await application.work(
      troubleTeller(call, (text) => call.note(labelled('interlinear', text, call.interfaceLanguage))),
    );
    call.note(call.messages('cli:worker.ready', { queue: application.queue?.kind ?? '' }));
    await stopped;
    call.note(call.messages('cli:worker.draining', { seconds: config.drainSeconds }));
    await workers.stop(config.drainSeconds * 1000);
    await application.close();
    return exit.done;
  },
};
