import { type Expression, type SqlBool, sql } from 'kysely';
import type { Original } from '../model/article.ts';
import type { StoredError } from '../model/errors.ts';
import type { PublicationState } from '../model/publication.ts';
import type { Tables } from './database.ts';
import { standsSo } from './publication-standing.ts';
import type { ArticleStatus, JobOptions, LanguageStatus } from './schema.ts';
import { containing } from './text-search.ts';

/** Which articles of a desk somebody wants to see; what is absent does not matter. */
export interface ArticleFilter {
  job?: string;
  status?: ArticleStatus[];
  /** Has a version in this language, or shall get one. */
  language?: string;
  /** Stands somewhere in its name or file name, in any case. */
  text?: string;
  createdAfter?: Date;
  createdBefore?: Date;
  /** Is due before. */
  deadlineBefore?: Date;
  /** Whether it may not be published yet. */
  embargoed?: boolean;
  /** Whether checks found something, in itself or in a version. */
  hasFindings?: boolean;
  /** Has a version that is theirs (as the audit log names them), or nobody's where it is null. */
  assignee?: string | null;
  /** Has a version that stands so at a destination, or one that is nowhere. */
  publication?: PublicationState | 'nowhere';
}

/** Where a list goes on: behind this row, in the order of ids. */
export interface Place {
  descending: boolean;
  after?: string;
  limit: number;
}

/** An article as lists show it. */
export interface ListedArticle {
  id: string;
  job: string;
  ordinal: number;
  fileName: string;
  name: string;
  status: ArticleStatus;
  error: StoredError | null;
  url: string | null;
  metadata: Record<string, string> | null;
  createdAt: Date;
  updatedAt: Date;
  options: JobOptions;
  revision: string;
  revisionNumber: number;
  bytes: number;
  hasSource: boolean;
  /** Null until intake has read it. */
  language: string | null;
  sourceLanguage: string | null;
  date: string | null;
  /** What the text itself states. */
  statedEmbargo: string | null;
  original: Original | null;
  findings: number;
  languages: ListedLanguage[];
}

export interface ListedLanguage {
  language: string;
  kind: 'given' | 'target';
  status: LanguageStatus;
  translated: number;
  of: number;
  error: StoredError | null;
  findings: number;
  assignee: string | null;
}

/** One row more than a page has, in the order of submission: whoever asks sees whether there are more. */
export async function listArticles(
  tables: Tables,
  desk: string,
  filter: ArticleFilter,
  { descending, after, limit }: Place,
  now: Date,
): Promise<ListedArticle[]> {
  let query = articles(tables, desk)
    .orderBy('article.id', descending ? 'desc' : 'asc')
    .limit(limit + 1);
  if (after !== undefined) query = query.where('article.id', descending ? '<' : '>', after);
  for (const condition of conditions(filter, now)) query = query.where(condition);
  return withLanguages(tables, await query.execute());
}

/** @returns undefined for one that the desk does not have */
export async function showArticle(tables: Tables, desk: string, id: string): Promise<ListedArticle | undefined> {
  return (await withLanguages(tables, await articles(tables, desk).where('article.id', '=', id).execute()))[0];
}

/** The articles of a desk with the revisions that people work on. */
function articles(tables: Tables, desk: string) {
  return tables
    .selectFrom('interlinear.article as article')
    .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
    .innerJoin('interlinear.revision as revision', 'revision.article_id', 'article.id')
    .where('article.desk_id', '=', desk)
    .where('revision.current', '=', true)
    .select([
      'article.id',
      'article.job_id as job',
      'article.ordinal',
      'article.file_name as fileName',
      'article.name',
      'article.status',
      'article.error',
      'article.url',
      'article.metadata',
      'article.created_at as createdAt',
      'article.updated_at as updatedAt',
      'job.options',
      'revision.id as revision',
      'revision.number as revisionNumber',
      'revision.original',
      sql<number>`octet_length(revision.input)`.as('bytes'),
      sql<boolean>`revision.source_input IS NOT NULL`.as('hasSource'),
      sql<string | null>`revision.delivered ->> 'language'`.as('language'),
      sql<string | null>`revision.source ->> 'language'`.as('sourceLanguage'),
      sql<string | null>`coalesce(revision.delivered ->> 'date', revision.source ->> 'date')`.as('date'),
      statedEmbargo.as('statedEmbargo'),
      sql<number>`coalesce(jsonb_array_length(revision.findings), 0)`.as('findings'),
    ]);
}

