import { v7 as newId } from 'uuid';
import { type Document, type InlineCode, type Role, type Segment, segmentLanguage } from '../model/article.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Tables } from './database.ts';
import { rowSet } from './row-set.ts';
import type { Schema } from './schema.ts';

/** A segment as it is stored, with the text that translations are made from. */
export interface StoredSegment extends Segment {
  id: string;
  role: Role;
  language: LanguageTag;
  corrected: string | null;
  correctedCodes: InlineCode[];
}

/** Segments of one document of a revision, in order; `first` and `end` bound the ordinals. */
export async function loadSegments(
  tables: Tables,
  revision: string,
  document: 'delivered' | 'source',
  range?: { first: number; end: number },
): Promise<StoredSegment[]> {
  let query = tables
    .selectFrom('interlinear.segment')
    .selectAll()
    .where('revision_id', '=', revision)
    .where('document', '=', document)
    .orderBy('ordinal');
  if (range) query = query.where('ordinal', '>=', range.first).where('ordinal', '<', range.end);
  return (await query.execute()).map(storedSegment);
}

/** A segment as work on texts takes it. */
export function storedSegment(row: SegmentRow): StoredSegment {
  return {
    id: row.id,
    ordinal: row.ordinal,
    block: row.block,
    role: row.role,
    language: row.language,
    start: row.start_offset,
    end: row.end_offset,
    before: row.before,
    text: row.text,
    after: row.after,
    codes: row.codes,
    corrected: row.corrected,
    correctedCodes: row.corrected_codes,
  };
}

/** The rows of a source's segments. */
export function documentRows(owner: { desk_id: string; revision_id: string }, source: Document | undefined) {
  return (source?.segments ?? []).map((segment) =>
    segmentRow(owner, 'source', source as Document, segment, { text: segment.text, codes: segment.codes }),
  );
}

/** Columns that intake fills. */
const columns = [
  ...['id', 'desk_id', 'revision_id', 'document', 'ordinal', 'block', 'role', 'language', 'start_offset', 'end_offset'],
  ...[
    'before',
    'text',
    'after',
    'codes',
    'corrected',
    'corrected_codes',
    'corrected_version',
    'corrected_at',
    'previous_id',
  ],
] as (keyof Schema['interlinear.segment'])[];

/** Rows that one statement takes. */
const ROWS = 2000;

/** Stores segments as segmentRow gives them. */
export async function storeSegments(transaction: Tables, rows: SegmentRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS)
    await transaction
      .insertInto('interlinear.segment')
      .columns(columns)
      .expression(rowSet('interlinear.segment', columns, rows.slice(at, at + ROWS)))
      .execute();
}

/** The row of a segment as intake fills it. */
export type SegmentRow = ReturnType<typeof segmentRow>;

/** The row of a segment, with what stands in the corrected article for it. */
export function segmentRow(
  owner: { desk_id: string; revision_id: string },
  document: 'delivered' | 'source',
  { language, blocks }: Document,
  segment: Segment,
  corrected: { text: string | null; codes: InlineCode[] } | undefined,
) {
  return {
    id: newId(),
    ...owner,
    document,
    ordinal: segment.ordinal,
    block: segment.block,
    role: blocks[segment.block]?.role ?? 'body',
    language: segmentLanguage({ language, blocks }, segment),
    start_offset: segment.start,
    end_offset: segment.end,
    before: segment.before,
    text: segment.text,
    after: segment.after,
    codes: segment.codes,
    corrected: corrected ? corrected.text : segment.text,
    corrected_codes: corrected?.codes ?? segment.codes,
    corrected_version: 0,
  };
}

/** The texts before and after a segment, `''` where there is none or it is left out. */
export async function neighboursOf(
  tables: Tables,
  revision: string,
  document: 'delivered' | 'source',
  ordinal: number,
): Promise<{ previous: string; next: string }> {
  const rows = await tables
    .selectFrom('interlinear.segment')
    .select(['ordinal', 'corrected'])
    .where('revision_id', '=', revision)
    .where('document', '=', document)
    .where('ordinal', 'in', [ordinal - 1, ordinal + 1])
    .execute();
  const at = (place: number) => rows.find((row) => row.ordinal === place)?.corrected ?? '';
  return { previous: at(ordinal - 1), next: at(ordinal + 1) };
}
