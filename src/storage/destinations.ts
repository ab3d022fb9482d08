import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import { type By, recordAct } from './audit.ts';
import type { Tables } from './database.ts';

/** A place where readers find language versions, as a desk has settled it. */
export interface StoredDestination {
  id: string;
  name: string;
  /** Which member of publishing/ writes there, and what it was told. */
  kind: string;
  settings: Record<string, string>;
  createdAt: Date;
  /** Versions that readers find there now; those that were withdrawn do not count. */
  live: number;
}

const live = sql<number>`(SELECT count(*)::int FROM interlinear.publication AS publication
  JOIN interlinear.edition AS edition ON edition.id = publication.edition_id
  WHERE publication.destination_id = destination.id AND publication.status IN ('live', 'waiting') AND edition.status <> 'canceled')`;

/** The destinations of a desk by name; those that were removed are none of them. */
export async function listDestinations(tables: Tables, desk: string): Promise<StoredDestination[]> {
  return tables
    .selectFrom('interlinear.destination as destination')
    .select(['id', 'name', 'kind', 'settings', 'created_at as createdAt', live.as('live')])
    .where('desk_id', '=', desk)
    .where('removed_at', 'is', null)
    .orderBy(sql`name COLLATE "C"`)
    .execute();
}

/** @param wanted a name or an id @throws InterlinearError `not-found.destination` {destination, known} */
export async function findDestination(tables: Tables, desk: string, wanted: string): Promise<StoredDestination> {
  const all = await listDestinations(tables, desk);
  const found = all.find(({ id, name }) => name === wanted || id === wanted);
  if (found) return found;
  const known = all.map(({ name }) => name).join(', ');
  throw new InterlinearError('not-found.destination', { destination: wanted, known: known || '-' });
}

/**
 * Adds a destination.
 *
 * @param wanted its settings as its kind has judged them
 * @throws InterlinearError `destination.exists` {name}; `destination.same` {name} for one that would write where another one does
 */
export async function addDestination(
  tables: Tables,
  desk: string,
  { name, kind, settings }: { name: string; kind: string; settings: Record<string, string> },
  by: By,
): Promise<StoredDestination> {
  return tables.transaction().execute(async (transaction) => {
    const others = await heldDestinations(transaction, desk);
    if (others.some((other) => other.name === name)) throw new InterlinearError('destination.exists', { name });
    const place = placeOf({ kind, settings });
    const same = others.find((other) => placeOf(other) === place);
    if (same) throw new InterlinearError('destination.same', { name: same.name });
    const id = newId();
    await transaction
      .insertInto('interlinear.destination')
      .values({
        ...{ id, desk_id: desk, name, kind, settings: JSON.stringify(settings), created_by: by.actor },
        ...{ created_at: by.now, removed_at: null },
      })
      .execute();
    await recordAct(transaction, desk, { act: 'destination.add', subject: id, after: { name, kind, settings } }, by);
    return findDestination(transaction, desk, id);
  });
}

/**
 * Changes the name of a destination and what may change of its settings: not where it writes, for what is there could not be withdrawn then.
 *
 * @throws InterlinearError `not-found.destination`, `destination.exists` {name}, `destination.moves` {name}
 */
export async function setDestination(
  tables: Tables,
  desk: string,
  id: string,
  wish: { name?: string | undefined; settings?: Record<string, string> | undefined },
  by: By,
): Promise<StoredDestination> {
  return tables.transaction().execute(async (transaction) => {
    const others = await heldDestinations(transaction, desk);
    const { name, kind, settings } = await findDestination(transaction, desk, id);
    const after = { name: wish.name ?? name, settings: wish.settings ?? settings };
    if (others.some((other) => other.id !== id && other.name === after.name))
      throw new InterlinearError('destination.exists', { name: after.name });
    if (placeOf({ kind, settings: after.settings }) !== placeOf({ kind, settings }))
      throw new InterlinearError('destination.moves', { name });
    await transaction
      .updateTable('interlinear.destination')
      .set({ name: after.name, settings: JSON.stringify(after.settings) })
      .where('id', '=', id)
      .execute();
    await recordAct(transaction, desk, { act: 'destination.set', subject: id, before: { name, settings }, after }, by);
    return findDestination(transaction, desk, id);
  });
}

/**
 * Removes a destination at which readers find nothing any more; what was published there stays in the record.
 *
 * @throws InterlinearError `not-found.destination`, `destination.live` {name, count}
 */
export async function removeDestination(tables: Tables, desk: string, id: string, by: By): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    await heldDestinations(transaction, desk);
    const { name, kind, settings, live: count } = await findDestination(transaction, desk, id);
    if (count > 0) throw new InterlinearError('destination.live', { name, count });
    await transaction.updateTable('interlinear.destination').set({ removed_at: by.now }).where('id', '=', id).execute();
    await recordAct(
      transaction,
      desk,
      { act: 'destination.remove', subject: id, before: { name, kind, settings } },
      by,
    );
  });
}

/** The destinations of a desk, held against changes of others: whoever publishes holds theirs, too. */
async function heldDestinations(transaction: Tables, desk: string) {
  await transaction.selectFrom('interlinear.desk').select('id').where('id', '=', desk).forNoKeyUpdate().execute();
  return transaction
    .selectFrom('interlinear.destination')
    .select(['id', 'name', 'kind', 'settings'])
    .where('desk_id', '=', desk)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Where a destination writes, as far as its settings tell: two with one place would take each other's files away. */
function placeOf({ kind, settings }: { kind: string; settings: Record<string, string> }): string {
  return `${kind} ${(settings.folder ?? '').normalize('NFC').toLowerCase()}`;
}
