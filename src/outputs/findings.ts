import type { Document } from '../model/article.ts';
import type { DismissedFinding, PlacedFinding, Severity } from '../model/finding.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Messages } from '../model/ports.ts';
import type { ArticleResult, LanguageResult } from '../model/result.ts';

/** Most severe first. */
export const severities: Severity[] = ['error', 'warning', 'info'];

/**
 * The findings of a language version. Those of a given translation are the ones beside its source and the ones in the delivered text
 * alone, which is its target: side `target`.
 */
export function languageFindings(article: ArticleResult, language: LanguageResult): PlacedFinding[] {
  if (language.kind !== 'given') return language.findings;
  const alone = article.findings.filter(({ document }) => document === 'delivered');
  return distinct([...language.findings, ...alone.map((finding) => ({ ...finding, side: 'target' as const }))]);
}

/** The findings of a language version by the ordinal of their pair, with spans in the pair's texts, in text order. */
export function findingsByPair(article: ArticleResult, language: LanguageResult): Map<number, PlacedFinding[]> {
  const byPair = new Map<number, PlacedFinding[]>();
  for (const finding of languageFindings(article, language)) {
    const own = finding.document === 'delivered' && language.kind === 'given' ? 'targetSegments' : 'sourceSegments';
    const pair = language.pairs.find((candidate) => candidate[own].includes(finding.segment));
    if (!pair) continue;
    const document = own === 'targetSegments' ? article.delivered : (article.source ?? article.delivered);
    const offset = seamOffset(document, pair[own], finding.segment);
    const moved = offset === 0 ? finding : { ...finding, start: finding.start + offset, end: finding.end + offset };
    byPair.set(pair.ordinal, [...(byPair.get(pair.ordinal) ?? []), moved]);
  }
  for (const findings of byPair.values()) findings.sort((a, b) => a.start - b.start || a.end - b.end);
  return byPair;
}

/** Every finding of an article with the language it was made in; one that several languages report of the same text stands once. */
export function allFindings(article: ArticleResult): PlacedFinding[] {
  return distinct([...article.findings, ...article.languages.flatMap((language) => language.findings)]);
}

/** Every finding of an article that a person let stand, each once. */
export function allDismissed(article: ArticleResult): DismissedFinding[] {
  return distinct([article, ...article.languages].flatMap(({ dismissed = [] }) => dismissed));
}

function distinct<F extends PlacedFinding>(findings: F[]): F[] {
  const found = new Map<string, F>();
  for (const finding of findings) {
    const { document, language, segment, check, start, end, text } = finding;
    const key = JSON.stringify([document, language, segment, check, start, end, text, finding.message.key]);
    if (!found.has(key)) found.set(key, finding);
  }
  return [...found.values()];
}

/** Findings in one document of the article, by the ordinal of their segment. */
export function findingsBySegment(
  findings: PlacedFinding[],
  document: PlacedFinding['document'],
): Map<number, PlacedFinding[]> {
  const bySegment = new Map<number, PlacedFinding[]>();
  for (const finding of findings) {
    if (finding.document !== document) continue;
    bySegment.set(finding.segment, [...(bySegment.get(finding.segment) ?? []), finding]);
  }
  return bySegment;
}

/**
 * Where a finding's span lies in the text that is shown: as it says, else where its wording stands nearest (its segment may be one of
 * several in a pair, or corrected since). `undefined` where the wording is not there.
 */
export function locate(finding: PlacedFinding, text: string): { start: number; end: number } | undefined {
  const { start, end } = finding;
  if (start <= end && end <= text.length && text.slice(start, end) === finding.text) return { start, end };
  if (finding.text === '') return undefined;
  let nearest: number | undefined;
  for (let at = text.indexOf(finding.text); at >= 0; at = text.indexOf(finding.text, at + 1)) {
    if (nearest === undefined || Math.abs(at - start) < Math.abs(nearest - start)) nearest = at;
  }
  return nearest === undefined ? undefined : { start: nearest, end: nearest + finding.text.length };
}

/** A finding's sentence. */
export function sentence(finding: PlacedFinding, messages: Messages): string {
  return messages(`findings:${finding.message.key}`, finding.message.parameters);
}

/** How many findings there are of each severity. */
export function countBySeverity(findings: PlacedFinding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** The words that the engine did not know, in a language's targets, with how often each stands in a segment's list. */
export function unknownWords(language: LanguageResult): { word: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const pair of language.pairs) {
    for (const word of pair.target.unknownWords ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const collator = new Intl.Collator(safeLocale(language.language));
  return [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => collator.compare(a.word, b.word));
}

/** Where a segment's text begins in the joined text of a bead; segments are joined by what stands between them, else a space. */
function seamOffset(document: Document, ordinals: number[], wanted: number): number {
  let offset = 0;
  for (const ordinal of ordinals) {
    if (ordinal === wanted) break;
    const segment = document.segments[ordinal];
    if (segment) offset += segment.text.length + (segment.after || ' ').length;
  }
  return offset;
}

function safeLocale(language: LanguageTag): string {
  return language === 'und' ? 'en' : language;
}
