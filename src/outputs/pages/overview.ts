import type { Segment } from '../../model/article.ts';
import type { PlacedFinding } from '../../model/finding.ts';
import { languageName } from '../../model/language.ts';
import type { ArticleResult, LanguageResult } from '../../model/result.ts';
import { appliedFindings } from '../applied.ts';
import type { OutputContext } from '../context.ts';
import { allFindings, findingsByPair, findingsBySegment } from '../findings.ts';
import { headlineOf } from '../headline.ts';
import { type ArticleRow, articleRows } from '../rows.ts';
import { roleBadge, routeBadge, targetBadges } from './badges.ts';
import { correctedCell, originalFact } from './delivered.ts';
import { escapeHtml } from './escape.ts';
import { type Cell, type Column, FindingList, findingFacts, type Row, renderPage } from './frame.ts';
import { markedText } from './marks.ts';
import { routesOf } from './pair.ts';
import { rowTone } from './tone.ts';

/** The page of an article that came with its source: source as given, delivered, corrected, and every language made from it. */
export function overviewPage(article: ArticleResult, context: OutputContext): string {
  const { messages, interfaceLanguage } = context;
  const { source, delivered } = article;
  if (!source) return '';
  const targets = article.languages.filter((language) => language.kind === 'target');
  const findings = allFindings(article);
  const places = {
    original: findingsBySegment(findings, 'original'),
    delivered: findingsBySegment(findings, 'delivered'),
    targets: new Map(targets.map((target) => [target, findingsByPair(article, target)] as const)),
  };
  const applied = appliedFindings(article);
  const list = new FindingList(context);
  let number = 0;
  const rows = articleRows(article).map((row): Row => {
    if (!row.leftOut) number++;
    return {
      number: row.leftOut ? '' : String(number),
      labels: roleBadge(row.role, messages),
      tone: row.leftOut ? 'left-out' : rowTone(row.role),
      cells: [
        documentCell(row.sourceSegments, row.source?.text, places.original, list),
        documentCell(row.deliveredSegments, undefined, places.delivered, list),
        correctedCells(article, row, applied, context),
        ...targets.map((target) => targetCell(row, target, places.targets.get(target), list, context)),
      ],
    };
  });
  const names = article.languages.map(({ language }) => languageName(language, interfaceLanguage));
  const columns: Column[] = [
    { heading: messages('outputs:column.source'), language: source.language },
    { heading: messages('outputs:column.delivered'), language: delivered.language },
    { heading: messages('outputs:column.corrected'), language: delivered.language },
    ...targets.map((target) => targetColumn(target, context)),
  ];
  return renderPage(
    {
      title: article.name,
      ...headlineOf(article),
      subtitle: messages('outputs:overview.subtitle', {
        source: languageName(source.language, interfaceLanguage),
        targets: new Intl.ListFormat(interfaceLanguage).format(names),
      }),
      facts: [
        escapeHtml(messages('outputs:count.segments', { count: number })),
        ...findingFacts(findings, context),
        ...originalFact(article, context),
      ],
      banners: targets
        .filter((target) => target.reason)
        .map(({ language, translated, of }) =>
          messages('outputs:banner.language-incomplete', {
            language: languageName(language, interfaceLanguage),
            translated,
            of,
          }),
        ),
      columns,
      rows,
      findings: list,
      notRun: [
        ...article.notRun,
        ...article.languages.flatMap(({ language, notRun }) =>
          notRun.map((each) => ({ ...each, version: languageName(language, interfaceLanguage) })),
        ),
      ],
      legend: targets.length > 0 ? ['unknown', 'changes'] : ['changes'],
    },
    context,
  );
}

function targetColumn(target: LanguageResult, context: OutputContext): Column {
  const [route] = routesOf(target);
  const heading = languageName(target.language, context.interfaceLanguage);
  return { heading, language: target.language, ...(route && { note: routeBadge(route) }) };
}

/** Segments of a document, each with its own findings: spans are relative to a segment, not to the row. */
function documentCell(
  segments: Segment[],
  whole: string | undefined,
  places: Map<number, PlacedFinding[]>,
  list: FindingList,
): Cell | undefined {
  if (segments.length === 0) return undefined;
  const [only] = segments;
  if (segments.length === 1 && only) {
    return { text: markedText(whole ?? only.text, list.add(places.get(only.ordinal) ?? []), [], '') };
  }
  const texts = segments.map((segment) =>
    markedText(segment.text, list.add(places.get(segment.ordinal) ?? []), [], ''),
  );
  return { text: texts.join(' ') };
}

function correctedCells(
  article: ArticleResult,
  row: ArticleRow,
  applied: Map<number, PlacedFinding[]>,
  context: OutputContext,
): Cell | undefined {
  const cells = row.deliveredSegments.map(({ ordinal }) => correctedCell(article, ordinal, applied, context));
  if (cells.length === 0) return undefined;
  const badges = cells.find((cell) => cell.badges)?.badges;
  return { text: cells.map((cell) => cell.text).join(' '), ...(badges && { badges }) };
}

function targetCell(
  row: ArticleRow,
  target: LanguageResult,
  places: Map<number, PlacedFinding[]> | undefined,
  list: FindingList,
  context: OutputContext,
): Cell | undefined {
  const pairs = row.translations.get(target) ?? [];
  if (pairs.length === 0) return undefined;
  const texts = pairs.map((pair) => {
    const findings = (places?.get(pair.ordinal) ?? []).filter((finding) => finding.side === 'target');
    const unknown = pair.target.unknownWords ?? [];
    return markedText(pair.target.text ?? '', list.add(findings), unknown, context.messages('outputs:unknown-word'));
  });
  const badges = [
    ...new Set(pairs.map((pair) => targetBadges(pair.target, routesOf(target).slice(0, 1), context))),
  ].join('');
  return { text: texts.join(' '), badges };
}
