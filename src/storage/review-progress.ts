import { sql } from 'kysely';
import type { SegmentState } from '../model/translation.ts';
import type { Tables } from './database.ts';

/** How far the review of a language version is: segments and words by state; `initial` has those without a target, too. */
export interface ReviewProgress {
  segments: Record<SegmentState, number>;
  words: Record<SegmentState, number>;
  /** Segments that have no text yet. */
  missing: number;
  /** Words that still have to be approved under the desk's rule. */
  wordsLeft: number;
}

const states = ['initial', 'translated', 'reviewed', 'final'] as const satisfies SegmentState[];

/**
 * The review of all target versions of some revisions, by revision and language (`REVISION LANGUAGE`). Words are stretches between white
 * space; a text without any counts as one.
 *
 * @param steps of the desk's review: with none, only what has no text is left
 */
export async function reviewProgress(
  tables: Tables,
  desk: string,
  revisions: string[],
  steps: number,
): Promise<Map<string, ReviewProgress>> {
  const found = new Map<string, ReviewProgress>();
  if (revisions.length === 0) return found;
  const { rows } = await sql<{
    revision: string;
    language: string;
    state: SegmentState;
    segments: number;
    words: number;
    missing: number;
    missingWords: number;
  }>`
    WITH source AS MATERIALIZED (
      SELECT segment.id, segment.revision_id,
        array_length(regexp_split_to_array(btrim(segment.corrected), '\\s+'), 1) AS words
      FROM interlinear.segment AS segment JOIN interlinear.revision AS revision ON revision.id = segment.revision_id
      WHERE segment.desk_id = ${desk} AND segment.revision_id = ANY (${revisions}::uuid[])
        AND segment.corrected IS NOT NULL AND segment.role <> 'furniture'
        AND segment.document = CASE WHEN revision.source IS NULL THEN 'delivered' ELSE 'source' END)
    SELECT version.revision_id AS revision, version.language, coalesce(translation.state, 'initial') AS state,
      count(*)::int AS segments, sum(source.words)::int AS words, (count(*) FILTER (WHERE translation.text IS NULL))::int AS missing,
      coalesce(sum(source.words) FILTER (WHERE translation.text IS NULL), 0)::int AS "missingWords"
    FROM interlinear.article_language AS version
    JOIN source ON source.revision_id = version.revision_id
    LEFT JOIN interlinear.translation AS translation
      ON translation.segment_id = source.id AND translation.language = version.language
    WHERE version.kind = 'target' AND version.revision_id = ANY (${revisions}::uuid[])
    GROUP BY 1, 2, 3`.execute(tables);
  const none = () => Object.fromEntries(states.map((state) => [state, 0])) as Record<SegmentState, number>;
  for (const { revision, language, state, segments, words, missing, missingWords } of rows) {
    const key = `${revision} ${language}`;
    const progress = found.get(key) ?? { segments: none(), words: none(), missing: 0, wordsLeft: 0 };
    progress.segments[state] += segments;
    progress.words[state] += words;
    progress.missing += missing;
    progress.wordsLeft += steps === 0 ? missingWords : state === 'final' ? 0 : words;
    found.set(key, progress);
  }
  return found;
}
