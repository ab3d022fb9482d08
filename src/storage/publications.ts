import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { StoredError } from '../model/errors.ts';
import { InterlinearError } from '../model/errors.ts';
import type { EditionStatus, PublicationStatus } from '../model/publication.ts';
import { type By, recordAct } from './audit.ts';
import type { Tables } from './database.ts';
import { findDestination } from './destinations.ts';
import { keepEdition, type NewEdition, versionMark } from './editions.ts';

/** An act of publishing, as lists show it. */
export interface ListedPublication {
  id: string;
  language: string;
  /** Its name. */
  destination: string;
  edition: number;
  editionStatus: EditionStatus;
  revision: number;
  fence: number;
  place: string;
  status: PublicationStatus;
  reason: string | null;
  error: StoredError | null;
  /** Whether the article has a newer revision by now. */
  behind: boolean;
  /** Whether somebody has written in the language version since. */
  edited: boolean;
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
}

/** The acts of publishing of an article, the newest first. */
export async function listPublications(
  tables: Tables,
  desk: string,
  filter: { article: string; language?: string; ids?: string[] },
): Promise<ListedPublication[]> {
  let query = tables
    .selectFrom('interlinear.publication as publication')
    .innerJoin('interlinear.edition as edition', 'edition.id', 'publication.edition_id')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'edition.revision_id')
    .innerJoin('interlinear.destination as destination', 'destination.id', 'publication.destination_id')
    .select(['publication.id', 'publication.language', 'destination.name as destination', 'edition.number as edition'])
    .select([
      'edition.status as editionStatus',
      'revision.number as revision',
      'publication.fence',
      'publication.place',
    ])
    .select(['publication.status', 'publication.reason', 'publication.error', 'publication.created_by as createdBy'])
    .select(['publication.created_at as createdAt', 'publication.updated_at as updatedAt'])
    .select([
      sql<boolean>`NOT revision.current`.as('behind'),
      sql<boolean>`EXISTS (SELECT 1 FROM interlinear.segment AS segment
        JOIN interlinear.translation AS translation ON translation.segment_id = segment.id AND translation.language = edition.language
        WHERE segment.revision_id = edition.revision_id AND translation.updated_at > edition.as_of)`.as('edited'),
    ])
    .where('publication.desk_id', '=', desk)
    .where('publication.article_id', '=', filter.article)
    .orderBy('publication.id', 'desc')
    .limit(MOST);
  if (filter.language !== undefined) query = query.where('publication.language', '=', filter.language);
  if (filter.ids) query = query.where('publication.id', 'in', filter.ids);
  return query.execute();
}

/** Acts of one article that are told; it has some at each destination, in each language. */
const MOST = 1000;

/** A version as it was read to be published. */
export interface PublishWish {
  edition: NewEdition;
  /** What `versionMark` said before it was read. */
  mark: string;
  /** Name of the destination. */
  destination: string;
  /** What names the article there, where it has no place yet. */
  place: string;
}

/**
 * Has an edition published: it waits for a worker, under a fence higher than all before it. The same text where it is live already, or on
 * its way, is not published again.
 *
 * @returns the publication's id, and whether it was there already
 * @throws InterlinearError `not-found.article`, `not-found.destination`, `publish.moved` {id, language} where somebody has written in the
 * version since it was read, or a newer revision came
 */
export async function requestPublication(
  tables: Tables,
  desk: string,
  wish: PublishWish,
  by: By,
): Promise<{ id: string; repeated: boolean }> {
  const { article, language, revision } = wish.edition;
  return tables.transaction().execute(async (transaction) => {
    await holdArticle(transaction, desk, article);
    const destination = await findDestination(transaction, desk, wish.destination);
    await holdDestination(transaction, destination.id);
    const current = await transaction
      .selectFrom('interlinear.revision')
      .select('id')
      .where('id', '=', revision)
      .where('current', '=', true)
      .executeTakeFirst();
    if (!current || (await versionMark(transaction, desk, revision, language)) !== wish.mark)
      throw new InterlinearError('publish.moved', { id: article, language });
    const line = { article, language, destination: destination.id, place: wish.place };
    const [request] = await publish(
      transaction,
      desk,
      [line],
      wish.edition,
      { act: 'publication.publish', reason: null },
      by,
    );
    return request as { id: string; repeated: boolean };
  });
}

/** A version that is to be withdrawn. */
export interface WithdrawWish {
  article: string;
  language: string;
  /** Name of the destination; without it, everywhere. */
  destination?: string | undefined;
  /** For the record of the desk. */
  reason: string;
  /** What takes the place of the text. */
  files: NewEdition['files'];
}

