import type { Failure } from '../../api/articles.ts';

/** What was delivered of an article at one time. */
export interface Revision {
  id: string;
  number: number;
  /** Whether it is the one that people work on. */
  current: boolean;
  read: boolean;
  createdAt: string;
  createdBy: string | null;
}

interface Text {
  text: string;
  /** Null where it is left out. */
  corrected: string | null;
}

interface Stretch {
  start: number;
  end: number;
  text: string;
}

/** A segment of a revision beside the one before. */
export interface Change {
  kind: 'kept' | 'changed' | 'added' | 'removed';
  segment: string;
  ordinal: number;
  role: string;
  /** Where people had split or merged the revision before. */
  cut: 'kept' | 'lost' | null;
  old: Text | null;
  new: Text | null;
  changes: { kind: 'inserted' | 'deleted' | 'replaced'; old?: Stretch; new?: Stretch }[];
  languages: {
    language: string;
    state: 'initial' | 'translated' | 'reviewed' | 'final';
    hasText: boolean;
    confirmedBy: string | null;
  }[];
}

/** A revision beside the one before. */
export interface Compared {
  number: number;
  previous: number | null;
  document: 'delivered' | 'source';
  counts: Record<Change['kind'], number>;
  /** Splits and merges of the revision before. */
  cuts: { kept: number; lost: number };
  items: Change[];
}

/** What came of accepting what a revision left untouched. */
export interface Accepted {
  untouched: number;
  approved: number;
  inTheWay: { segment: string; ordinal: number; text: string; problem: Failure }[];
}

/** A piece of a text: as it stands in both, or only in this one. */
export interface Piece {
  text: string;
  differs: boolean;
}

/** A text in pieces, by the stretches of it that the other one has not; stretches that overlap or lie outside are joined and cut. */
export function piecesOf(text: string, stretches: { start: number; end: number }[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    const [from, to] = [Math.max(start, at), Math.min(end, text.length)];
    if (to <= from) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), differs: false });
    pieces.push({ text: text.slice(from, to), differs: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), differs: false });
  return pieces;
}
