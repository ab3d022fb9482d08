import type { Document, InlineCode, Original } from './article.ts';
import type { StoredError } from './errors.ts';
import type { DismissedFinding, LapsedDismissal, NotRun, PlacedFinding } from './finding.ts';
import type { LanguageTag } from './language.ts';
import type { Pair } from './translation.ts';

/** An alignment bead: segments of one side that stand for segments of the other. Either list may be empty, not both. */
export interface Bead {
  source: number[];
  target: number[];
}

/** One language of an article when its work is over. */
export interface LanguageResult {
  language: LanguageTag;
  /** `given` came with the article, `target` was made here. */
  kind: 'given' | 'target';
  /** The language the pairs are made from. */
  sourceLanguage: LanguageTag;
  /** One a source segment (kind `target`), or one a bead (kind `given`), in source order. Furniture has no pair. */
  pairs: Pair[];
  /** Findings of checks on these pairs that are open. */
  findings: PlacedFinding[];
  /** Those that a person let stand. */
  dismissed?: DismissedFinding[];
  notRun: NotRun[];
  /** Pairs that need a target and have one, of all that need one. */
  translated: number;
  of: number;
  /** Why it is incomplete, where it is. */
  reason?: StoredError;
}

/** Everything that outputs are made from. */
export interface ArticleResult {
  /** File name without folder, language and extension: `article` for `in/article.en.txt`. */
  name: string;
  /** The article as it was handed in. */
  delivered: Document;
  /** What it was translated from, where that was given. */
  source?: Document;
  /** How sure we are that `delivered` is itself a translation. */
  original: Original;
  /** The corrected text of each delivered segment and its codes there, by ordinal; `null` where the segment is left out (furniture). */
  corrected: ({ text: string; codes: InlineCode[] } | null)[];
  /** Findings on the delivered text alone that are open. */
  findings: PlacedFinding[];
  /** Those that a person let stand. */
  dismissed?: DismissedFinding[];
  /** Dismissals made for this article that no finding answers to any more. */
  lapsed?: LapsedDismissal[];
  notRun: NotRun[];
  languages: LanguageResult[];
}

/** A file that a job hands back. */
export interface OutputFile {
  /** File name, no folder: `article.en-es.tmx`. */
  name: string;
  mediaType: string;
  /** The language version it belongs to; absent for files of the whole article. */
  language?: LanguageTag;
  content: string | Uint8Array;
}
