import type { Config } from '../config.ts';
import { InterlinearError } from '../model/errors.ts';
import { type Application, openApplication } from './application.ts';
import type { Call } from './command.ts';
import type { StopWish } from './signals.ts';

/** How long a command waits for another one to finish with the data folder. */
const PATIENCE_MS = 600_000;

/** Commands that hold a data folder until they are told to stop. */
const ENDLESS = ['worker', 'serve'];

/** Another command at work on the same data folder is waited for; one that never ends by itself is not. */
export async function openPatiently(call: Call, config: Config, stop: StopWish, command: string): Promise<Application> {
  const until = Date.now() + PATIENCE_MS;
  for (let told = false; ; ) {
    stop.look();
    try {
      return await openApplication(config, command, { shared: true });
    } catch (error) {
      if (!(error instanceof InterlinearError) || error.code !== 'data.in-use' || Date.now() > until) throw error;
      if (ENDLESS.includes(String(error.parameters.command)))
        throw new InterlinearError('data.in-use-endless', error.parameters);
      if (!told) call.note(call.messages('cli:translate.waiting', error.parameters));
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}
