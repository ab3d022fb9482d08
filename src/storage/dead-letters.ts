import type { StoredError } from '../model/errors.ts';
import type { Tables } from './database.ts';

/** An article that was given up, whole or in some languages, with the reason. */
export interface DeadLetter {
  article: string;
  job: string;
  fileName: string;
  status: 'failed' | 'partial';
  error: StoredError | null;
  /** Languages that failed or came out with segments missing. */
  languages: { language: string; status: string; error: StoredError | null }[];
  /** When it was given up. */
  since: Date;
}

/**
 * What a desk's workers have given up, the newest submission first. `redrive` tries again.
 *
 * @param page.after the `next` of the page before
 */
export async function deadLetters(
  tables: Tables,
  desk: string,
  page: { limit: number; after?: string },
): Promise<{ items: DeadLetter[]; next: string | null }> {
  let query = tables
    .selectFrom('interlinear.article as article')
    .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
    .select([
      'article.id',
      'article.job_id',
      'article.file_name',
      'article.status',
      'article.error',
      'article.updated_at',
    ])
    .where('article.desk_id', '=', desk)
    .where('article.status', 'in', ['failed', 'partial'])
    .where('job.status', '<>', 'canceled')
    // What lacks nothing but languages that somebody called off was not given up.
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('article.status', '=', 'failed'),
        exists(
          selectFrom('interlinear.revision as revision')
            .innerJoin('interlinear.article_language as version', 'version.revision_id', 'revision.id')
            .select('version.id')
            .whereRef('revision.article_id', '=', 'article.id')
            .where('revision.current', '=', true)
            .where('version.status', 'in', ['failed', 'partial']),
        ),
      ]),
    )
    .orderBy('article.id', 'desc')
    .limit(page.limit + 1);
  if (page.after !== undefined) query = query.where('article.id', '<', page.after);
  const rows = await query.execute();
  const shown = rows.slice(0, page.limit);
  if (shown.length === 0) return { items: [], next: null };
  const languages = await tables
    .selectFrom('interlinear.article_language as language')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'language.revision_id')
    .select(['revision.article_id as article', 'language.language', 'language.status', 'language.error'])
    .where(
      'revision.article_id',
      'in',
      shown.map(({ id }) => id),
    )
    .where('language.status', 'in', ['failed', 'partial'])
    .where('revision.current', '=', true)
    .orderBy('language.id')
    .execute();
  return {
    items: shown.map((row) => ({
      article: row.id,
      job: row.job_id,
      fileName: row.file_name,
      status: row.status as DeadLetter['status'],
      error: row.error,
      languages: languages.filter(({ article }) => article === row.id).map(({ article: _, ...language }) => language),
      since: row.updated_at,
    })),
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
