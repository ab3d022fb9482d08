import { v7 as newId } from 'uuid';
import type { Tables } from './database.ts';

/** The desk that the command line works for. */
const DEFAULT_DESK = 'newsroom';

/** The id of the default desk, which is made where it is missing. */
export async function defaultDesk(tables: Tables, now: Date): Promise<string> {
  const find = () =>
    tables.selectFrom('interlinear.desk').select('id').where('name', '=', DEFAULT_DESK).executeTakeFirst();
  const found = await find();
  if (found) return found.id;
  await tables
    .insertInto('interlinear.desk')
    .values({
      id: newId(),
      name: DEFAULT_DESK,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
      house_style: 'ap',
      created_at: now,
    })
    // Two processes may start on an empty database at once.
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return (await find())?.id as string;
}
