/** ITS 2.0 locQualityIssueType values (W3C Recommendation, section 8.17) that our checks use. */
export type IssueType =
  | 'terminology'
  | 'mistranslation'
  | 'omission'
  | 'untranslated'
  | 'addition'
  | 'duplication'
  | 'inconsistency'
  | 'grammar'
  | 'legal'
  | 'register'
  | 'locale-specific-content'
  | 'locale-violation'
  | 'style'
  | 'characters'
  | 'misspelling'
  | 'typographical'
  | 'formatting'
  | 'inconsistent-entities'
  | 'numbers'
  | 'markup'
  | 'pattern-problem'
  | 'whitespace'
  | 'internationalization'
  | 'length'
  | 'non-conformance'
  | 'uncategorized'
  | 'other';

/** Categories of the MQM typology (themqm.org, 2021 on) that our checks use. */
export type MqmCategory =
  | 'accuracy/addition'
  | 'accuracy/do-not-translate'
  | 'accuracy/mistranslation'
  | 'accuracy/omission'
  | 'accuracy/untranslated'
  | 'audience-appropriateness/culture-specific-reference'
  | 'design-and-markup/layout'
  | 'design-and-markup/markup-tag'
  | 'design-and-markup/truncation-or-text-expansion'
  | 'linguistic-conventions/character-encoding'
  | 'linguistic-conventions/duplication'
  | 'linguistic-conventions/grammar'
  | 'linguistic-conventions/punctuation'
  | 'linguistic-conventions/spelling'
  | 'linguistic-conventions/whitespace'
  | 'locale-conventions/number-format'
  | 'locale-conventions/other'
  | 'style/organizational-style'
  | 'style/unidiomatic-style'
  | 'terminology/inconsistent-use'
  | 'terminology/inconsistent-with-terminology-resource'
  | 'terminology/wrong-term'
  | 'verity/completeness';

/** error blocks approval, warning asks, info shows. */
export type Severity = 'error' | 'warning' | 'info';

/** Something a check saw. A stage makes it relative to a text; `Placed` puts it into an article. */
export interface Finding {
  /** Id of the check: `numbers`, `terminology`. */
  check: string;
  type: IssueType;
  /** Absent in findings that were stored before categories were. */
  mqm?: MqmCategory;
  severity: Severity;
  /** How sure the check is, 0 to 1: 1 for what is certain, else as measured (checks/confidence.ts); absent where nobody has measured it. */
  confidence?: number;
  /** Which text of the pair the span is in. For a check of a single text: `source`. */
  side: 'source' | 'target';
  /** Half-open UTF-16 offsets in that text. */
  start: number;
  end: number;
  /** The text of the span. */
  text: string;
  /** Replacements for the span, best first; `''` means: leave it out. */
  suggestions: string[];
  /** True when the first suggestion is certain enough to be applied unasked (exact alias names, acronym case, furniture). */
  certain?: boolean;
  /** Key in the `findings` namespace of locales/ and what it interpolates. */
  message: { key: string; parameters: Record<string, string | number> };
}

/** A finding in its article: which text, which segment, and where in the decoded input when that text came from one. */
export interface PlacedFinding extends Finding {
  /** Which document the span is in: the article as delivered, its original, or a translation made here. */
  document: 'delivered' | 'original' | 'translation';
  /** Language of the translation for `translation`; else absent. */
  language?: string;
  /** Ordinal of the segment in its document. */
  segment: number;
  /** The span in the decoded input; absent for `translation`. */
  input?: { start: number; end: number };
  /** Names the finding for as long as the texts it was made about stay as they are (see `identified`); absent in findings stored before. */
  id?: string;
  /** Hash of these texts. */
  texts?: string;
}

/** Why a person let a finding stand. */
export interface Dismissed {
  reason: string;
  /** Who said so, and when. */
  by: string;
  at: Date;
}

/** A finding that was dismissed: no longer open, and not forgotten. */
export type DismissedFinding = PlacedFinding & { dismissed: Dismissed };

/** A dismissal that no finding answers to any more, since the text has changed or a check says something else. */
export interface LapsedDismissal extends Dismissed {
  check: string;
  side: 'source' | 'target';
  /** The text that was pointed at. */
  text: string;
  /** Language of the translation it was made in, where it was one. */
  language?: string;
}

/** A check that could not run, and why: silence must not read as approval. `reason` is a key in the `findings` namespace. */
export interface NotRun {
  check: string;
  reason: string;
  /** What the sentence of the reason interpolates. */
  parameters?: Record<string, string>;
}

/** Whether a reader counts on a check that did not run: what nobody has asked for is missed by nobody. */
export function isMissed({ reason }: NotRun): boolean {
  return reason !== 'not-run.optional';
}

/** ITS 2.0 locQualityIssueSeverity (0 to 100) of a severity: what bilingual files and reports hand on. */
export const itsSeverity: Record<Severity, number> = { error: 100, warning: 50, info: 10 };
