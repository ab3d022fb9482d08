import type { PlacedFinding } from '../model/finding.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Messages } from '../model/ports.ts';
import type { Pair } from '../model/translation.ts';

/** One pair as a bilingual file holds it. */
export interface BilingualUnit {
  /** Unique in the file; an XML name token: `s12`. */
  id: string;
  /** News role of the block, where the pair has a source. */
  role?: string;
  pair: Pair;
  /** What the checks saw in this pair. */
  findings: PlacedFinding[];
  /** White space between this source text and the next one of its block. */
  whiteSpaceAfter?: string;
}

/** An article in two languages, for translators' tools. */
export interface BilingualFile {
  /** Name of the article's file. */
  fileName: string;
  sourceLanguage: LanguageTag;
  targetLanguage: LanguageTag;
  units: BilingualUnit[];
  /** Renders the findings' sentences. */
  messages: Messages;
}

/** XLIFF note priorities, 1 (highest) to 10, of a finding's severity. */
export const notePriority = { error: 1, warning: 4, info: 7 } as const;

/** A finding as a note: what is wrong, where, and what to write instead. */
export function noteText(finding: PlacedFinding, messages: Messages): string {
  const sentence = messages(`findings:${finding.message.key}`, finding.message.parameters);
  const place = finding.text === '' ? '' : ` \u2039${finding.text}\u203a`;
  const better = finding.suggestions.filter((suggestion) => suggestion !== '');
  return `${sentence}${place}${better.length > 0 ? ` \u2192 ${better.join(' | ')}` : ''}`;
}
