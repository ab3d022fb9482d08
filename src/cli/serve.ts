import type { RunningWorkers } from '../../workers/start.ts';
import { readConfig } from '../config.ts';
import { InterlinearError } from '../model/errors.ts';
import { shareDatabase } from '../server/database-sharing.ts';
import { authenticator } from '../server/identity/authenticator.ts';
import { firstLink } from '../server/identity/choose-password.ts';
import { writeLocalToken } from '../server/identity/local-token.ts';
import { openLog } from '../server/log.ts';
import { openMetrics } from '../server/metrics.ts';
import { buildServer } from '../server/server.ts';
import type { Service } from '../server/service.ts';
import { openTracing } from '../server/tracing.ts';
import { watchWork } from '../server/watch.ts';
import { openApplication } from './application.ts';
import { type Command, exit, flagsOf, placeOptions } from './command.ts';
import { untilStopped } from './signals.ts';
import { troubleTeller } from './trouble.ts';

/** `interlinear serve`: the service. Without Redis it works off the queue itself; with Redis, `interlinear worker` processes do. */
export const serve: Command = {
  name: 'serve',
  usage: '[--host ADDRESS] [--port N]',
  options: {
    host: { type: 'string', value: 'ADDRESS' },
    port: { type: 'string', value: 'N' },
    'publish-folder': { type: 'string', value: 'DIR' },
    ...placeOptions,
  },
  examples: ['npx interlinear serve --port 4747', 'curl http://127.0.0.1:4747/healthz'],
  async run(call) {
    const config = readConfig(flagsOf(call));
    // From the start: a folder that is being opened must be closed again.
    const stopped = untilStopped();
    const tracing = await openTracing();
    const log = openLog(config.logLevel);
    const application = await openApplication(config, 'serve', {
      ...{ later: true, ...(tracing ? { telemetry: tracing.telemetry } : {}) },
    });
    const metrics = openMetrics(application.database.tables, () => application.queue);
    const report = troubleTeller(call, (text) => log.warn(text));
    let workers: RunningWorkers | undefined;
    let ready = application.queue?.exclusive === false;
    // What a queue of ours alone still holds is thrown away when its workers begin: until then they need not be told of anything.
    const work = async () => {
      await application.openQueueAgain();
      if (application.queue?.exclusive) workers = await application.work(report, watchWork(log, metrics));
      ready = true;
    };
    const { folder } = application.database;
    const local = folder && writeLocalToken(folder);
    const service: Service = {
      ...{ ...application, log, metrics, ...(local ? { localToken: local.token } : {}) },
      get queue() {
        return application.queue;
      },
      async dispatch(what) {
        if (ready) await application.dispatch(what);
      },
    };
    const server = await buildServer(service, authenticator(service));
    const endSharing = shareDatabase(server, service);
    let working: Promise<void> | undefined;
    try {
      const url = await server.listen({ host: config.host, port: config.port });
      folder?.announce({ url });
      call.out(call.messages('cli:serve.ready', { url }));
      const first = await firstLink(service);
      if (first) call.out(call.messages('cli:serve.first', { url: `${config.publicUrl ?? url}${first}` }));
      // Whoever waits for the service is answered first; its work goes on a moment later.
      working = work();
      await Promise.race([stopped, working.then(() => stopped)]);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL')
        throw new InterlinearError('serve.address', { host: config.host, port: config.port, reason: code });
      throw error;
    } finally {
      endSharing();
      await server.close();
      local?.remove();
      await working?.catch(() => {});
      await workers?.stop(config.drainSeconds * 1000);
      await application.close();
      await tracing?.close();
    }
    return exit.done;
  },
};
