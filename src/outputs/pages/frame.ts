import { isMissed, type NotRun, type PlacedFinding, type Severity } from '../../model/finding.ts';
import { Kept } from '../../model/kept.ts';
import { direction, type LanguageTag, languageName } from '../../model/language.ts';
import type { OutputContext } from '../context.ts';
import { countBySeverity, sentence, severities } from '../findings.ts';
import type { Headline } from '../headline.ts';
import { checkLabel, towards } from './change.ts';
import { escapeHtml } from './escape.ts';
import type { ListedFinding } from './marks.ts';
import { style } from './style.ts';

/** One text of a row. */
export interface Cell {
  /** HTML of the text. */
  text: string;
  /** HTML of small labels below it. */
  badges?: string;
  /** HTML of what the reader may unfold below them. */
  more?: string;
}

/** What says the same thing, side by side. */
export interface Row {
  number: string;
  /** HTML of labels beside the number. */
  labels: string;
  /** `muted` for credit lines, `left-out` for furniture, `heading` for headlines. */
  tone: '' | 'muted' | 'left-out' | 'heading';
  /** One a column; absent where that side has nothing. */
  cells: (Cell | undefined)[];
}

export interface Column {
  heading: string;
  language: LanguageTag;
  /** Whether it holds our own words and not a text of the article, so that its language is not worth naming. */
  own?: boolean;
  /** HTML below the heading. */
  note?: string;
}

export interface Page {
  /** Name of the article's file. */
  title: string;
  /** The article's own headline, which stands as the page's title under the name. */
  headline?: Headline;
  /** What this page shows. */
  subtitle: string;
  /** HTML labels under the title. */
  facts: string[];
  /** Sentences that must not be overlooked. */
  banners: string[];
  columns: Column[];
  rows: Row[];
  findings: FindingList;
  /** Heading of the list of findings, where it is another one. */
  findingsHeading?: string;
  /** Checks that did not run; `version` names the language version that this says something about, where there are several. */
  notRun: (NotRun & { version?: string })[];
  /** Further panels of the side column. */
  panels?: { heading: string; html: string }[];
  /** Which marks the legend explains. */
  legend: ('unknown' | 'changes')[];
}

/** Numbers the findings of a page in the order in which they are shown. */
export class FindingList {
  readonly listed: ListedFinding[] = [];
  private readonly numbers = new Map<PlacedFinding, ListedFinding>();
  private readonly context: OutputContext;

  constructor(context: OutputContext) {
    this.context = context;
  }

  add(findings: PlacedFinding[]): ListedFinding[] {
    return findings.map((finding) => {
      const known = this.numbers.get(finding);
      if (known) return known;
      const number = this.listed.length + 1;
      const listed = { number, finding, sentence: sentence(finding, this.context.messages) };
      this.numbers.set(finding, listed);
      this.listed.push(listed);
      return listed;
    });
  }
}

/** A page as one HTML file that needs nothing else: no script, no font, no image. Its own words are in the interface language. */
export function renderPage(page: Page, context: OutputContext): string {
  const { messages, interfaceLanguage } = context;
  const title = escapeHtml([page.headline?.text, page.title, page.subtitle].filter(Boolean).join(' \u00b7 '));
  return `<!DOCTYPE html>
<html lang="${escapeHtml(interfaceLanguage)}" dir="${direction(interfaceLanguage)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${escapeHtml(`Interlinear ${context.toolVersion}`)}">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header class="top">
<p class="kicker">${escapeHtml(messages('outputs:kicker'))}</p>
${heading(page)}
<p class="subtitle">${escapeHtml(page.subtitle)}</p>
<ul class="facts">${page.facts.map((fact) => `<li>${fact}</li>`).join('')}</ul>
</header>
${page.banners.map((banner) => `<p class="banner" role="note">${escapeHtml(banner)}</p>`).join('\n')}
<div class="desk${page.columns.length > 3 ? ' many' : ''}">
<main>${table(page, context)}</main>
<aside>${side(page, context)}</aside>
</div>
<footer>${escapeHtml(footer(context))}</footer>
</body>
</html>
`;
}

/** The story by its headline, under the name of its file; by that name alone where it has no headline. */
function heading({ title, headline }: Page): string {
  if (!headline) return `<h1>${escapeHtml(title)}</h1>`;
  const language = `lang="${escapeHtml(headline.language)}" dir="${direction(headline.language)}"`;
  return `<p class="file"><bdi>${escapeHtml(title)}</bdi></p>\n<h1><bdi ${language}>${escapeHtml(headline.text)}</bdi></h1>`;
}

/** "3 errors · 1 warning" as labels, or that there is nothing. */
export function findingFacts(findings: PlacedFinding[], context: OutputContext): string[] {
  const counts = countBySeverity(findings);
  const facts = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `<span class="dot ${severity}"></span>${countLabel(severity, counts[severity], context)}`);
  return facts.length > 0 ? facts : [escapeHtml(context.messages('outputs:findings.none'))];
}

function countLabel(severity: Severity, count: number, context: OutputContext): string {
  return escapeHtml(context.messages(`outputs:count.${severity}`, { count }));
}

