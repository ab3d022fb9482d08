import { readConfig } from '../config.ts';
import { UsageError } from '../model/errors.ts';
import { migratePostgres } from '../storage/postgres.ts';
import { type Command, exit, flagsOf } from './command.ts';

/** `interlinear migrate`: brings a PostgreSQL database up to date. The embedded one does it by itself. */
export const migrate: Command = {
  name: 'migrate',
  usage: '[--database-url URL]',
  options: { 'database-url': { type: 'string', value: 'URL' } },
  examples: ['DATABASE_URL=postgresql://interlinear@127.0.0.1/interlinear npx interlinear migrate'],
  async run(call) {
    const { databaseUrl } = readConfig(flagsOf(call));
    if (!databaseUrl) throw new UsageError('migrate.embedded');
    const done = await migratePostgres(databaseUrl);
    call.out(
      done.length > 0
        ? call.messages('cli:migrate.done', { names: done.join(', ') })
        : call.messages('cli:migrate.nothing'),
    );
    return exit.done;
  },
};