/**
 * Has a language version withdrawn where readers find it, or are about to: an edition of its own, under a higher fence.
 *
 * @returns the ids of the publications; those of an earlier withdrawal where it is withdrawn already
 * @throws InterlinearError `not-found.article`, `not-found.destination`, `publish.not-live` {language} where readers never found it
 */
export async function requestWithdrawal(tables: Tables, desk: string, wish: WithdrawWish, by: By): Promise<string[]> {
  const { article, language, reason, files } = wish;
  return tables.transaction().execute(async (transaction) => {
    await holdArticle(transaction, desk, article);
    const only =
      wish.destination === undefined ? undefined : await findDestination(transaction, desk, wish.destination);
    const standing = await transaction
      .selectFrom('interlinear.publication as publication')
      .innerJoin('interlinear.edition as edition', 'edition.id', 'publication.edition_id')
      .innerJoin('interlinear.destination as destination', 'destination.id', 'publication.destination_id')
      .select(['publication.id', 'publication.destination_id as destination', 'publication.place', 'edition.status'])
      .select('edition.revision_id as revision')
      .where('publication.desk_id', '=', desk)
      .where('publication.article_id', '=', article)
      .where('publication.language', '=', language)
      .where('publication.status', 'in', ['live', 'waiting'])
      .where('destination.removed_at', 'is', null)
      .$if(only !== undefined, (query) => query.where('publication.destination_id', '=', only?.id ?? ''))
      .orderBy('publication.fence', 'desc')
      .execute();
    const newest = [...Map.groupBy(standing, (one) => one.destination).values()].map(
      ([first]) => first as (typeof standing)[0],
    );
    if (newest.length === 0) throw new InterlinearError('publish.not-live', { language });
    const due = newest.filter(({ status }) => status !== 'canceled');
    const [first] = due;
    if (!first) return newest.map(({ id }) => id);
    for (const { destination } of due) await holdDestination(transaction, destination);
    const edition = { article, language, revision: first.revision, status: 'canceled' as const, files, asOf: by.now };
    const lines = due.map(({ destination, place }) => ({ article, language, destination, place }));
    const requests = await publish(transaction, desk, lines, edition, { act: 'publication.withdraw', reason }, by);
    return requests.map(({ id }) => id);
  });
}

/** An article in a language at a destination: of its publications one at most is live. */
interface Line {
  article: string;
  language: string;
  destination: string;
  place: string;
}

async function publish(
  transaction: Tables,
  desk: string,
  lines: Line[],
  edition: NewEdition,
  { act, reason }: { act: string; reason: string | null },
  by: By,
): Promise<{ id: string; repeated: boolean }[]> {
  const kept = await keepEdition(transaction, desk, edition, by);
  const requests: { id: string; repeated: boolean }[] = [];
  for (const { article, language, destination, place } of lines) {
    const before = await transaction
      .selectFrom('interlinear.publication')
      .select(['id', 'edition_id as edition', 'status', 'fence'])
      .where('article_id', '=', article)
      .where('language', '=', language)
      .where('destination_id', '=', destination)
      .orderBy('fence', 'desc')
      .executeTakeFirst();
    if (before?.edition === kept.id && (before.status === 'live' || before.status === 'waiting')) {
      requests.push({ id: before.id, repeated: true });
      continue;
    }
    // An article that was renamed stays where its readers find it.
    const known = await transaction
      .selectFrom('interlinear.publication')
      .select('place')
      .where('article_id', '=', article)
      .where('destination_id', '=', destination)
      .orderBy('id')
      .executeTakeFirst();
    const id = newId();
    await transaction
      .insertInto('interlinear.publication')
      .values({
        ...{ id, desk_id: desk, article_id: article, language, destination_id: destination, edition_id: kept.id },
        ...{ fence: (before?.fence ?? 0) + 1, place: known?.place ?? place, reason, error: null, dispatched_at: null },
        ...{ created_by: by.actor, created_at: by.now, updated_at: by.now },
      })
      .execute();
    const after = { article, language, destination, edition: kept.number, ...(reason === null ? {} : { reason }) };
    await recordAct(transaction, desk, { act, subject: article, after }, by);
    requests.push({ id, repeated: false });
  }
  return requests;
}

/** Two acts on one article come one after the other. @throws InterlinearError `not-found.article` {article} */
async function holdArticle(transaction: Tables, desk: string, article: string): Promise<void> {
  const found = await transaction
    .selectFrom('interlinear.article')
    .select('id')
    .where('desk_id', '=', desk)
    .where('id', '=', article)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!found) throw new InterlinearError('not-found.article', { article });
}

/** It is not removed meanwhile. @throws InterlinearError `not-found.destination` where it just was */
async function holdDestination(transaction: Tables, id: string): Promise<void> {
  const held = await transaction
    .selectFrom('interlinear.destination')
    .select('id')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  if (!held) throw new InterlinearError('not-found.destination', { destination: id, known: '-' });
}