function table(page: Page, context: OutputContext): string {
  const heads = page.columns.map(({ heading, language, own, note }) => {
    const name = own || language === 'und' ? '' : languageName(language, context.interfaceLanguage);
    const label = name === '' || heading === name ? '' : `<span class="what">${escapeHtml(heading)}</span>`;
    return `<th scope="col"><span class="name">${escapeHtml(name || heading)}</span>${label}${note ?? ''}</th>`;
  });
  const number = escapeHtml(context.messages('outputs:column.number'));
  return `<table style="--columns:${page.columns.length}">
<thead><tr><th scope="col" class="number"><span class="hidden">${number}</span></th>${heads.join('')}</tr></thead>
<tbody>
${page.rows.map((row) => tableRow(row, page.columns, context)).join('\n')}
</tbody>
</table>`;
}

function tableRow(row: Row, columns: Column[], context: OutputContext): string {
  const cells = columns.map((column, index) => {
    const cell = row.cells[index];
    const attributes = `lang="${escapeHtml(column.language)}" dir="${direction(column.language)}"`;
    const name =
      column.own || column.language === 'und'
        ? column.heading
        : languageName(column.language, context.interfaceLanguage);
    const label = name === column.heading ? name : `${name} \u00b7 ${column.heading}`;
    const interfaceText = `lang="${escapeHtml(context.interfaceLanguage)}" dir="${direction(context.interfaceLanguage)}"`;
    const labelled = `<span class="label" ${interfaceText}>${escapeHtml(label)}</span>`;
    if (!cell)
      return `<td class="empty" ${attributes}>${labelled}<span class="text">${column.own ? '' : '\u2014'}</span></td>`;
    const badges = cell.badges ? `<span class="badges" ${interfaceText}>${cell.badges}</span>` : '';
    return `<td ${attributes}>${labelled}<span class="text">${cell.text}</span>${badges}${cell.more ?? ''}</td>`;
  });
  const tone = row.tone ? ` class="${row.tone}"` : '';
  return `<tr${tone}><th scope="row" class="number">${escapeHtml(row.number)}${row.labels}</th>${cells.join('')}</tr>`;
}

function side(page: Page, context: OutputContext): string {
  const { messages } = context;
  const panels = [
    {
      heading: page.findingsHeading ?? messages('outputs:panel.findings'),
      html: findingsPanel(page.findings.listed, context),
    },
    ...(page.panels ?? []),
    ...(page.notRun.some(isMissed)
      ? [{ heading: messages('outputs:panel.not-run'), html: notRunPanel(page.notRun.filter(isMissed), context) }]
      : []),
    { heading: messages('outputs:panel.legend'), html: legend(page, context) },
  ];
  return panels
    .map(({ heading, html }) => `<section class="panel"><h2>${escapeHtml(heading)}</h2>${html}</section>`)
    .join('\n');
}

function findingsPanel(listed: ListedFinding[], context: OutputContext): string {
  if (listed.length === 0) return `<p class="none">${escapeHtml(context.messages('outputs:findings.none'))}</p>`;
  // The same remark on the same wording is one entry with several places.
  const groups = new Map<string, ListedFinding[]>();
  for (const each of listed) {
    const { check, severity, text, suggestions } = each.finding;
    const key = JSON.stringify([check, severity, text, suggestions, each.sentence]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const items = [...groups.values()].map((group) => findingItem(group, context));
  return `<ol class="findings">${items.join('')}</ol>`;
}

function findingItem(group: ListedFinding[], context: OutputContext): string {
  const [first] = group;
  if (!first) return '';
  const { finding, sentence } = first;
  const better = finding.suggestions.filter((suggestion) => suggestion !== '');
  const quoted = finding.text.length > 60 ? `${finding.text.slice(0, 57).trimEnd()}\u2026` : finding.text;
  const was = quoted === '' ? '' : `<bdi>${escapeHtml(quoted)}</bdi>`;
  const becomes =
    better.length === 0 ? '' : `${towards(context)}<bdi class="better">${escapeHtml(better.join(' / '))}</bdi>`;
  const change = was || becomes ? `<span class="change">${was} ${becomes}</span>` : '';
  const places = group.map(({ number }) => `<a href="#m${number}">${number}</a>`).join('');
  return (
    `<li class="${finding.severity}">${checkLabel(finding.check, context)}` +
    `${escapeHtml(sentence)}${change}<span class="places">${places}</span></li>`
  );
}

function notRunPanel(notRun: Page['notRun'], context: OutputContext): string {
  const items = notRun.map(
    ({ check, reason, parameters, version }) =>
      `<li>${checkLabel(check, context, version)}${escapeHtml(context.messages(`findings:${reason}`, parameters))}</li>`,
  );
  return `<ul class="not-run">${items.join('')}</ul>`;
}

function legend(page: Page, context: OutputContext): string {
  const say = (key: string): string => escapeHtml(context.messages(`outputs:legend.${key}`));
  const items = severities.map((severity) => `<li><mark class="${severity}">${say(severity)}</mark></li>`);
  if (page.legend.includes('unknown')) items.push(`<li><span class="unknown">${say('unknown')}</span></li>`);
  if (page.legend.includes('changes'))
    items.push(`<li><del>${say('deleted')}</del></li><li><ins>${say('inserted')}</ins></li>`);
  return `<ul class="legend">${items.join('')}</ul>`;
}

const dates = new Kept<Intl.DateTimeFormat>(20);

function footer(context: OutputContext): string {
  const { interfaceLanguage: language } = context;
  const date = dates
    .get(language, () => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }))
    .format(context.createdAt);
  return context.messages('outputs:footer', { version: context.toolVersion, date: `${date} UTC` });
}