const statedEmbargo = sql<string | null>`coalesce(
  revision.delivered #>> '{embargo,until}', revision.source #>> '{embargo,until}')`;

/** The submission's word goes before the text's; JSON null says that there is none. */
const embargo = sql<
  string | null
>`CASE WHEN job.options ? 'embargo' THEN job.options ->> 'embargo' ELSE ${statedEmbargo} END`;

function conditions(filter: ArticleFilter, now: Date): Expression<SqlBool>[] {
  const { job, status, language, text, createdAfter, createdBefore, deadlineBefore, embargoed, hasFindings, assignee } =
    filter;
  const wanted: Expression<SqlBool>[] = [];
  if (job !== undefined) wanted.push(sql<SqlBool>`article.job_id = ${job}`);
  if (status && status.length > 0) wanted.push(sql<SqlBool>`article.status IN (${sql.join(status)})`);
  if (language !== undefined)
    wanted.push(sql<SqlBool>`(job.options -> 'to' @> ${JSON.stringify([language])}::jsonb OR EXISTS (
      SELECT 1 FROM interlinear.article_language AS version
      WHERE version.revision_id = revision.id AND version.language = ${language}))`);
  if (text !== undefined)
    wanted.push(sql<SqlBool>`(article.name ILIKE ${containing(text)} OR article.file_name ILIKE ${containing(text)})`);
  if (createdAfter) wanted.push(sql<SqlBool>`article.created_at > ${createdAfter}`);
  if (createdBefore) wanted.push(sql<SqlBool>`article.created_at < ${createdBefore}`);
  if (deadlineBefore) wanted.push(sql<SqlBool>`(job.options ->> 'deadline')::timestamptz < ${deadlineBefore}`);
  if (embargoed !== undefined)
    wanted.push(sql<SqlBool>`(coalesce((${embargo})::timestamptz > ${now}, false)) = ${embargoed}`);
  if (hasFindings !== undefined)
    wanted.push(sql<SqlBool>`(coalesce(jsonb_array_length(revision.findings), 0) > 0 OR EXISTS (
      SELECT 1 FROM interlinear.article_language AS version
      WHERE version.revision_id = revision.id AND coalesce(jsonb_array_length(version.findings), 0) > 0)) = ${hasFindings}`);
  if (assignee !== undefined)
    wanted.push(sql<SqlBool>`EXISTS (SELECT 1 FROM interlinear.article_language AS version
      WHERE version.revision_id = revision.id AND version.assignee IS NOT DISTINCT FROM ${assignee}::text
        AND ${language === undefined ? sql`version.kind = 'target'` : sql`version.language = ${language}`})`);
  if (filter.publication !== undefined) wanted.push(standsSo(filter.publication, language));
  return wanted;
}

async function withLanguages(tables: Tables, rows: Omit<ListedArticle, 'languages'>[]): Promise<ListedArticle[]> {
  if (rows.length === 0) return [];
  const versions = await tables
    .selectFrom('interlinear.article_language')
    .select(['revision_id', 'language', 'kind', 'status', 'translated', 'of', 'error', 'assignee'])
    .select(sql<number>`coalesce(jsonb_array_length(findings), 0)`.as('findings'))
    .where(
      'revision_id',
      'in',
      rows.map((row) => row.revision),
    )
    .orderBy('id')
    .execute();
  const byRevision = Map.groupBy(versions, (version) => version.revision_id);
  return rows.map((row) => ({
    ...row,
    languages: (byRevision.get(row.revision) ?? []).map(({ revision_id: _, ...version }) => version),
  }));
}
