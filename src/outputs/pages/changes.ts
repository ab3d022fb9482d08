import type { PlacedFinding } from '../../model/finding.ts';
import { languageName } from '../../model/language.ts';
import type { ArticleResult } from '../../model/result.ts';
import { appliedFindings } from '../applied.ts';
import type { OutputContext } from '../context.ts';
import { findingsBySegment, sentence } from '../findings.ts';
import { headlineOf } from '../headline.ts';
import { roleBadge } from './badges.ts';
import { checkLabel, towards } from './change.ts';
import { changedText } from './corrections.ts';
import { escapeHtml } from './escape.ts';
import { FindingList, type Row, renderPage } from './frame.ts';
import { rowTone } from './tone.ts';

/**
 * changes.html: the delivered article with every insertion and deletion, and beside each the finding that asked for it. What was only
 * suggested is listed at the side.
 */
export function changesPage(article: ArticleResult, context: OutputContext): string {
  const { delivered } = article;
  const { messages, interfaceLanguage } = context;
  const findings = findingsBySegment(article.findings, 'delivered');
  const corrections = appliedFindings(article);
  const open = new FindingList(context);
  let changed = 0;
  let leftOut = 0;
  const rows = delivered.segments.map((segment): Row => {
    const corrected = article.corrected[segment.ordinal];
    const after = corrected ? corrected.text : corrected;
    const here = findings.get(segment.ordinal) ?? [];
    const isChanged = after !== undefined && after !== segment.text;
    if (after === null) leftOut++;
    else if (isChanged) changed++;
    const applied = corrections.get(segment.ordinal) ?? [];
    const suggested = open.add(here.filter((finding) => !applied.includes(finding)));
    const role = delivered.blocks[segment.block]?.role;
    return {
      number: String(segment.ordinal + 1),
      labels: roleBadge(role, messages),
      tone: isChanged || rowTone(role) === 'heading' ? rowTone(role) : 'muted',
      cells: [
        { text: changedText(segment.text, after, applied, suggested) },
        isChanged ? { text: reasons(applied, context) } : undefined,
      ],
    };
  });
  return renderPage(
    {
      title: article.name,
      ...headlineOf(article),
      subtitle: messages('outputs:changes.subtitle', { language: languageName(delivered.language, interfaceLanguage) }),
      facts: [
        escapeHtml(messages('outputs:count.changed', { count: changed })),
        escapeHtml(messages('outputs:count.left-out', { count: leftOut })),
        escapeHtml(messages('outputs:count.open', { count: open.listed.length })),
      ],
      banners: [],
      columns: [
        { heading: messages('outputs:column.changes'), language: delivered.language },
        { heading: messages('outputs:column.why'), language: interfaceLanguage, own: true },
      ],
      rows,
      findings: open,
      findingsHeading: messages('outputs:panel.suggestions'),
      notRun: article.notRun,
      legend: ['changes'],
    },
    context,
  );
}

function reasons(applied: PlacedFinding[], context: OutputContext): string {
  const said = applied.map((finding) => {
    const better = finding.suggestions[0];
    const change = better
      ? `<span class="change"><bdi class="was">${escapeHtml(finding.text)}</bdi> ${towards(context)}<bdi class="better">${escapeHtml(better)}</bdi></span>`
      : '';
    return `<li>${checkLabel(finding.check, context)}${escapeHtml(sentence(finding, context.messages))}${change}</li>`;
  });
  return said.length > 0 ? `<ul class="reasons">${said.join('')}</ul>` : '';
}
