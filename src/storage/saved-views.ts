import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { By } from './audit.ts';
import type { Tables } from './database.ts';

/** Filters of the inbox under a name. */
export interface SavedView {
  name: string;
  filters: Record<string, unknown>;
}

/** Views that one person keeps at a desk at most. */
const MOST = 50;

/** A person's own views, by name. */
export async function listViews(tables: Tables, desk: string, actor: string): Promise<SavedView[]> {
  return tables
    .selectFrom('interlinear.saved_view')
    .select(['name', 'filters'])
    .where('desk_id', '=', desk)
    .where('actor', '=', actor)
    .orderBy('name')
    .execute();
}

/** Keeps a view; one of the same name is another one from now on. @throws InterlinearError `view.too-many` {most} */
export async function keepView(tables: Tables, desk: string, { name, filters }: SavedView, by: By): Promise<void> {
  const kept = JSON.stringify(filters);
  await tables.transaction().execute(async (transaction) => {
    const others = (await listViews(transaction, desk, by.actor)).filter((one) => one.name !== name);
    if (others.length >= MOST) throw new InterlinearError('view.too-many', { most: MOST });
    await transaction
      .insertInto('interlinear.saved_view')
      .values({ id: newId(), desk_id: desk, actor: by.actor, name, filters: kept, updated_at: by.now })
      .onConflict((conflict) =>
        conflict.columns(['desk_id', 'actor', 'name']).doUpdateSet({ filters: kept, updated_at: by.now }),
      )
      .execute();
  });
}

/** Forgets a view; one that is not there is forgotten already. */
export async function forgetView(tables: Tables, desk: string, actor: string, name: string): Promise<void> {
  await tables
    .deleteFrom('interlinear.saved_view')
    .where('desk_id', '=', desk)
    .where('actor', '=', actor)
    .where('name', '=', name)
    .execute();
}
