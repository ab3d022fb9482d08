import { sql } from 'kysely';
import type { StoredError } from '../model/errors.ts';
import type { SegmentState } from '../model/translation.ts';
import type { Tables } from './database.ts';
import type { LanguageStatus } from './schema.ts';

/** What was delivered of an article, the newest first. */
export async function listRevisions(tables: Tables, desk: string, article: string) {
  return tables
    .selectFrom('interlinear.revision')
    .select(['id', 'number', 'current', 'created_at as createdAt', 'created_by as createdBy'])
    .select(sql<boolean>`delivered IS NOT NULL`.as('read'))
    .select([sql<number>`octet_length(input)`.as('bytes'), sql<string | null>`delivered ->> 'language'`.as('language')])
    .where('desk_id', '=', desk)
    .where('article_id', '=', article)
    .orderBy('number', 'desc')
    .execute();
}

/** A language version of an article, of one revision of it. */
export interface ListedVersion {
  language: string;
  kind: 'given' | 'target';
  revision: number;
  status: LanguageStatus;
  translated: number;
  of: number;
  /** How many of its targets are in each state. */
  states: Partial<Record<SegmentState, number>>;
  findings: number;
  error: StoredError | null;
  updatedAt: Date;
}

/** The language versions of an article, those of the newest revision first, in the order in which they were asked for. */
export async function listVersions(tables: Tables, desk: string, article: string): Promise<ListedVersion[]> {
  const rows = await tables
    .selectFrom('interlinear.article_language as version')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'version.revision_id')
    .select(['version.language', 'version.kind', 'version.status', 'version.translated', 'version.of'])
    .select(['version.error', 'version.updated_at as updatedAt', 'revision.number as revision'])
    .select([
      sql<number>`coalesce(jsonb_array_length(version.findings), 0)`.as('findings'),
      sql<ListedVersion['states'] | null>`(SELECT json_object_agg(state, targets) FROM (
        SELECT translation.state, count(*) AS targets FROM interlinear.translation AS translation
        JOIN interlinear.segment AS segment ON segment.id = translation.segment_id
        WHERE segment.revision_id = revision.id AND translation.language = version.language
        GROUP BY translation.state) AS counted)`.as('states'),
    ])
    .where('version.desk_id', '=', desk)
    .where('revision.article_id', '=', article)
    .orderBy('revision.number', 'desc')
    .orderBy('version.id')
    .execute();
  return rows.map((row) => ({ ...row, states: row.states ?? {} }));
}
