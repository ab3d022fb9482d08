import { sql } from 'kysely';
import type { Severity } from '../model/finding.ts';
import type { MqmSeverity } from '../model/review.ts';
import type { Tables } from './database.ts';

/** Which work is looked at; days are those of the desk's time zone. */
export interface QualityRange {
  from: Date;
  to: Date;
  by: 'day' | 'week' | 'month';
  timeZone: string;
  language?: string;
}

/** What the checks find now in versions that were worked on in a period, by engine and kind. */
export interface FindingCount {
  period: string;
  language: string;
  engine: string | null;
  check: string;
  severity: Severity;
  findings: number;
}

export async function findingCounts(tables: Tables, desk: string, range: QualityRange): Promise<FindingCount[]> {
  const { from, to, language } = range;
  const { rows } = await sql<FindingCount>`
    SELECT ${periodOf('version.updated_at', range)} AS period, version.language, translation.engine, finding ->> 'check' AS check,
      finding ->> 'severity' AS severity, count(*)::int AS findings
    FROM interlinear.article_language AS version
    JOIN interlinear.revision AS revision ON revision.id = version.revision_id
    CROSS JOIN LATERAL jsonb_array_elements(version.findings) AS finding
    LEFT JOIN interlinear.segment AS segment ON segment.revision_id = revision.id AND segment.ordinal = (finding ->> 'segment')::int
      AND segment.document = CASE WHEN revision.source IS NULL THEN 'delivered' ELSE 'source' END
    LEFT JOIN interlinear.translation AS translation
      ON translation.segment_id = segment.id AND translation.language = version.language
    WHERE version.desk_id = ${desk} AND revision.current AND version.findings IS NOT NULL AND version.kind = 'target'
      AND version.updated_at >= ${from} AND version.updated_at < ${to}
      AND (${language ?? null}::text IS NULL OR version.language = ${language ?? null})
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`.execute(tables);
  return rows;
}

/** What reviewers rejected in a period, by engine and MQM category. */
export interface RejectionCount {
  period: string;
  language: string | null;
  engine: string | null;
  category: string | null;
  severity: MqmSeverity | null;
  rejections: number;
}

export async function rejectionCounts(tables: Tables, desk: string, range: QualityRange): Promise<RejectionCount[]> {
  const { from, to, language } = range;
  const { rows } = await sql<RejectionCount>`
    SELECT ${periodOf('annotation.at', range)} AS period, language, engine, category, severity, count(*)::int AS rejections
    FROM interlinear.annotation AS annotation
    WHERE desk_id = ${desk} AND kind = 'rejection' AND at >= ${from} AND at < ${to}
      AND (${language ?? null}::text IS NULL OR language = ${language ?? null})
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`.execute(tables);
  return rows;
}

/** A target that a person confirmed in a period, beside the machine's text that it began with. */
export interface PostEdit {
  period: string;
  language: string;
  /** Null where no machine had made a text. */
  engine: string | null;
  machine: string | null;
  confirmed: string;
  /** Of the source. */
  words: number;
  /** What people spent on it, where that is known. */
  milliseconds: number | null;
}

/** The targets that people confirmed last in a period, the newest first. */
export async function postEdits(tables: Tables, desk: string, range: QualityRange, limit: number): Promise<PostEdit[]> {
  const { from, to, language } = range;
  const { rows } = await sql<PostEdit>`
    WITH confirmed AS (
      SELECT DISTINCT ON (segment_id, language) segment_id, language, at, target ->> 'text' AS text
      FROM interlinear.target_change
      WHERE desk_id = ${desk} AND act IN ('confirm', 'review', 'finalize') AND at >= ${from} AND at < ${to}
        AND (${language ?? null}::text IS NULL OR language = ${language ?? null})
      ORDER BY segment_id, language, seq DESC)
    SELECT ${periodOf('confirmed.at', range)} AS period, confirmed.language, machine.engine, machine.text AS machine,
      confirmed.text AS confirmed, array_length(regexp_split_to_array(btrim(segment.corrected), '\\s+'), 1) AS words,
      (SELECT sum(change.milliseconds)::int FROM interlinear.target_change AS change
        WHERE change.segment_id = confirmed.segment_id AND change.language = confirmed.language) AS milliseconds
    FROM confirmed
    JOIN interlinear.segment AS segment ON segment.id = confirmed.segment_id AND segment.corrected IS NOT NULL
    LEFT JOIN LATERAL (
      SELECT target ->> 'engine' AS engine, target ->> 'text' AS text FROM interlinear.target_change AS first
      WHERE first.segment_id = confirmed.segment_id AND first.language = confirmed.language AND first.act = 'machine'
        AND first.target ->> 'origin' = 'mt' AND first.target ->> 'text' IS NOT NULL
      ORDER BY first.seq DESC LIMIT 1) AS machine ON true
    WHERE confirmed.text IS NOT NULL
    ORDER BY confirmed.at DESC LIMIT ${limit}`.execute(tables);
  return rows;
}

/** The day that a period begins with, in the desk's time zone. */
function periodOf(column: string, { by, timeZone }: QualityRange) {
  return sql`to_char(date_trunc(${sql.lit(by)}, ${sql.ref(column)} AT TIME ZONE ${sql.lit(timeZone)}), 'YYYY-MM-DD')`;
}
