import type { PlacedFinding } from '../../model/finding.ts';
import { languageName } from '../../model/language.ts';
import type { ArticleResult } from '../../model/result.ts';
import { appliedFindings } from '../applied.ts';
import type { OutputContext } from '../context.ts';
import { findingsBySegment } from '../findings.ts';
import { headlineOf } from '../headline.ts';
import { badge, roleBadge } from './badges.ts';
import { correctedText } from './corrections.ts';
import { escapeHtml } from './escape.ts';
import { type Cell, FindingList, findingFacts, renderPage } from './frame.ts';
import { markedText } from './marks.ts';
import { banners } from './pair.ts';
import { rowTone } from './tone.ts';

/** The delivered article beside its corrected text: what was found in it, and what has been done about it. */
export function deliveredPage(article: ArticleResult, context: OutputContext): string {
  const { delivered } = article;
  const { messages } = context;
  const list = new FindingList(context);
  const applied = appliedFindings(article);
  const findings = findingsBySegment(article.findings, 'delivered');
  const name = languageName(delivered.language, context.interfaceLanguage);
  const rows = delivered.segments.map((segment) => {
    const role = delivered.blocks[segment.block]?.role;
    const marked = list.add(findings.get(segment.ordinal) ?? []);
    return {
      number: String(segment.ordinal + 1),
      labels: roleBadge(role, messages),
      tone: rowTone(role),
      cells: [
        { text: markedText(segment.text, marked, [], '') },
        correctedCell(article, segment.ordinal, applied, context),
      ],
    };
  });
  return renderPage(
    {
      title: article.name,
      ...headlineOf(article),
      subtitle: messages('outputs:delivered.subtitle', { language: name }),
      facts: [
        escapeHtml(messages('outputs:count.segments', { count: delivered.segments.length })),
        ...findingFacts(article.findings, context),
        ...originalFact(article, context),
      ],
      banners: banners(article, undefined, context),
      columns: [
        { heading: messages('outputs:column.delivered'), language: delivered.language },
        { heading: messages('outputs:column.corrected'), language: delivered.language },
      ],
      rows,
      findings: list,
      notRun: article.notRun,
      legend: ['changes'],
    },
    context,
  );
}

/** What stands in the corrected article for a delivered segment. */
export function correctedCell(
  article: ArticleResult,
  ordinal: number,
  applied: Map<number, PlacedFinding[]>,
  context: OutputContext,
): Cell {
  const before = article.delivered.segments[ordinal]?.text ?? '';
  const corrected = article.corrected[ordinal];
  const after = corrected?.text;
  if (corrected === null)
    return { text: `<span class="aside">${escapeHtml(context.messages('outputs:left-out'))}</span>` };
  if (after === undefined || after === before) return { text: escapeHtml(before) };
  return {
    text: correctedText(before, after, applied.get(ordinal) ?? []),
    badges: badge(context.messages('outputs:badge.corrected'), 'corrected'),
  };
}

/** "Translated from French" where it is known or supposed. */
export function originalFact(article: ArticleResult, context: OutputContext): string[] {
  const { evidence, language } = article.original;
  if (evidence === 'unknown' || !language) return [];
  const name = languageName(language, context.interfaceLanguage);
  return [escapeHtml(context.messages(`outputs:original.${evidence}`, { language: name }))];
}
