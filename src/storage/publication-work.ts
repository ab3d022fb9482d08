import { sql } from 'kysely';
import type { StoredError } from '../model/errors.ts';
import type { EditionStatus, PublicationStatus } from '../model/publication.ts';
import type { Tables } from './database.ts';
import { recordEvent } from './events.ts';

/** A publication as whoever puts it where readers find it needs it. */
export interface PublicationWork {
  id: string;
  desk: string;
  job: string;
  article: string;
  language: string;
  status: PublicationStatus;
  fence: number;
  place: string;
  destination: { id: string; name: string; kind: string; settings: Record<string, string> };
  edition: { id: string; number: number; status: EditionStatus; revision: number; at: Date };
}

/** @returns undefined when it is gone with its article */
export async function loadPublication(tables: Tables, id: string): Promise<PublicationWork | undefined> {
  const row = await tables
    .selectFrom('interlinear.publication as publication')
    .innerJoin('interlinear.article as article', 'article.id', 'publication.article_id')
    .innerJoin('interlinear.edition as edition', 'edition.id', 'publication.edition_id')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'edition.revision_id')
    .innerJoin('interlinear.destination as destination', 'destination.id', 'publication.destination_id')
    .select(['publication.id', 'publication.desk_id as desk', 'article.job_id as job', 'article.id as article'])
    .select(['publication.language', 'publication.status', 'publication.fence', 'publication.place'])
    .select(['destination.id as destination', 'destination.name', 'destination.kind', 'destination.settings'])
    .select(['edition.id as edition', 'edition.number', 'edition.status as editionStatus'])
    .select(['edition.created_at as at', 'revision.number as revision'])
    .where('publication.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { destination, name, kind, settings, edition, number, editionStatus, at, revision, ...work } = row;
  return {
    ...work,
    destination: { id: destination, name, kind, settings },
    edition: { id: edition, number, status: editionStatus, revision, at },
  };
}

/** Whether something newer is to be found there, or on its way. */
export async function isOvertaken(tables: Tables, work: PublicationWork): Promise<boolean> {
  const newer = await ofLine(tables, work)
    .select('id')
    .where('id', '<>', work.id)
    .where('fence', '>', work.fence)
    .where('status', 'in', ['live', 'waiting'])
    .executeTakeFirst();
  return newer !== undefined;
}

/**
 * Gives the newest publication of its line a higher fence: its destination knows fences that the database has forgotten, as when that was
 * restored from a backup, or when another destination wrote there before.
 *
 * @param above a fence that the destination knows
 * @returns the fence that it has now; undefined where it is not the newest, or waits no more
 */
export async function raiseFence(tables: Tables, work: PublicationWork, above: number): Promise<number | undefined> {
  return tables.transaction().execute(async (transaction) => {
    await holdArticle(transaction, work.article);
    const newest = await ofLine(transaction, work).select(['id', 'fence']).orderBy('fence', 'desc').executeTakeFirst();
    if (newest?.id !== work.id) return undefined;
    const fence = Math.max(newest.fence, above + 1);
    const raised = await transaction
      .updateTable('interlinear.publication')
      .set({ fence })
      .where('id', '=', work.id)
      .where('status', '=', 'waiting')
      .returning('fence')
      .executeTakeFirst();
    return raised?.fence;
  });
}

/**
 * Records that a publication is what readers find, in the place of the one before it; one that was overtaken is replaced at once. Done again
 * it changes nothing.
 *
 * @returns how it stands now
 */
export async function recordLive(tables: Tables, work: PublicationWork, now: Date): Promise<PublicationStatus> {
  return tables.transaction().execute(async (transaction) => {
    await holdArticle(transaction, work.article);
    const line = await ofLine(transaction, work).select(['id', 'fence', 'status']).execute();
    const own = line.find(({ id }) => id === work.id);
    if (own?.status !== 'waiting') return own?.status ?? 'replaced';
    const live = line.find(({ status }) => status === 'live');
    if (live && live.fence > own.fence) {
      await end(transaction, work.id, 'replaced', null, now);
      return 'replaced';
    }
    if (live) await end(transaction, live.id, 'replaced', null, now);
    await end(transaction, work.id, 'live', null, now);
    await tell(
      transaction,
      work,
      work.edition.status === 'canceled' ? 'publication.withdrawn' : 'publication.live',
      {},
      now,
    );
    return 'live';
  });
}

