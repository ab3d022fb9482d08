import type { FindingRecord, SegmentRecord } from '../formats/jsonl/write.ts';
import { itsSeverity, type PlacedFinding } from '../model/finding.ts';
import type { MatchRecord } from '../model/memory.ts';
import type { ArticleResult, LanguageResult } from '../model/result.ts';
import type { OutputContext } from './context.ts';
import { findingsByPair, findingsBySegment, locate, sentence } from './findings.ts';
import { pairStem } from './names.ts';

/** One record a pair of a language version. */
export function pairRecords(article: ArticleResult, language: LanguageResult, context: OutputContext): SegmentRecord[] {
  const source = article.source ?? article.delivered;
  const findings = findingsByPair(article, language);
  return language.pairs.map((pair) => {
    const first = source.segments[pair.sourceSegments[0] ?? -1];
    const role = first && source.blocks[first.block]?.role;
    const { target } = pair;
    return {
      id: `${pairStem(article, language)}.${pair.ordinal + 1}`,
      article: article.name,
      ordinal: pair.ordinal,
      ...(role && { role }),
      source: {
        language: language.sourceLanguage,
        text: pair.source,
        segments: pair.sourceSegments,
        ...(pair.sourceCodes.length > 0 && { codes: pair.sourceCodes }),
      },
      target: {
        language: language.language,
        text: target.text,
        ...(pair.targetSegments.length > 0 && { segments: pair.targetSegments }),
        ...(target.codes.length > 0 && { codes: target.codes }),
        state: target.state,
        ...(target.subState && { subState: target.subState }),
        ...(target.origin && { origin: target.origin }),
        route: target.route,
        ...(target.score !== undefined && { score: target.score }),
        ...(target.match && { match: explanation(target.match) }),
        ...(target.engine && { engine: target.engine }),
        ...(target.unknownWords?.length && { unknownWords: target.unknownWords }),
        ...(target.terms?.length && { terms: target.terms }),
        ...(target.alignment?.length && { alignment: target.alignment }),
        ...(target.matches?.length && { matches: target.matches.map(({ codes: _, ...match }) => match) }),
      },
      findings: (findings.get(pair.ordinal) ?? []).map((finding) =>
        record(finding, (finding.side === 'source' ? pair.source : target.text) ?? '', context),
      ),
    };
  });
}

/** Rows of a database mean nothing outside it, and would make every run's files differ. */
function explanation({ unit: _, ...match }: MatchRecord): Omit<MatchRecord, 'unit'> {
  return match;
}

/** One record a segment of the delivered article, with its corrected text. */
export function deliveredRecords(article: ArticleResult, context: OutputContext): SegmentRecord[] {
  const { delivered } = article;
  const findings = findingsBySegment(article.findings, 'delivered');
  return delivered.segments.map((segment) => {
    const corrected = article.corrected[segment.ordinal];
    const role = delivered.blocks[segment.block]?.role;
    return {
      id: `${article.name}.${delivered.language}.${segment.ordinal + 1}`,
      article: article.name,
      ordinal: segment.ordinal,
      ...(role && { role }),
      source: {
        language: delivered.language,
        text: segment.text,
        segments: [segment.ordinal],
        ...(segment.codes.length > 0 && { codes: segment.codes }),
      },
      corrected: corrected === undefined ? segment.text : (corrected?.text ?? null),
      findings: (findings.get(segment.ordinal) ?? []).map((finding) => ({
        ...record(finding, segment.text, context),
        side: 'source',
      })),
    };
  });
}

function record(finding: PlacedFinding, text: string, context: OutputContext): FindingRecord {
  const { start, end } = locate(finding, text) ?? finding;
  return {
    check: finding.check,
    type: finding.type,
    ...(finding.mqm && { mqm: finding.mqm }),
    severity: finding.severity,
    its: itsSeverity[finding.severity],
    ...(finding.confidence !== undefined && { confidence: finding.confidence }),
    side: finding.side,
    start,
    end,
    text: finding.text,
    suggestions: finding.suggestions,
    message: sentence(finding, context.messages),
  };
}
