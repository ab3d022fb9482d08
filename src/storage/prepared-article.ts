import type { Document, InlineCode, Original } from '../model/article.ts';
import type { NotRun, PlacedFinding } from '../model/finding.ts';
import type { Bead } from '../model/result.ts';

/** What intake, detection, segmentation and the checks of the delivered text made of an article. */
export interface PreparedArticle {
  delivered: Document;
  source?: Document;
  original: Original;
  beads: Bead[];
  corrected: { text: string | null; codes: InlineCode[] }[];
  findings: PlacedFinding[];
  notRun: NotRun[];
}

/** A language of an article and the ranges of segments that are translated together. */
export interface PlannedLanguage {
  language: string;
  kind: 'given' | 'target';
  batches: { first: number; end: number }[];
}
