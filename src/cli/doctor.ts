import { statfsSync } from 'node:fs';
import { sql } from 'kysely';
import { readConfig } from '../config.ts';
import { type StoredError, storedError } from '../model/errors.ts';
import type { Engine } from '../model/ports.ts';
import { openQueue } from '../queue/backend.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { asDatabaseError } from '../storage/failures.ts';
import { version } from '../version.ts';
import { type Call, type Command, exit, flagsOf, placeOptions } from './command.ts';
import { enginesOf } from './engines.ts';
import { sentence } from './sentence.ts';

/** What doctor found out about one component. */
interface Examined {
  name: string;
  /** `missing` is what the product can do without, such as an engine. */
  state: 'ok' | 'missing' | 'failed';
  about: string;
}

/** `interlinear doctor`: looks at everything a run would use, one line each. */
export const doctor: Command = {
  name: 'doctor',
  usage: '[--json]',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear doctor', 'DATABASE_URL=postgresql://db/interlinear npx interlinear doctor --json'],
  async run(call) {
    const config = readConfig(flagsOf(call));
    const examined: Examined[] = [
      { name: 'interlinear', state: 'ok', about: version },
      Number(process.versions.node.split('.')[0]) >= 24
        ? { name: 'node', state: 'ok', about: process.version }
        : failed(call, 'node', { code: 'node.old', parameters: { version: process.version } }),
    ];
    let database: Database | undefined;
    try {
      database = await openDatabase(config, 'doctor');
      const { rows } = await sql<{ version: string }>`SELECT current_setting('server_version') AS version`.execute(
        database.tables,
      );
      if (database.folder)
        examined.push({
          name: 'data',
          state: 'ok',
          about: call.messages('cli:doctor.data', {
            path: database.folder.path,
            gigabytes: freeGigabytes(database.folder.path),
          }),
        });
      examined.push({
        name: 'database',
        state: 'ok',
        about: call.messages(`cli:doctor.database-${database.kind}`, { version: rows[0]?.version ?? '' }),
      });
    } catch (thrown) {
      const error = storedError(asDatabaseError(thrown));
      // Another process at work is how it should be.
      if (error.code === 'data.in-use' || error.code === 'data.in-use-server')
        examined.push({
          name: 'data',
          state: 'ok',
          about: call.messages(`cli:doctor.${error.code}`, error.parameters),
        });
      else examined.push(failed(call, 'database', error));
    }
    if (database) examined.push(await examineQueue(call, config, database));
    await database?.close();
    for (const engine of enginesOf(config).values()) examined.push(await examineEngine(call, engine));
    if (call.values.json) call.out(JSON.stringify({ components: examined }));
    else
      for (const { name, state, about } of examined)
        call.out(`${call.messages(`cli:doctor.${state}`).padEnd(8)} ${name.padEnd(12)} ${about}`);
    return examined.some((one) => one.state === 'failed') ? exit.failed : exit.done;
  },
};

async function examineEngine(call: Call, engine: Engine): Promise<Examined> {
  const { name } = engine;
  try {
    const { available, pairs, anyPair, remedy } = await engine.capabilities();
    if (!available) return { name, state: 'missing', about: call.messages(remedy ?? 'cli:doctor.no-engine') };
    const routes = pairs.map(({ from, to, route, test }) => {
      const shown = route === `${from}>${to}` ? route : `${from}>${to} (${route})`;
      return test ? `${shown} [${call.messages('cli:doctor.test-model')}]` : shown;
    });
    const about = anyPair
      ? call.messages('cli:engines.any-pair')
      : call.messages('cli:doctor.pairs', { count: pairs.length, pairs: routes.join(', ') });
    return { name, state: 'ok', about };
  } catch (thrown) {
    return failed(call, name, storedError(thrown));
  }
}

async function examineQueue(
  call: Call,
  config: Parameters<typeof openQueue>[0],
  database: Database,
): Promise<Examined> {
  const name = config.redisUrl ? 'redis' : 'queue';
  try {
    const queue = await openQueue(config, database);
    const workers = await queue.queue('segments').getWorkersCount();
    await queue.close();
    return { name, state: 'ok', about: call.messages(`cli:doctor.queue-${queue.kind}`, { count: workers }) };
  } catch (thrown) {
    const error = storedError(asDatabaseError(thrown));
    // Another process at work is how it should be.
    if (error.code === 'queue.one-process') return { name, state: 'ok', about: call.messages('cli:doctor.queue-busy') };
    return failed(call, name, error);
  }
}

function failed(call: Call, name: string, error: StoredError): Examined {
  return { name, state: 'failed', about: sentence(error, call.messages) };
}

function freeGigabytes(path: string): string {
  const { bavail, bsize } = statfsSync(path);
  return ((bavail * bsize) / 1e9).toFixed(1);
}
