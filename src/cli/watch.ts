import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { DropFolder } from './client/drop-folder.ts';
import { jobOptions, sentWishes, serviceOptions } from './client/wishes.ts';
import { withService } from './client/with-service.ts';
import { type Command, exit, flagsOf } from './command.ts';
import { prepareFolder } from './files.ts';
import { oneArgument } from './memory-desk.ts';
import { troubleTeller } from './trouble.ts';

/** How often the folder is looked at. */
const LOOK_MS = 1000;

/** `interlinear watch`: a drop folder. What is put into it is submitted, and moved away when it is over. */
export const watch: Command = {
  name: 'watch',
  usage: 'DIR --to LANG,LANG [--out DIR] [...]',
  options: {
    ...jobOptions,
    out: { type: 'string', value: 'DIR' },
    once: { type: 'boolean' },
    json: { type: 'boolean' },
    ...serviceOptions,
  },
  examples: ['npx interlinear watch incoming --to es,ar --out translated'],
  async run(call) {
    const config = readConfig(flagsOf(call));
    const folder = oneArgument(call, this.name, 'DIR');
    sentWishes(call, config);
    prepareFolder(folder);
    for (const name of ['done', 'failed']) mkdirSync(join(folder, name), { recursive: true });
    const out = (call.values.out as string | undefined) ?? join(folder, 'done');
    return withService(
      call,
      this.name,
      async ({ reached, stop }) => {
        const wishes = sentWishes(call, config, await reached.client.timeZone(config.desk));
        const trouble = troubleTeller(call, call.note);
        reached.work(trouble);
        const drop = new DropFolder({
          call,
          client: reached.client,
          folder,
          out,
          wishes,
          limitMegabytes: config.inputLimitMegabytes,
        });
        call.note(call.messages('cli:watch.ready', { folder }));
        let worst: number = exit.done;
        for (;;) {
          stop.look();
          const round = await drop.look().catch((error: unknown) => {
            trouble(error);
            return undefined;
          });
          if (round?.failed) worst = exit.partial;
          if (round?.idle && call.values.once) return worst;
          await stop.during(new Promise((resolve) => setTimeout(resolve, LOOK_MS)));
        }
      },
      'cli:watch.stopped',
    );
  },
};
