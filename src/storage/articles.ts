import { type Selectable, sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Document } from '../model/article.ts';
import type { Tables } from './database.ts';
import { recordEvent } from './events.ts';
import type { PlannedLanguage, PreparedArticle } from './prepared-article.ts';
import { BEGUN, priorityNumber } from './priority.ts';
import { recordCuts, recutPrepared } from './recut-prepared.ts';
import { replaceCurrent, takePrevious } from './revision-carrying.ts';
import { rowSet } from './row-set.ts';
import type { ArticleStatus, JobOptions, Schema } from './schema.ts';
import { documentRows, segmentRow, storeSegments } from './segments.ts';

/** An article with what its stages need. */
export interface StoredArticle {
  id: string;
  desk: string;
  job: string;
  options: JobOptions;
  fileName: string;
  name: string;
  status: ArticleStatus;
  /** How often the queue was told of it since it was submitted, or redriven. */
  tries: number;
  revision: string;
  /** Which of its revisions it is, from 1. */
  number: number;
  input: Uint8Array;
  source?: { fileName: string; input: Uint8Array };
  /** Where it stands, for one that was handed in by its address. */
  url?: string;
  /** What is stored of the revision as a whole, once it was read. */
  prepared?: StoredPrepared;
}

/** @returns the article with the revision that is to be read, else the one that people work on; undefined when it is gone. */
export async function loadArticle(tables: Tables, id: string): Promise<StoredArticle | undefined> {
  const row = await tables
    .selectFrom('interlinear.article as article')
    .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
    .innerJoin('interlinear.revision as revision', 'revision.article_id', 'article.id')
    .select([
      'article.id',
      'article.desk_id',
      'article.job_id',
      'article.file_name',
      'article.name',
      'article.status',
      'article.url',
      sql<number>`article.dispatches - article.tries_from`.as('tries'),
      'job.options',
      'revision.id as revision',
      'revision.number',
      'revision.input',
      'revision.source_input',
      'revision.source_file_name',
      'revision.delivered',
      'revision.source',
      'revision.original',
      'revision.beads',
      'revision.findings',
      'revision.not_run',
    ])
    .where('article.id', '=', id)
    .where(sql<boolean>`(revision.current OR article.status = 'accepted')`)
    .orderBy('revision.number', 'desc')
    .executeTakeFirst();
  if (!row) return undefined;
  const prepared = preparedOf(row);
  return {
    ...(prepared ? { prepared } : {}),
    id: row.id,
    desk: row.desk_id,
    job: row.job_id,
    options: row.options,
    fileName: row.file_name,
    name: row.name,
    status: row.status,
    tries: row.tries,
    revision: row.revision,
    number: row.number,
    input: row.input,
    ...(row.url ? { url: row.url } : {}),
    ...(row.source_input ? { source: { fileName: row.source_file_name ?? '', input: row.source_input } } : {}),
  };
}

/** Where an article stands, without its bytes and documents; undefined when it is gone. */
export async function articleState(tables: Tables, id: string) {
  return tables
    .selectFrom('interlinear.article as article')
    .innerJoin('interlinear.revision as revision', 'revision.article_id', 'article.id')
    .select(['article.status', 'article.dispatches', 'revision.id as revision'])
    .select(sql<number>`article.dispatches - article.tries_from`.as('tries'))
    .where('article.id', '=', id)
    .where('revision.current', '=', true)
    .executeTakeFirst();
}

