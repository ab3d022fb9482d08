import type { Document, Segment } from '../../model/article.ts';
import type { PlacedFinding } from '../../model/finding.ts';
import { languageName } from '../../model/language.ts';
import type { Messages } from '../../model/ports.ts';
import type { ArticleResult, LanguageResult } from '../../model/result.ts';
import type { Pair } from '../../model/translation.ts';
import type { OutputContext } from '../context.ts';
import { findingsByPair, findingsBySegment, languageFindings, unknownWords } from '../findings.ts';
import { headlineOf } from '../headline.ts';
import { roleBadge, routeBadge, targetBadges } from './badges.ts';
import { escapeHtml } from './escape.ts';
import { FindingList, findingFacts, type Row, renderPage } from './frame.ts';
import { markedText } from './marks.ts';
import { matchesLine } from './matches.ts';
import { rowTone } from './tone.ts';

/** The bilingual page of a language version: source beside target, furniture shown as what it is. */
export function pairPage(article: ArticleResult, language: LanguageResult, context: OutputContext): string {
  const { messages, interfaceLanguage } = context;
  const source = languageName(language.sourceLanguage, interfaceLanguage);
  const target = languageName(language.language, interfaceLanguage);
  const list = new FindingList(context);
  const routes = routesOf(language);
  const rows = pairRows(article, language, list, context);
  const words = unknownWords(language);
  return renderPage(
    {
      title: article.name,
      ...headlineOf(article),
      subtitle: messages('outputs:pair.subtitle', { source, target }),
      facts: [
        escapeHtml(messages('outputs:count.translated', { translated: language.translated, of: language.of })),
        ...findingFacts(languageFindings(article, language), context),
        ...routes.map(routeBadge),
      ],
      banners: banners(article, language, context),
      columns: [
        { heading: source, language: language.sourceLanguage, note: sourceNote(article, context) },
        { heading: target, language: language.language, note: kindNote(language, context) },
      ],
      rows,
      findings: list,
      // What could not be checked in the delivered text says nothing about this version; a missing source is the banner's to say.
      notRun: language.notRun,
      panels:
        words.length === 0
          ? []
          : [
              {
                heading: messages('outputs:panel.unknown-words'),
                html: `<ul class="words">${words
                  .map(({ word, count }) => {
                    const times = count > 1 ? ` <span class="times">\u00d7${count}</span>` : '';
                    return `<li><bdi class="unknown" lang="${escapeHtml(language.sourceLanguage)}">${escapeHtml(word)}</bdi>${times}</li>`;
                  })
                  .join('')}</ul>`,
              },
            ],
      legend: words.length > 0 ? ['unknown'] : [],
    },
    context,
  );
}

function pairRows(article: ArticleResult, language: LanguageResult, list: FindingList, context: OutputContext): Row[] {
  const document = article.source ?? article.delivered;
  const findings = findingsByPair(article, language);
  // Where one route was taken it stands at the top; where there were several each target says its own.
  const all = routesOf(language);
  const routes = all.length > 1 ? [] : all;
  const rows: Row[] = [];
  const { messages } = context;
  const passSource = new Loose(
    document,
    language.pairs.flatMap((pair) => pair.sourceSegments),
    (segment) => [
      { text: escapeHtml(segment.text) },
      // Whether a given text has its own furniture is shown in rows of its own.
      language.kind === 'given' ? undefined : { text: escapeHtml(messages('outputs:left-out')) },
    ],
  );
  const inDelivered = findingsBySegment(languageFindings(article, language), 'delivered');
  const passDelivered = new Loose(
    article.delivered,
    language.pairs.flatMap((pair) => pair.targetSegments),
    (segment) => {
      const marked = list.add(inDelivered.get(segment.ordinal) ?? []);
      return [undefined, { text: markedText(segment.text, marked, [], '') }];
    },
  );
  for (const pair of language.pairs) {
    if (pair.sourceSegments[0] !== undefined) rows.push(...passSource.until(pair.sourceSegments[0], messages));
    if (pair.targetSegments[0] !== undefined) rows.push(...passDelivered.until(pair.targetSegments[0], messages));
    rows.push(pairRow(document, pair, findings.get(pair.ordinal) ?? [], list, routes, context));
  }
  rows.push(...passSource.until(document.segments.length, messages));
  if (language.kind === 'given') rows.push(...passDelivered.until(article.delivered.segments.length, messages));
  return rows;
}

/** The segments of a document that are in no pair, as rows of their own that step back: furniture, mostly. */
class Loose {
  private next = 0;
  private readonly document: Document;
  private readonly paired: Set<number>;
  private readonly cellsOf: (segment: Segment) => Row['cells'];

  constructor(document: Document, paired: number[], cellsOf: (segment: Segment) => Row['cells']) {
    this.document = document;
    this.paired = new Set(paired);
    this.cellsOf = cellsOf;
  }

  /** The rows of those before an ordinal that have not been shown yet. */
  until(before: number, messages: Messages): Row[] {
    const rows: Row[] = [];
    for (; this.next < before; this.next++) {
      const segment = this.document.segments[this.next];
      if (!segment || this.paired.has(this.next)) continue;
      const role = this.document.blocks[segment.block]?.role;
      rows.push({ number: '', labels: roleBadge(role, messages), tone: 'left-out', cells: this.cellsOf(segment) });
    }
    return rows;
  }
}

function pairRow(
  document: Document,
  pair: Pair,
  findings: PlacedFinding[],
  list: FindingList,
  routes: string[],
  context: OutputContext,
): Row {
  const { messages } = context;
  const first = document.segments[pair.sourceSegments[0] ?? -1];
  const role = first && document.blocks[first.block]?.role;
  const marked = (side: 'source' | 'target', text: string, unknown: string[]): string =>
    markedText(
      text,
      list.add(findings.filter((each) => each.side === side)),
      unknown,
      messages('outputs:unknown-word'),
    );
  const { target } = pair;
  return {
    number: String(pair.ordinal + 1),
    labels: roleBadge(role, messages),
    tone: rowTone(role),
    cells: [
      pair.sourceSegments.length > 0 ? { text: marked('source', pair.source, []) } : undefined,
      {
        text: marked('target', target.text ?? '', target.unknownWords ?? []),
        badges: targetBadges(target, routes, context),
        more: matchesLine(pair, context),
      },
    ],
  };
}

/** The routes that the targets took. */
export function routesOf(language: LanguageResult): string[] {
  const routes = language.pairs.flatMap(({ target }) =>
    target.text === null || target.route === '' ? [] : [target.route],
  );
  return [...new Set(routes)];
}

/** Without a source nobody compared the delivered text with what it says it says: that must be read before the text is. */
export function banners(
  article: ArticleResult,
  language: LanguageResult | undefined,
  context: OutputContext,
): string[] {
  const found: string[] = [];
  if (!article.source) found.push(context.messages('outputs:banner.no-source'));
  if (language?.reason) {
    const { translated, of, reason } = language;
    const what = context.messages(`errors:${reason.code}.what`, reason.parameters);
    found.push(`${context.messages('outputs:banner.incomplete', { translated, of })} ${what}`);
  }
  return found;
}

function sourceNote(article: ArticleResult, context: OutputContext): string {
  const key = article.source ? 'outputs:column.source' : 'outputs:column.corrected';
  return `<span class="what">${escapeHtml(context.messages(key))}</span>`;
}

function kindNote(language: LanguageResult, context: OutputContext): string {
  return `<span class="what">${escapeHtml(context.messages(`outputs:column.${language.kind}`))}</span>`;
}
