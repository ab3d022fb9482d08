/**
 * A process of the service with the double in the place of its engines: `process.ts serve|work|both`. Prints a line of JSON when it is
 * ready, and one with what it used when it is told to end (SIGTERM).
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openApplication } from '../../src/cli/application.ts';
import { giveWay } from '../../src/cli/yielding.ts';
import { readConfig } from '../../src/config.ts';
import { authenticator } from '../../src/server/identity/authenticator.ts';
import { openLog } from '../../src/server/log.ts';
import { buildServer } from '../../src/server/server.ts';
import { double } from './double.ts';

const [what = 'both'] = process.argv.slice(2);
if (what === 'work') giveWay();
const config = readConfig({});
const application = await openApplication(config, 'serve');
application.engines.clear();
application.engines.set(double.name, double);
const told = new Set<string>();
const trouble = (error: unknown) => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (!told.has(text) && told.size < 20) process.stderr.write(`${text}\n`);
  told.add(text);
};
const workers = what === 'serve' ? undefined : await application.work(trouble);
const localToken = process.env.BENCH_TOKEN ?? '';
const service = { ...application, queue: application.queue, log: openLog('silent'), localToken };
const server = what === 'work' ? undefined : await buildServer(service, authenticator(service));
const url = await server?.listen({ host: '127.0.0.1', port: 0 });
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const used = () => {
  const { user, system } = process.cpuUsage();
  const megabytes = process.memoryUsage().rss / 1e6;
  // What is left of the heap is what is kept: the rest is what V8 has not given back yet.
  collect();
  return { cpuSeconds: (user + system) / 1e6, megabytes, heldMegabytes: process.memoryUsage().heapUsed / 1e6 };
};
process.on('message', () => process.send?.(used()));
// Whoever measures may be stopped: then nobody is left to measure for.
process.once('disconnect', () => process.exit(1));
process.once('SIGTERM', async () => {
  await server?.close();
  await workers?.stop(2000);
  await application.close();
  say(used());
  process.exit(0);
});
say({ ready: true, url });
