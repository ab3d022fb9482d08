import { itsSeverity, type NotRun, type PlacedFinding } from '../model/finding.ts';
import type { ArticleResult, LanguageResult } from '../model/result.ts';
import { appliedFindings } from './applied.ts';
import type { OutputContext } from './context.ts';
import { allDismissed, allFindings, countBySeverity, languageFindings, sentence, unknownWords } from './findings.ts';
import { headlineOf } from './headline.ts';
import { articleFiles, isComplete, languageFiles } from './names.ts';

/**
 * report.json: what was handed in, what came out, every finding, and every check that did not run. docs/schemas/report.schema.json
 * describes it. Offsets named `input` are half-open UTF-16 units in the decoded file (without its byte order mark).
 */
export function report(article: ArticleResult, context: OutputContext): string {
  const findings = allFindings(article);
  const dismissed = allDismissed(article);
  const applied = new Set([...appliedFindings(article).values()].flat());
  const { delivered, source, original } = article;
  const { headline } = headlineOf(article);
  const files = [
    ...articleFiles(article, context),
    ...article.languages.flatMap((language) => languageFiles(article, language, context)),
  ];
  const content = {
    tool: { name: 'interlinear', version: context.toolVersion },
    createdAt: context.createdAt.toISOString(),
    article: {
      name: article.name,
      ...(headline && { headline: headline.text }),
      language: delivered.language,
      format: delivered.format,
      encoding: delivered.encoding,
      ...documentCounts(article, 'delivered'),
    },
    original: {
      evidence: original.evidence,
      ...(original.language && { language: original.language }),
      given: source !== undefined,
    },
    ...(source && {
      source: {
        language: source.language,
        format: source.format,
        encoding: source.encoding,
        ...documentCounts(article, 'source'),
      },
    }),
    counts: {
      findings: { total: findings.length, ...countBySeverity(findings) },
      dismissed: dismissed.length,
      byCheck: countByCheck(findings),
      corrected: article.corrected.filter(
        (version, index) => version !== null && version.text !== delivered.segments[index]?.text,
      ).length,
      leftOut: article.corrected.filter((version) => version === null).length,
    },
    findings: findings.map((finding) => findingEntry(finding, applied.has(finding), context)),
    dismissed: dismissed.map(({ dismissed: { reason, by, at }, ...finding }) => ({
      ...findingEntry(finding, false, context),
      dismissed: { reason, by, at: at.toISOString() },
    })),
    lapsedDismissals: (article.lapsed ?? []).map(({ at, ...lapsed }) => ({ ...lapsed, at: at.toISOString() })),
    notRun: notRunEntries(article.notRun, context),
    languages: article.languages.map((language) => languageEntry(article, language, context)),
    files: files.map(({ name, mediaType, language }) => ({ name, mediaType, ...(language && { language }) })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function documentCounts(article: ArticleResult, side: 'delivered' | 'source') {
  const document = article[side];
  return {
    characters: document?.input.length ?? 0,
    blocks: document?.blocks.length ?? 0,
    segments: document?.segments.length ?? 0,
    furniture: document?.blocks.filter((block) => block.role === 'furniture').length ?? 0,
  };
}

function findingEntry(finding: PlacedFinding, applied: boolean, context: OutputContext) {
  return {
    ...(finding.id && { id: finding.id }),
    check: finding.check,
    type: finding.type,
    ...(finding.mqm && { mqm: finding.mqm }),
    severity: finding.severity,
    its: itsSeverity[finding.severity],
    ...(finding.confidence !== undefined && { confidence: finding.confidence }),
    document: finding.document,
    ...(finding.language && { language: finding.language }),
    segment: finding.segment,
    side: finding.side,
    start: finding.start,
    end: finding.end,
    ...(finding.input && { input: finding.input }),
    text: finding.text,
    suggestions: finding.suggestions,
    applied,
    key: finding.message.key,
    parameters: finding.message.parameters,
    message: sentence(finding, context.messages),
  };
}

function languageEntry(article: ArticleResult, language: LanguageResult, context: OutputContext) {
  const { messages } = context;
  const found = languageFindings(article, language);
  const routes = tally(language.pairs.flatMap((pair) => (pair.target.text === null ? [] : [pair.target.route])));
  const [route] = Object.entries(routes).sort((a, b) => b[1] - a[1]);
  return {
    language: language.language,
    kind: language.kind,
    sourceLanguage: language.sourceLanguage,
    route: route?.[0] ?? null,
    routes,
    complete: isComplete(language),
    translated: language.translated,
    of: language.of,
    ...(language.reason && {
      reason: {
        code: language.reason.code,
        parameters: language.reason.parameters,
        what: messages(`errors:${language.reason.code}.what`, language.reason.parameters),
        todo: messages(`errors:${language.reason.code}.todo`, language.reason.parameters),
      },
    }),
    engines: [...new Set(language.pairs.flatMap((pair) => pair.target.engine ?? []))],
    origins: tally(language.pairs.flatMap((pair) => pair.target.origin ?? [])),
    matches: tally(language.pairs.flatMap((pair) => pair.target.match?.kind ?? [])),
    states: tally(language.pairs.map((pair) => pair.target.state)),
    unknownWords: unknownWords(language),
    findings: { total: found.length, ...countBySeverity(found) },
    notRun: notRunEntries(language.notRun, context),
    files: languageFiles(article, language, context).map(({ name }) => name),
  };
}

function notRunEntries(notRun: NotRun[], context: OutputContext) {
  return notRun.map(({ check, reason, parameters }) => ({
    ...{ check, reason, message: context.messages(`findings:${reason}`, parameters) },
    ...(parameters && { parameters }),
  }));
}

function countByCheck(findings: PlacedFinding[]): Record<string, number> {
  return tally(findings.map((finding) => finding.check));
}

function tally(values: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
