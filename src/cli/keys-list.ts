import { type ApiKey, listKeys } from '../storage/api-keys.ts';
import { workingDesk } from '../storage/desks.ts';
import { tableLines } from './columns.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withDesks } from './memory-desk.ts';

/** Keys read at a time. */
const PAGE = 200;

/** `interlinear keys list`: the keys of the desk, also those that are over. */
export const keysList: Command = {
  name: 'keys list',
  usage: '',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear keys list'],
  async run(call) {
    return withDesks(call, this.name, async ({ tables, config, now }) => {
      const desk = await workingDesk(tables, config.desk, now);
      const all: ApiKey[] = [];
      for (let after: string | undefined; ; after = all.at(-1)?.id) {
        const some = await listKeys(tables, desk, { limit: PAGE, ...(after !== undefined ? { after } : {}) });
        all.push(...some);
        if (some.length < PAGE) break;
      }
      if (call.values.json) {
        call.out(JSON.stringify({ keys: all }));
        return exit.done;
      }
      const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? '-';
      const rows = all.map(({ prefix, name, scopes, expiresAt, revokedAt, usedAt }) => [
        prefix,
        name,
        scopes.join(','),
        revokedAt
          ? call.messages('cli:keys.list.revoked', { day: day(revokedAt) })
          : call.messages(expiresAt && expiresAt <= now ? 'cli:keys.list.over' : 'cli:keys.list.until', {
              day: day(expiresAt),
            }),
        call.messages('cli:keys.list.used', { day: day(usedAt) }),
      ]);
      for (const line of tableLines(rows)) call.out(line);
      return exit.done;
    });
  },
};
