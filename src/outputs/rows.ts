import type { Document, InlineCode, Role, Segment } from '../model/article.ts';
import type { ArticleResult, LanguageResult } from '../model/result.ts';
import type { Pair } from '../model/translation.ts';

/** Everything that says the same thing: a bead of the source and the given translation, with every target made from it. */
export interface ArticleRow {
  role: Role | undefined;
  /** Furniture and other text that no language version has. */
  leftOut: boolean;
  /** The source text, where the source has the sentence. */
  source?: { text: string; codes: InlineCode[] };
  sourceSegments: Segment[];
  deliveredSegments: Segment[];
  /** By language, in the article's order; the given translation first. */
  translations: Map<LanguageResult, Pair[]>;
  /** What stands between two source segments of the row. */
  joint: string;
}

/** The rows of an article that came with its source, in reading order: beads, and between them what is in no bead. */
export function articleRows(article: ArticleResult): ArticleRow[] {
  const { source, delivered } = article;
  if (!source) return [];
  const given = article.languages.find((language) => language.kind === 'given');
  const targets = article.languages.filter((language) => language.kind === 'target');
  const bySource = new Map(targets.map((target) => [target, pairsBySegment(target.pairs)] as const));
  const beads = given?.pairs ?? targets[0]?.pairs ?? [];

  const rows: ArticleRow[] = [];
  const left = { source: new Remaining(source), delivered: new Remaining(delivered) };
  const inBeads = {
    source: new Set(beads.flatMap((pair) => pair.sourceSegments)),
    delivered: new Set(given?.pairs.flatMap((pair) => pair.targetSegments) ?? []),
  };
  const passOver = (side: 'source' | 'delivered', before: number): void => {
    for (const segment of left[side].until(before)) {
      if (!inBeads[side].has(segment.ordinal)) rows.push(looseRow(article, side, segment));
    }
  };
  for (const bead of beads) {
    const sourceSegments = bead.sourceSegments.flatMap((ordinal) => source.segments[ordinal] ?? []);
    const deliveredSegments = given ? bead.targetSegments.flatMap((ordinal) => delivered.segments[ordinal] ?? []) : [];
    if (sourceSegments[0]) passOver('source', sourceSegments[0].ordinal);
    if (deliveredSegments[0]) passOver('delivered', deliveredSegments[0].ordinal);
    const translations = new Map<LanguageResult, Pair[]>();
    if (given) translations.set(given, [bead]);
    for (const [target, pairs] of bySource) {
      translations.set(target, [...new Set(bead.sourceSegments.flatMap((ordinal) => pairs.get(ordinal) ?? []))]);
    }
    const block = sourceSegments[0] ? source.blocks[sourceSegments[0].block] : undefined;
    const deliveredBlock = deliveredSegments[0] ? delivered.blocks[deliveredSegments[0].block] : undefined;
    rows.push({
      role: (block ?? deliveredBlock)?.role,
      leftOut: false,
      ...(sourceSegments.length > 0 && { source: { text: bead.source, codes: bead.sourceCodes } }),
      sourceSegments,
      deliveredSegments,
      translations,
      joint: sourceSegments[0]?.after || ' ',
    });
  }
  passOver('source', Number.POSITIVE_INFINITY);
  passOver('delivered', Number.POSITIVE_INFINITY);
  return rows;
}

/** Pairs by the ordinals of their source segments. */
export function pairsBySegment(pairs: Pair[]): Map<number, Pair> {
  return new Map(pairs.flatMap((pair) => pair.sourceSegments.map((ordinal) => [ordinal, pair] as const)));
}

function looseRow(article: ArticleResult, side: 'source' | 'delivered', segment: Segment): ArticleRow {
  const document = side === 'source' ? article.source : article.delivered;
  return {
    role: document?.blocks[segment.block]?.role,
    leftOut: true,
    ...(side === 'source' && { source: { text: segment.text, codes: segment.codes } }),
    sourceSegments: side === 'source' ? [segment] : [],
    deliveredSegments: side === 'delivered' ? [segment] : [],
    translations: new Map(),
    joint: ' ',
  };
}

/** The segments of a document that have not been passed yet. */
class Remaining {
  private at = 0;
  private readonly document: Document;

  constructor(document: Document) {
    this.document = document;
  }

  /** Those before an ordinal, once. */
  *until(ordinal: number): Generator<Segment> {
    for (; ; this.at++) {
      const segment = this.document.segments[this.at];
      if (!segment || segment.ordinal >= ordinal) return;
      yield segment;
    }
  }
}