/** Records that a newer one took its place before anybody saw it. */
export async function recordOvertaken(tables: Tables, id: string, now: Date): Promise<void> {
  await end(tables, id, 'replaced', null, now);
}

/** Records that a publication came to nothing, and why; what readers found before, they find still. */
export async function failPublication(
  tables: Tables,
  work: PublicationWork,
  error: StoredError,
  now: Date,
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    if (await end(transaction, work.id, 'failed', error, now))
      await tell(transaction, work, 'publication.failed', { error }, now);
  });
}

function ofLine(
  tables: Tables,
  { article, language, destination }: Pick<PublicationWork, 'article' | 'language' | 'destination'>,
) {
  return tables
    .selectFrom('interlinear.publication')
    .where('article_id', '=', article)
    .where('language', '=', language)
    .where('destination_id', '=', destination.id);
}

async function holdArticle(transaction: Tables, article: string): Promise<void> {
  await transaction.selectFrom('interlinear.article').select('id').where('id', '=', article).forNoKeyUpdate().execute();
}

async function end(
  tables: Tables,
  id: string,
  status: PublicationStatus,
  error: StoredError | null,
  now: Date,
): Promise<boolean> {
  const ended = await tables
    .updateTable('interlinear.publication')
    .set({ status, error: error && JSON.stringify(error), taken: 0, updated_at: now })
    .where('id', '=', id)
    .where('status', 'in', status === 'replaced' ? ['waiting', 'live'] : ['waiting'])
    .returning('id')
    .executeTakeFirst();
  return ended !== undefined;
}

async function tell(
  transaction: Tables,
  { desk, job, article, language, destination, edition }: PublicationWork,
  kind: 'publication.live' | 'publication.withdrawn' | 'publication.failed',
  more: { error?: StoredError },
  now: Date,
): Promise<void> {
  const data = {
    language,
    destination: destination.name,
    edition: edition.number,
    revision: edition.revision,
    ...more,
  };
  await recordEvent(transaction, { desk, job, article, kind, data }, now);
}

/** A publication that the queue is to be told of, and how often it will have been. */
export interface ToldPublication {
  id: string;
  dispatches: number;
}

/** Takes publications that the queue was not told of, the oldest first; another process gets others. */
export async function claimPublications(tables: Tables, limit: number, now: Date): Promise<ToldPublication[]> {
  return tables
    .updateTable('interlinear.publication')
    .set({ dispatched_at: now, dispatches: sql`dispatches + 1`, updated_at: now })
    .where('id', 'in', (rows) =>
      rows
        .selectFrom('interlinear.publication')
        .select('id')
        .where('status', '=', 'waiting')
        .where('dispatched_at', 'is', null)
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'dispatches'])
    .execute();
}

/** Has the queue told of publications once more; without their ids, of all that wait. */
export async function tellAgain(tables: Tables, ids?: string[]): Promise<void> {
  if (ids?.length === 0) return;
  await tables
    .updateTable('interlinear.publication')
    .set({ dispatched_at: null })
    .where('status', '=', 'waiting')
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .execute();
}

/** Takes publications that wait and gave no sign of life since an instant, and counts the look as one; another sweeper gets others. */
export async function claimQuietPublications(
  tables: Tables,
  before: Date,
  limit: number,
  now: Date,
): Promise<ToldPublication[]> {
  return tables
    .updateTable('interlinear.publication')
    .set({ updated_at: now })
    .where('id', 'in', (rows) =>
      rows
        .selectFrom('interlinear.publication')
        .select('id')
        .where('status', '=', 'waiting')
        .where('dispatched_at', 'is not', null)
        .where('updated_at', '<', before)
        .orderBy('updated_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'dispatches'])
    .execute();
}
