import { sql } from 'kysely';
import type { PlacedFinding } from '../model/finding.ts';
import { identified } from '../model/finding-id.ts';
import type { Bead } from '../model/result.ts';
import type { Tables } from './database.ts';

/** Document that segments belong to, as rows and as findings call it. */
export type SegmentedDocument = 'delivered' | 'source';

/** A segment that becomes two, or two that become one: what is needed to find places again. */
export interface Recut {
  revision: string;
  document: SegmentedDocument;
  /** Ordinal of the first segment. */
  ordinal: number;
  act: 'split' | 'merge';
  /** Lengths of the first text, and of the first text with the white space behind it. */
  leftLength: number;
  rightStart: number;
  /** The texts that there are afterwards, one or two, and their language. */
  texts: string[];
  language: string;
}

/** Makes room behind a segment, or takes the room away: ordinals of segments and of batches. The rows of the two are the caller's affair. */
export async function shiftPlaces(transaction: Tables, { revision, document, ordinal, act }: Recut): Promise<void> {
  const [behind, by] = act === 'split' ? [ordinal, 1] : [ordinal + 1, -1];
  // In two steps, for no two rows may have one place at any moment.
  await sql`UPDATE interlinear.segment SET ordinal = -ordinal - 1
    WHERE revision_id = ${revision} AND document = ${document} AND ordinal > ${behind}`.execute(transaction);
  await sql`UPDATE interlinear.segment SET ordinal = -ordinal - 1 + ${by}::integer
    WHERE revision_id = ${revision} AND document = ${document} AND ordinal < 0`.execute(transaction);
  await sql`UPDATE interlinear.batch SET
      first_segment = first_segment + CASE WHEN first_segment > ${behind} THEN ${by}::integer ELSE 0 END,
      end_segment = end_segment + CASE WHEN end_segment > ${behind} THEN ${by}::integer ELSE 0 END
    WHERE article_language_id IN (SELECT id FROM interlinear.article_language WHERE revision_id = ${revision} AND kind = 'target')`.execute(
    transaction,
  );
}

/** Moves findings and alignments along, and counts segments anew. Findings of the segments themselves are for the checks to find again. */
export async function moveFindings(transaction: Tables, recut: Recut): Promise<void> {
  const { revision, act } = recut;
  const versions = await transaction
    .selectFrom('interlinear.article_language')
    .select(['id', 'kind', 'findings'])
    .where('revision_id', '=', revision)
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const { id, kind, findings } of versions) {
    const moved = (findings ?? []).flatMap((finding) => moveFinding(finding, recut, kind) ?? []);
    await transaction
      .updateTable('interlinear.article_language')
      .set({
        ...(findings ? { findings: JSON.stringify(moved) } : {}),
        ...(kind === 'target' ? { of: sql`"of" + ${act === 'split' ? 1 : -1}::integer` } : {}),
      })
      .where('id', '=', id)
      .execute();
  }
  const own = await transaction
    .selectFrom('interlinear.revision')
    .select(['findings', 'beads'])
    .where('id', '=', revision)
    .executeTakeFirstOrThrow();
  const findings = own.findings?.flatMap((finding) => moveFinding(finding, recut, undefined) ?? []);
  await transaction
    .updateTable('interlinear.revision')
    .set({
      ...(findings ? { findings: JSON.stringify(findings) } : {}),
      ...(own.beads ? { beads: JSON.stringify(movedBeads(own.beads, recut)) } : {}),
    })
    .where('id', '=', revision)
    .execute();
}

/**
 * Where a finding is afterwards.
 *
 * @param kind of the version that it was found in; undefined for the text as delivered
 * @returns undefined for one that the checks make anew
 */
export function moveFinding(
  finding: PlacedFinding,
  recut: Recut,
  kind: 'given' | 'target' | undefined,
): PlacedFinding | undefined {
  const { ordinal, act, leftLength, rightStart } = recut;
  const document = recut.document === 'source' ? 'original' : 'delivered';
  // In a translation made here, places are those of the source.
  if (kind !== 'target' && finding.document !== document) return finding;
  const { segment } = finding;
  if (segment < ordinal) return finding;
  const last = act === 'split' ? ordinal : ordinal + 1;
  if (segment > last) return { ...finding, segment: segment + (act === 'split' ? 1 : -1) };
  if (kind === 'target') return undefined;
  const moved =
    act === 'split' ? splitFinding(finding, leftLength, rightStart) : mergedFinding(finding, ordinal, rightStart);
  // What was said of a pair keeps the name that it has by both its texts.
  if (kind === 'given') return moved;
  const text = recut.texts[moved.segment - ordinal] ?? '';
  return identified(moved, { source: { text, language: recut.language }, target: null });
}

function splitFinding(finding: PlacedFinding, leftLength: number, rightStart: number): PlacedFinding {
  const { start, end, text, segment } = finding;
  if (start >= rightStart)
    return { ...finding, segment: segment + 1, start: start - rightStart, end: end - rightStart };
  if (end <= leftLength) return finding;
  // What is said of a stretch over the cut is said of its beginning.
  const kept = Math.max(leftLength - start, 0);
  return { ...finding, end: start + kept, text: text.slice(0, kept) };
}

function mergedFinding(finding: PlacedFinding, ordinal: number, rightStart: number): PlacedFinding {
  if (finding.segment === ordinal) return finding;
  return { ...finding, segment: ordinal, start: finding.start + rightStart, end: finding.end + rightStart };
}

/** Alignments with the segments of the source recut: what was aligned with one half of a merged segment is aligned with all of it. */
export function movedBeads(beads: Bead[], { ordinal, act }: Pick<Recut, 'ordinal' | 'act'>): Bead[] {
  if (act === 'split')
    return beads.map(({ source, target }) => ({
      source: source.flatMap((one) => (one < ordinal ? [one] : one > ordinal ? [one + 1] : [one, one + 1])),
      target,
    }));
  const moved: Bead[] = [];
  for (const { source, target } of beads) {
    const own = [...new Set(source.map((one) => (one > ordinal ? one - 1 : one)))];
    const first = own.includes(ordinal) ? moved.findIndex((bead) => bead.source.includes(ordinal)) : -1;
    // With what is aligned between the two halves, for the order of both texts stays.
    const parts = [...(first < 0 ? [] : moved.splice(first)), { source: own, target }];
    moved.push({
      source: [...new Set(parts.flatMap((bead) => bead.source))],
      target: [...new Set(parts.flatMap((bead) => bead.target))],
    });
  }
  return moved;
}
