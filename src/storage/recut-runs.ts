import type { ReadSegment, RecutRun } from '../model/recut.ts';
import type { Tables } from './database.ts';
import type { RevisionCuts } from './schema/jobs.ts';
import type { HeldSegment, SegmentsBefore } from './segmentation-rows.ts';
import type { StoredSegment } from './segments.ts';

/** A split or a merge as it was recorded, with what stood there before. */
export interface RecordedCut {
  act: 'split' | 'merge';
  first: string;
  other: string;
  before: { id: string; segment: ReadSegment }[];
}

/** A revision as it was read, and where people have cut it otherwise. */
export interface RecutRevision {
  read: ReadSegment[];
  runs: RecutRun<StoredSegment>[];
}

/** What people have made of the segments of a revision, but for what they took back. */
export async function recutRevision(
  transaction: Tables,
  revision: string,
  current: StoredSegment[],
): Promise<RecutRevision> {
  const changes = await transaction
    .selectFrom('interlinear.segmentation_change')
    .select(['act', 'segment_id as first', 'other_id as other', 'before'])
    .where('revision_id', '=', revision)
    .where('undone_at', 'is', null)
    .orderBy('seq', 'desc')
    .execute();
  const own = await transaction
    .selectFrom('interlinear.revision')
    .select('cuts')
    .where('id', '=', revision)
    .executeTakeFirst();
  const newestFirst = changes.map(({ before, ...change }) => ({
    ...change,
    before: (before as SegmentsBefore).segments.map((row) => ({ id: row.id, segment: readSegment(row) })),
  }));
  return runsOf(current, newestFirst, own?.cuts?.kept ?? []);
}

/** Goes back from the segments that there are to those that were read, and keeps together what became of one another. */
export function runsOf(
  current: StoredSegment[],
  newestFirst: RecordedCut[],
  taken: RevisionCuts['kept'],
): RecutRevision {
  const standing = new Map<string, ReadSegment>(current.map((segment) => [segment.id, segment]));
  // Each segment's group by one of its ids; groups that meet become one.
  const leaders = new Map<string, string>();
  const leader = (id: string): string => {
    const next = leaders.get(id);
    return next === undefined || next === id ? id : leader(next);
  };
  const together = (ids: string[]) => {
    const [head, ...others] = ids.map(leader);
    if (head === undefined) return;
    leaders.set(head, head);
    for (const other of others) leaders.set(other, head);
  };
  for (const { act, first, other, before } of newestFirst) {
    standing.delete(first);
    if (act === 'split') standing.delete(other);
    for (const { id, segment } of before) standing.set(id, segment);
    together([first, other]);
  }
  for (const [number, { read, cut }] of taken.entries()) {
    for (const id of cut) standing.delete(id);
    const ids = read.map((segment, index) => {
      const id = `read ${number} ${index}`;
      standing.set(id, segment);
      return id;
    });
    together([...cut, ...ids]);
  }
  const read = [...standing].sort(([, a], [, b]) => a.block - b.block || a.start - b.start);
  const groups = Map.groupBy(
    read.filter(([id]) => leaders.has(id)),
    ([id]) => leader(id),
  );
  const cuts = Map.groupBy(
    current.filter(({ id }) => leaders.has(id)),
    ({ id }) => leader(id),
  );
  const runs = [...groups]
    .map(([id, some]) => ({ read: some.map(([, segment]) => segment), cut: cuts.get(id) ?? [] }))
    // What was split and merged again is as it was read.
    .filter((run) => placesOf(run.read) !== placesOf(run.cut));
  return { read: read.map(([, segment]) => segment), runs };
}

function placesOf(segments: { start: number; end: number }[]): string {
  return segments.map(({ start, end }) => `${start} ${end}`).join();
}

function readSegment(row: HeldSegment): ReadSegment {
  const { ordinal, block, before, text, after, codes, language } = row;
  return { ordinal, block, start: row.start_offset, end: row.end_offset, before, text, after, codes, language };
}
