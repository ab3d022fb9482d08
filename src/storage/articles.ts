import { type Selectable, sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { headOf } from '../model/article.ts';
import type { Tables } from './database.ts';
import type { EventData, EventKind } from './event.ts';
import type { PlannedLanguage, PreparedArticle } from './prepared-article.ts';
import { BEGUN, priorityNumber } from './priority.ts';
import { recordCuts, recutPrepared } from './recut-prepared.ts';
import { replaceCurrent, takePrevious } from './revision-carrying.ts';
import { oneOf, rowSet } from './row-set.ts';
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
  return (await loadArticles(tables, [id])).get(id);
}

/** The same of several, by their ids. */
async function loadArticles(tables: Tables, ids: string[]): Promise<Map<string, StoredArticle>> {
  const rows = await articleRows(tables, ids).select(articleColumns).execute();
  return new Map(rows.map((row) => [row.id, storedArticle(row)]));
}

/**
 * Takes up articles to read them, as `takeUp` does one, and gives how often each was taken up and not put back, this time included; without
 * those about which nothing is to be done any more.
 */
export async function takeUpArticles(
  tables: Tables,
  ids: string[],
): Promise<Map<string, { taken: number; article: StoredArticle }>> {
  const rows = await articleRows(
    tables.with(
      'taken',
      () => sql<{ id: string; count: number }>`(UPDATE interlinear.article SET taken = taken + 1
        WHERE id IN (SELECT id FROM interlinear.article WHERE id ${oneOf(ids)} ORDER BY id FOR NO KEY UPDATE)
          AND status IN ('accepted', 'segmented')
        RETURNING id, taken AS count)`,
    ) as unknown as Tables,
    ids,
  )
    .innerJoin(sql<{ id: string; count: number }>`taken`.as('taken'), 'taken.id', 'article.id')
    .select(articleColumns)
    .select('taken.count as taken')
    .execute();
  return new Map(rows.map((row) => [row.id, { taken: row.taken, article: storedArticle(row) }]));
}

/** Articles with the revision that is to be read, else the one that people work on. */
function articleRows(tables: Pick<Tables, 'selectFrom'>, ids: string[]) {
  return tables
    .selectFrom('interlinear.article as article')
    .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
    .innerJoin('interlinear.revision as revision', 'revision.article_id', 'article.id')
    .where(sql<boolean>`article.id ${oneOf(ids)}`)
    .where(sql<boolean>`(revision.current OR article.status = 'accepted')`)
    .distinctOn('article.id')
    .orderBy('article.id')
    .orderBy('revision.number', 'desc');
}

const articleColumns = [
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
] as const;

type RevisionRow = Selectable<Schema['interlinear.revision']>;
type PreparedColumn = 'delivered' | 'source' | 'original' | 'beads' | 'findings' | 'not_run';
type ArticleRow = Pick<
  Selectable<Schema['interlinear.article']>,
  'id' | 'desk_id' | 'job_id' | 'file_name' | 'name' | 'status' | 'url'
> &
  Pick<Selectable<Schema['interlinear.job']>, 'options'> &
  Pick<RevisionRow, 'number' | 'input' | 'source_input' | 'source_file_name' | PreparedColumn> & {
    revision: string;
    tries: number;
  };

function storedArticle(row: ArticleRow): StoredArticle {
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
        delivered: JSON.stringify(headOf(prepared.delivered)),
        source: prepared.source ? JSON.stringify(headOf(prepared.source)) : null,
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
    const data = {
      languages: languages.map(({ language }) => language),
      segments: languages.flatMap(openOf).reduce((sum, { first, end }) => sum + end - first, 0),
      ...(before ? { revision: article.number, kept: before.kept } : {}),
      ...(recut ? { cuts: { kept: recut.kept.length, lost: recut.lost.length } } : {}),
    };
    await planLanguages(transaction, article, data, languages, openOf, before?.assignees, now);
    await before?.carry(
      languages.map(({ language }) => language),
      now,
    );
    if (recut) await recordCuts(transaction, article.revision, recut, languages, now);
  });
}

/** Stores the languages of a revision and their batches, tells the queue of them, and everybody else. One statement, whatever there is. */
async function planLanguages(
  transaction: Tables,
  { id: article, desk, job, revision, options }: StoredArticle,
  data: EventData,
  languages: PlannedLanguage[],
  openIn: (language: PlannedLanguage) => PlannedLanguage['batches'],
  assignees: ReadonlyMap<string, string | null> | undefined,
  now: Date,
): Promise<void> {
  const planned = languages.map((language) => ({ ...language, id: newId() }));
  const languageRows = planned.map(({ id, language, kind, batches }) => ({
    ...{ id, desk_id: desk, revision_id: revision, language, kind, status: 'waiting', translated: 0 },
    of: batches.reduce((sum, batch) => sum + batch.end - batch.first, 0),
    assignee: assignees?.get(language) ?? null,
    ...{ taken: 0, updated_at: now },
  }));
  const batchRows = planned.flatMap((language) =>
    openIn(language).map((batch, ordinal) => ({
      ...{ id: newId(), desk_id: desk, article_language_id: language.id, ordinal, status: 'waiting' },
      ...{ first_segment: batch.first, end_segment: batch.end, taken: 0 },
    })),
  );
  const kind: EventKind = 'article.segmented';
  await sql`WITH
      planned AS (${inserted('interlinear.article_language', languageColumns, languageRows)}),
      batches AS (${inserted('interlinear.batch', batchColumns, batchRows)}),
      told AS (INSERT INTO interlinear.outbox (id, desk_id, article_id, created_at, priority, deadline)
        VALUES (${newId()}::uuid, ${desk}::uuid, ${article}::uuid, ${now}::timestamptz,
          ${priorityNumber(options.priority) + BEGUN}::smallint, ${options.deadline ?? null}::timestamptz))
    INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
    VALUES (${desk}::uuid, ${job}::uuid, ${article}::uuid, ${kind}::text, ${JSON.stringify(data)}::jsonb, ${now}::timestamptz)`.execute(
    transaction,
  );
}

const languageColumns = [
  ...['id', 'desk_id', 'revision_id', 'language', 'kind', 'status', 'translated', 'of', 'assignee', 'taken'],
  'updated_at',
];
const batchColumns = [
  'id',
  'desk_id',
  'article_language_id',
  'ordinal',
  'status',
  'first_segment',
  'end_segment',
  'taken',
];

function inserted(table: string, columns: string[], rows: object[]) {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  return sql`INSERT INTO ${sql.table(table)} (${names}) ${rowSet(table, columns, rows)}`;
}

/** What `savePrepared` stored about the revision as a whole; undefined until then. The documents come without segments and input. */
export type StoredPrepared = NonNullable<ReturnType<typeof preparedOf>>;

function preparedOf(row: Pick<RevisionRow, PreparedColumn>) {
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