/** Stores what was made of an article and plans its languages, all or nothing. Done again it changes nothing. */
export async function savePrepared(
  tables: Tables,
  article: StoredArticle,
  read: PreparedArticle,
  wanted: PlannedLanguage[],
  now: Date,
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    const claimed = await transaction
      .updateTable('interlinear.article')
      .set({ status: 'segmented', taken: 0, updated_at: now })
      .where('id', '=', article.id)
      .where('status', '=', 'accepted')
      // A newer one that came in meanwhile has its own turn.
      .where(sql<boolean>`NOT EXISTS (SELECT 1 FROM interlinear.revision AS newer
        WHERE newer.article_id = ${article.id}::uuid AND newer.number > ${article.number})`)
      .returning('id')
      .executeTakeFirst();
    if (!claimed) return;
    const previous = article.number > 1 ? await takePrevious(transaction, article) : undefined;
    const { prepared, languages, cuts } = previous
      ? await recutPrepared(transaction, previous, article.revision, read, wanted)
      : { prepared: read, languages: wanted, cuts: () => undefined };
    await transaction
      .updateTable('interlinear.revision')
      .set({
        delivered: JSON.stringify(withoutSegments(prepared.delivered)),
        source: prepared.source ? JSON.stringify(withoutSegments(prepared.source)) : null,
        original: JSON.stringify(prepared.original),
        beads: JSON.stringify(prepared.beads),
        findings: JSON.stringify(prepared.findings),
        not_run: JSON.stringify(prepared.notRun),
        current: true,
      })
      .where('id', '=', article.revision)
      .execute();
    const owner = { desk_id: article.desk, revision_id: article.revision };
    const newRows = [
      ...prepared.delivered.segments.map((segment, index) =>
        segmentRow(owner, 'delivered', prepared.delivered, segment, prepared.corrected[index]),
      ),
      ...documentRows(owner, prepared.source),
    ];
    const made = prepared.source ? 'source' : 'delivered';
    const before = previous && (await replaceCurrent(transaction, article.revision, previous, made, newRows, now));
    await storeSegments(transaction, before?.rows ?? newRows);
    const recut = before && cuts(before.rows);
    const openOf = ({ language, batches }: PlannedLanguage) => before?.openIn(language, batches) ?? batches;
    const planned = languages.map((language) => ({ ...language, id: newId() }));
    if (planned.length > 0)
      await transaction
        .insertInto('interlinear.article_language')
        .values(
          planned.map(({ id, language, kind, batches }) => ({
            ...{ id, ...owner, language, kind, status: 'waiting', translated: 0 },
            of: batches.reduce((sum, batch) => sum + batch.end - batch.first, 0),
            assignee: before?.assignees.get(language) ?? null,
            updated_at: now,
          })),
        )
        .execute();
    const batchRows = planned.flatMap((language) =>
      openOf(language).map((batch, ordinal) => ({
        ...{ id: newId(), desk_id: article.desk, article_language_id: language.id, ordinal, status: 'waiting' },
        ...{ first_segment: batch.first, end_segment: batch.end },
      })),
    );
    if (batchRows.length > 0) {
      const columns = Object.keys(batchRows[0] ?? {}) as (keyof (typeof batchRows)[number])[];
      await transaction
        .insertInto('interlinear.batch')
        .columns([...columns, 'taken'])
        .expression(
          rowSet(
            'interlinear.batch',
            [...columns, 'taken'],
            batchRows.map((row) => ({ ...row, taken: 0 })),
          ),
        )
        .execute();
    }
    await before?.carry(
      languages.map(({ language }) => language),
      now,
    );
    if (recut) await recordCuts(transaction, article.revision, recut, languages, now);
    await transaction
      .insertInto('interlinear.outbox')
      .values({
        id: newId(),
        desk_id: article.desk,
        article_id: article.id,
        created_at: now,
        priority: priorityNumber(article.options.priority) + BEGUN,
        deadline: article.options.deadline ?? null,
      })
      .execute();
    const data = {
      languages: languages.map(({ language }) => language),
      segments: languages.flatMap(openOf).reduce((sum, { first, end }) => sum + end - first, 0),
      ...(before ? { revision: article.number, kept: before.kept } : {}),
      ...(recut ? { cuts: { kept: recut.kept.length, lost: recut.lost.length } } : {}),
    };
    const { desk, job, id } = article;
    await recordEvent(transaction, { desk, job, article: id, kind: 'article.segmented', data }, now);
  });
}

function withoutSegments(document: Document): Omit<Document, 'segments' | 'input'> {
  const { segments: _, input: __, ...rest } = document;
  return rest;
}

/** What `savePrepared` stored about the revision as a whole; undefined until then. The documents come without segments and input. */
export type StoredPrepared = NonNullable<ReturnType<typeof preparedOf>>;

function preparedOf(
  row: Pick<
    Selectable<Schema['interlinear.revision']>,
    'delivered' | 'source' | 'original' | 'beads' | 'findings' | 'not_run'
  >,
) {
  if (!row.delivered) return undefined;
  return {
    delivered: row.delivered,
    source: row.source ?? undefined,
    original: row.original ?? { evidence: 'unknown' as const },
    beads: row.beads ?? [],
    findings: row.findings ?? [],
    notRun: row.not_run ?? [],
  };
}
