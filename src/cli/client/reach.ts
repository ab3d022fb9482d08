import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Config } from '../../config.ts';
import { authenticator } from '../../server/identity/authenticator.ts';
import { LOCAL } from '../../server/identity/local-token.ts';
import { openLog } from '../../server/log.ts';
import { buildServer } from '../../server/server.ts';
import { serverOf } from '../../storage/data-folder.ts';
import type { Application } from '../application.ts';
import type { Call } from '../command.ts';
import { openPatiently } from '../open-patiently.ts';
import { ownWorkers } from '../own-workers.ts';
import type { StopWish } from '../signals.ts';
import { Client } from './client.ts';
import { inProcess } from './in-process.ts';
import { overHttp } from './transport.ts';

/** The service as a command reaches it. */
export interface Reached {
  client: Client;
  /** Whether it is a process of its own, which goes on when this one has ended. */
  elsewhere: boolean;
  /** Works off the queue until `close`, where nobody else does. Others do where the service is elsewhere. */
  work(trouble: (error: unknown) => void): void;
  /** @param drainMs how long what is in hand may take */
  close(drainMs?: number): Promise<void>;
}

/** How often it is looked whether others work. */
const LOOK_MS = 1000;

/**
 * Reaches the service: the one of the settings, else the one that has the data folder open, else one in this process, over the same
 * requests.
 *
 * @param command what this process does, for those who find the data folder in use
 */
export async function reach(call: Call, config: Config, stop: StopWish, command: string): Promise<Reached> {
  const desk = config.given.has('desk') ? { desk: config.desk } : {};
  const options = { language: call.interfaceLanguage, ...desk };
  const away = (url: string, key: string | undefined): Reached => ({
    client: new Client({ transport: overHttp(url, key), ...options }),
    elsewhere: true,
    work() {},
    close: async () => {},
  });
  if (config.server !== undefined) return away(config.server, config.key);
  const holder = config.databaseUrl === undefined ? serverOf(config.data) : undefined;
  if (holder) return away(holder.url, readFileSync(holder.token, 'utf8').trim());
  return here(call, config, await openPatiently(call, config, stop, command), options);
}

async function here(
  call: Call,
  config: Config,
  application: Application,
  options: { language: string; desk?: string },
): Promise<Reached> {
  const localToken = `${LOCAL}${randomBytes(32).toString('base64url')}`;
  const log = openLog('silent');
  // The queue may come later, when whoever owns it has ended.
  const service = { ...application, log, localToken, dispatch: application.dispatch };
  const server = await buildServer(service, authenticator(service)).catch(async (error: unknown) => {
    await application.close();
    throw error;
  });
  let own: ReturnType<typeof ownWorkers> | undefined;
  let timer: NodeJS.Timeout | undefined;
  return {
    client: new Client({ transport: inProcess(server, localToken), ...options }),
    elsewhere: false,
    work(trouble) {
      own ??= ownWorkers(application, trouble, () => call.note(call.messages('cli:translate.others')));
      own.look();
      timer ??= setInterval(() => own?.look(), LOOK_MS);
    },
    async close(drainMs = config.drainSeconds * 1000) {
      clearInterval(timer);
      await server.close();
      await own?.stop(drainMs);
      await application.close();
    },
  };
}
