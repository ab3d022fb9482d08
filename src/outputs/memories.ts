import type { WritableMemory, WritableUnit, WritableVariant } from '../formats/tmx/write.ts';
import type { InlineCode } from '../model/article.ts';
import type { ArticleResult, LanguageResult } from '../model/result.ts';
import { isOnlyHelp, type Pair, type SegmentState, type Target } from '../model/translation.ts';
import type { OutputContext } from './context.ts';
import { pairStem } from './names.ts';
import { type ArticleRow, articleRows } from './rows.ts';

const stateOrder: SegmentState[] = ['initial', 'translated', 'reviewed', 'final'];

/** The pairs of one language version as a memory. State, origin and route stand on the unit, where other tools show them. */
export function pairMemory(article: ArticleResult, language: LanguageResult, context: OutputContext): WritableMemory {
  const stem = pairStem(article, language);
  return {
    sourceLanguage: language.sourceLanguage,
    toolVersion: context.toolVersion,
    createdAt: context.createdAt,
    units: language.pairs.map((pair) => ({
      tuid: `${stem}.${pair.ordinal + 1}`,
      props: targetProps([pair.target]),
      variants: [
        { language: language.sourceLanguage, text: pair.source, codes: pair.sourceCodes },
        targetVariant(language, [pair], ''),
      ],
    })),
  };
}

/**
 * Every language of an article that came with its source in one memory: a unit an alignment bead, with a variant for the source, the
 * given translation and each target. Where a bead holds several source segments their translations are joined.
 */
export function articleMemory(article: ArticleResult, context: OutputContext): WritableMemory {
  const units = articleRows(article)
    .filter((row) => !row.leftOut)
    .map((row, index): WritableUnit => {
      return { tuid: `${article.name}.${index + 1}`, props: {}, variants: variantsOf(article, row) };
    });
  return {
    sourceLanguage: article.source?.language ?? article.delivered.language,
    toolVersion: context.toolVersion,
    createdAt: context.createdAt,
    units,
  };
}

function variantsOf(article: ArticleResult, row: ArticleRow): WritableVariant[] {
  const variants: WritableVariant[] = [];
  if (row.source) variants.push({ language: article.source?.language ?? 'und', ...row.source });
  for (const [language, pairs] of row.translations) {
    const variant = targetVariant(language, pairs, row.joint);
    variants.push({ ...variant, props: targetProps(pairs.map((pair) => pair.target)) });
  }
  return variants;
}

function targetVariant(language: LanguageResult, pairs: Pair[], joint: string): WritableVariant {
  const joined = joinTargets(
    pairs.map((pair) => pair.target),
    joint,
  );
  const authors = new Set(pairs.map((pair) => pair.target.confirmedBy));
  const [author] = authors.size === 1 ? authors : [];
  return { language: language.language, ...joined, ...(author && { author }) };
}

/**
 * Several targets as one text; `null` as soon as one is missing, for half a sentence is no translation. What is only a help
 * for the translator may not come back as an exact match.
 */
function joinTargets(targets: Target[], joint: string): { text: string | null; codes: InlineCode[] } {
  let text = '';
  const codes: InlineCode[] = [];
  for (const [index, target] of targets.entries()) {
    if (target.text === null || (isOnlyHelp(target) && target.state === 'initial')) return { text: null, codes: [] };
    if (index > 0) text += joint;
    for (const code of target.codes) codes.push({ ...code, at: code.at + text.length });
    text += target.text;
  }
  return { text: targets.length === 0 ? null : text, codes };
}

/** The least advanced state of all, and every origin and route among them. */
function targetProps(targets: Target[]): Record<string, string> {
  const states = targets.map((target) => target.state).sort((a, b) => stateOrder.indexOf(a) - stateOrder.indexOf(b));
  const origins = [...new Set(targets.flatMap((target) => target.origin ?? []))];
  const routes = [...new Set(targets.map((target) => target.route))].filter((route) => route !== '');
  const props: Record<string, string> = {};
  if (states[0]) props['x-state'] = states[0];
  // Two texts of different origin are as sure as the less sure one, which is never the human one.
  const origin = origins.find((each) => each !== 'human') ?? origins[0];
  if (origin) props['x-origin'] = origin;
  if (routes.length > 0) props['x-route'] = routes.join(' ');
  return props;
}
