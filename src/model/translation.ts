import type { InlineCode } from './article.ts';
import type { LanguageTag } from './language.ts';
import type { MatchRecord } from './memory.ts';
import type { TermOutcome } from './term.ts';

/** XLIFF 2's segment states. Only a person sets anything above `initial`; a given translation enters as `translated`. */
export type SegmentState = 'initial' | 'translated' | 'reviewed' | 'final';

/** XLIFF 2 subState values of ours: where an unconfirmed target comes from. */
export type SubState =
  | 'interlinear:mt'
  | 'interlinear:exact'
  | 'interlinear:fuzzy'
  | 'interlinear:repaired'
  | 'interlinear:given'
  | 'interlinear:kept'
  | 'interlinear:localised'
  | 'interlinear:rejected';

/** Who or what made a target. `given` came with the article, `kept` is the source by rule (a byline), `table` a desk's fixed wording. */
export type Origin = 'human' | 'memory' | 'mt' | 'given' | 'kept' | 'table';

/** A word of a source and the stretch of its translation that stands for it: half-open UTF-16 offsets in the two texts. */
export interface AlignedWords {
  source: { start: number; end: number };
  target: { start: number; end: number };
}

/** One segment in one target language. */
export interface Target {
  /** `null` while nobody has translated it: a copy is never pretended to be a translation. */
  text: string | null;
  codes: InlineCode[];
  state: SegmentState;
  subState?: SubState;
  origin?: Origin;
  /** The languages it went through: `fr>es`, `fr>en>ar`. */
  route: string;
  /** Match score 0..101 where it came from a memory. */
  score?: number;
  /** How that score came about. */
  match?: MatchRecord;
  /** Name of the engine where `origin` is `mt`. */
  engine?: string;
  /** Words the engine did not know and copied. */
  unknownWords?: string[];
  /** How each prescribed term came into a machine translation, for engines that can tell. */
  terms?: { concept: string; outcome: TermOutcome }[];
  /** Which words of a machine translation stand for which, in the order of the translation, where its engine says so. Gone once its text is another. */
  alignment?: AlignedWords[];
  /** Suggestions from memory that were not taken, best first; with codes where they are those of the source. */
  matches?: { source: string; target: string; codes?: InlineCode[]; score: number; origin: 'human' | 'mt' }[];
  /** Who confirmed it; only confirmed targets enter a memory as human. */
  confirmedBy?: string;
}

/** Least score of a match that has the words of its segment: codes, case or typography are all that differs. */
export const SAME_WORDS = 99;

/**
 * Whether a target that nobody confirmed is no translation of its segment: it was rejected, or it is a match that translates another
 * sentence, however much of it was repaired.
 */
export function isOnlyHelp({ subState, score = 0 }: Target): boolean {
  if (subState === 'interlinear:repaired') return score < SAME_WORDS;
  return subState === 'interlinear:fuzzy' || subState === 'interlinear:rejected';
}

/** A source text beside its translation: what checks and outputs work on. One source segment, or the segments of an alignment bead. */
export interface Pair {
  /** 0-based place in the list. */
  ordinal: number;
  sourceLanguage: LanguageTag;
  targetLanguage: LanguageTag;
  /** Source segments' ordinals; empty where the target has a sentence that the source lacks. */
  sourceSegments: number[];
  /** Target segments' ordinals where the translation is a document of its own (a given one); else empty. */
  targetSegments: number[];
  source: string;
  sourceCodes: InlineCode[];
  target: Target;
}
