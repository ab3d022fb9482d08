import type { InlineCode, Role } from '../../model/article.ts';
import type { IssueType, MqmCategory, Severity } from '../../model/finding.ts';
import type { LanguageTag } from '../../model/language.ts';
import type { MatchRecord } from '../../model/memory.ts';
import type { AlignedWords, Origin, SegmentState, SubState, Target } from '../../model/translation.ts';

/** A finding as a line holds it. Offsets are half-open UTF-16 units in the text of its side. */
export interface FindingRecord {
  check: string;
  type: IssueType;
  /** Category of the MQM typology. */
  mqm?: MqmCategory;
  severity: Severity;
  /** ITS 2.0 locQualityIssueSeverity, 0 to 100. */
  its: number;
  /** How sure the check is, 0 to 1, where it knows. */
  confidence?: number;
  side: 'source' | 'target';
  start: number;
  end: number;
  text: string;
  suggestions: string[];
  /** In the interface language. */
  message: string;
}

/** One aligned segment: a line of a .jsonl file. docs/schemas/segment.schema.json describes it. */
export interface SegmentRecord {
  /** Unique over the files of an article: `article.fr-es.12`. */
  id: string;
  article: string;
  ordinal: number;
  /** Absent where the source lacks the sentence. */
  role?: Role;
  source: { language: LanguageTag; text: string; segments: number[]; codes?: InlineCode[] };
  /** In files of pairs. */
  target?: {
    language: LanguageTag;
    text: string | null;
    segments?: number[];
    codes?: InlineCode[];
    state: SegmentState;
    subState?: SubState;
    origin?: Origin;
    route: string;
    score?: number;
    /** How the score of a memory's target came about. */
    match?: Omit<MatchRecord, 'unit'>;
    engine?: string;
    unknownWords?: string[];
    /** How each prescribed term came into it. */
    terms?: NonNullable<Target['terms']>;
    /** Which of its words stand for which of the source's. */
    alignment?: AlignedWords[];
    /** Suggestions from memory that were not taken, best first. */
    matches?: NonNullable<Target['matches']>;
  };
  /** In files of the delivered article alone: the corrected text, `null` where the segment is left out. */
  corrected?: string | null;
  findings: FindingRecord[];
}

/** Writes records as JSON Lines: one object a line, UTF-8, each line ended by a line feed. */
export function writeJsonl(records: SegmentRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
