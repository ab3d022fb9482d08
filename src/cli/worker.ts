import { readConfig } from '../config.ts';
import { InterlinearError } from '../model/errors.ts';
import { openLog } from '../server/log.ts';
import { openMetrics } from '../server/metrics.ts';
import { openTracing } from '../server/tracing.ts';
import { watchWork } from '../server/watch.ts';
import { listenForScrapes } from '../server/worker-listener.ts';
import { openApplication } from './application.ts';
import { type Command, exit, flagsOf, placeOptions } from './command.ts';
import { labelled } from './sentence.ts';
import { untilStopped } from './signals.ts';
import { troubleTeller } from './trouble.ts';
import { giveWay } from './yielding.ts';

/** `interlinear worker`: works off the queue until it is told to stop. */
export const worker: Command = {
  name: 'worker',
  usage: '[--concurrency N]',
  options: {
    concurrency: { type: 'string', value: 'N' },
    'publish-folder': { type: 'string', value: 'DIR' },
    ...placeOptions,
  },
  examples: ['DATABASE_URL=postgresql://db/interlinear REDIS_URL=redis://queue npx interlinear worker --concurrency 4'],
  async run(call) {
    const config = readConfig(flagsOf(call));
    giveWay();
    // From the start: a folder that is being opened must be closed again.
    const stopped = untilStopped();
    const tracing = await openTracing();
    const log = openLog(config.logLevel);
    const application = await openApplication(config, 'worker', tracing ? { telemetry: tracing.telemetry } : {});
    const metrics = openMetrics(application.database.tables, () => application.queue);
    const listener =
      config.workerPort > 0
        ? await listenForScrapes(metrics, { host: config.host, port: config.workerPort }).catch((error) => {
            const { code = '' } = error as NodeJS.ErrnoException;
            const reason = { host: config.host, port: config.workerPort, reason: code };
            return application.close().then(() => Promise.reject(new InterlinearError('serve.address', reason)));
          })
        : undefined;
    const workers = await application.work(
      troubleTeller(call, (text) => call.note(labelled('interlinear', text, call.interfaceLanguage))),
      watchWork(log, metrics),
    );
    call.note(call.messages('cli:worker.ready', { queue: application.queue?.kind ?? '' }));
    await stopped;
    call.note(call.messages('cli:worker.draining', { seconds: config.drainSeconds }));
    await workers.stop(config.drainSeconds * 1000);
    await listener?.close();
    await application.close();
    await tracing?.close();
    return exit.done;
  },
};
