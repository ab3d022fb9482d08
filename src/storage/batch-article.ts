import { sql } from 'kysely';
import type { DocumentHead } from '../model/article.ts';
import type { Embargo } from '../model/embargo.ts';
import type { Tables } from './database.ts';
import type { JobOptions } from './schema.ts';

/** What a batch of a revision needs to know of its article. */
export interface BatchArticle {
  options: JobOptions;
  /** The language that is translated from. */
  language: string;
  /** Its own date, where it states one. */
  day: string | null;
  embargoes: Embargo[];
  /** Which of its documents is translated. */
  document: 'delivered' | 'source';
}

/** Of a revision and the job of its article. */
export const batchArticleColumns = [
  'job.options',
  sql<boolean>`revision.source IS NOT NULL`.as('hasSource'),
  sql<string>`coalesce(revision.source, revision.delivered) ->> 'language'`.as('sourceLanguage'),
  sql<string | null>`coalesce(revision.delivered ->> 'date', revision.source ->> 'date')`.as('day'),
  sql<Embargo | null>`revision.delivered -> 'embargo'`.as('deliveredEmbargo'),
  sql<Embargo | null>`revision.source -> 'embargo'`.as('sourceEmbargo'),
] as const;

interface Row {
  options: JobOptions;
  hasSource: boolean;
  sourceLanguage: string;
  day: string | null;
  deliveredEmbargo: Embargo | null;
  sourceEmbargo: Embargo | null;
}

export function batchArticleOf(row: Row): BatchArticle {
  const { options, hasSource, sourceLanguage, day, deliveredEmbargo, sourceEmbargo } = row;
  return {
    options,
    language: sourceLanguage,
    day,
    embargoes: embargoesOf(options, [deliveredEmbargo, sourceEmbargo]),
    document: hasSource ? 'source' : 'delivered',
  };
}

/** The same of a document that has just been read and is translated itself. */
export function batchArticleFrom(options: JobOptions, { language, date, embargo }: DocumentHead): BatchArticle {
  const embargoes = embargoesOf(options, [embargo ?? null]);
  return { options, language, day: date ?? null, embargoes, document: 'delivered' };
}

/** The same, of a revision; undefined when it is gone. */
export async function batchArticle(tables: Tables, revision: string): Promise<BatchArticle | undefined> {
  const row = await tables
    .selectFrom('interlinear.revision as revision')
    .innerJoin('interlinear.article as article', 'article.id', 'revision.article_id')
    .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
    .select(batchArticleColumns)
    .where('revision.id', '=', revision)
    .executeTakeFirst();
  return row && batchArticleOf(row);
}

/** What a submission states of an embargo, else what its documents do. */
function embargoesOf({ embargo }: JobOptions, stated: (Embargo | null)[]): Embargo[] {
  if (embargo !== undefined) return embargo === null ? [] : [{ until: embargo }];
  return stated.filter((one) => one !== null);
}
