import { readConfig } from '../config.ts';
import { storedError } from '../model/errors.ts';
import { asDatabaseError } from '../storage/failures.ts';
import { openApplication } from './application.ts';
import { type Command, exit, flagsOf, placeOptions } from './command.ts';
import { labelled, sentence } from './sentence.ts';
import { untilStopped } from './signals.ts';

/** `interlinear worker`: works off the queue until it is told to stop. */
export const worker: Command = {
  name: 'worker',
  usage: '[--concurrency N]',
  options: { concurrency: { type: 'string', value: 'N' }, ...placeOptions },
  examples: ['DATABASE_URL=postgresql://db/interlinear REDIS_URL=redis://queue npx interlinear worker --concurrency 4'],
  async run(call) {
    const config = readConfig(flagsOf(call));
    const application = await openApplication(config, 'worker');
    const workers = await application.work((error) =>
      call.note(
        labelled('interlinear', sentence(storedError(asDatabaseError(error)), call.messages), call.interfaceLanguage),
      ),
    );
    call.note(call.messages('cli:worker.ready', { queue: application.queue?.kind ?? '' }));
    await untilStopped();
    call.note(call.messages('cli:worker.draining', { seconds: config.drainSeconds }));
    await workers.stop(config.drainSeconds * 1000);
    await application.close();
    return exit.done;
  },
};
