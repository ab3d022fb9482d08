import { type Expression, type SqlBool, sql } from 'kysely';
import type { PublicationState } from '../model/publication.ts';
import type { Tables } from './database.ts';

/** How a language version stands at one destination. */
export interface PublicationStanding {
  /** Its name. */
  destination: string;
  /** Of the newest act there. */
  edition: number;
  state: PublicationState;
}

/** The newest act of publishing that counts, at each destination that is still there, for the articles of a condition. */
const newest = (article: ReturnType<typeof sql>) => sql`
  SELECT DISTINCT ON (publication.article_id, publication.language, publication.destination_id)
    publication.article_id, publication.language, destination.name AS destination, edition.number AS edition,
    CASE
      WHEN publication.status <> 'live' THEN publication.status
      WHEN edition.status = 'canceled' THEN 'withdrawn'
      WHEN NOT revision.current OR EXISTS (
        SELECT 1 FROM interlinear.segment AS segment
        JOIN interlinear.translation AS translation
          ON translation.segment_id = segment.id AND translation.language = edition.language
        WHERE segment.revision_id = edition.revision_id AND translation.updated_at > edition.as_of) THEN 'outdated'
      ELSE 'live'
    END AS state
  FROM interlinear.publication AS publication
  JOIN interlinear.edition AS edition ON edition.id = publication.edition_id
  JOIN interlinear.revision AS revision ON revision.id = edition.revision_id
  JOIN interlinear.destination AS destination ON destination.id = publication.destination_id
  WHERE publication.article_id ${article} AND publication.status <> 'replaced' AND destination.removed_at IS NULL
  ORDER BY publication.article_id, publication.language, publication.destination_id, publication.fence DESC`;

/** How the languages of some articles stand at the destinations, by article and language (`ARTICLE LANGUAGE`), by the names of the destinations. */
export async function publicationStandings(
  tables: Tables,
  articles: readonly string[],
): Promise<Map<string, PublicationStanding[]>> {
  const found = new Map<string, PublicationStanding[]>();
  if (articles.length === 0) return found;
  const { rows } = await sql<PublicationStanding & { article_id: string; language: string }>`
    SELECT * FROM (${newest(sql`= ANY (${articles}::uuid[])`)}) AS newest ORDER BY destination COLLATE "C"`.execute(
    tables,
  );
  for (const { article_id, language, ...standing } of rows) {
    const key = `${article_id} ${language}`;
    found.set(key, [...(found.get(key) ?? []), standing]);
  }
  return found;
}

/**
 * Whether a version of an article stands so at some destination, in a query in which `article` and its current `revision` are.
 *
 * @param state `nowhere`: a target version of it was never asked to be anywhere
 * @param language only this version; any without it
 */
export function standsSo(state: PublicationState | 'nowhere', language: string | undefined): Expression<SqlBool> {
  const here = sql`(${newest(sql`= article.id`)}) AS newest`;
  if (state !== 'nowhere')
    return sql<SqlBool>`EXISTS (SELECT 1 FROM ${here} WHERE newest.state = ${state}
      ${language === undefined ? sql`` : sql`AND newest.language = ${language}`})`;
  return sql<SqlBool>`EXISTS (SELECT 1 FROM interlinear.article_language AS version
    WHERE version.revision_id = revision.id AND version.kind = 'target'
      ${language === undefined ? sql`` : sql`AND version.language = ${language}`}
      AND NOT EXISTS (SELECT 1 FROM ${here} WHERE newest.language = version.language))`;
}
