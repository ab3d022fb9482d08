import type { Bead } from '../model/result.ts';
import { type Anchors, anchorsOf, anchorWeights, sharedAnchors } from './evidence.ts';
import { lengthCost } from './length.ts';

/** The shapes of beads and how likely each is, as -log of the prior (Gale and Church 1993, table 5). */
const shapes = [
  { source: 1, target: 1, prior: -Math.log(0.89) },
  { source: 1, target: 0, prior: -Math.log(0.0099 / 2) },
  { source: 0, target: 1, prior: -Math.log(0.0099 / 2) },
  { source: 2, target: 1, prior: -Math.log(0.089 / 2) },
  { source: 1, target: 2, prior: -Math.log(0.089 / 2) },
  { source: 2, target: 2, prior: -Math.log(0.011) },
];

/** Settings found on the development news (fr-en) of the alignment benchmark. */
export const tuning = {
  /** What a sentence without a counterpart costs beyond its prior, instead of a length mismatch with nothing. */
  skip: -1,
  /** What fully shared anchors are worth against none. */
  anchors: 30,
  /** Share of the two texts' typical likeness at which anchors speak neither for nor against a bead. */
  neutral: 0.2,
  /** What each sentence of a two-sentence side costs that shares no anchor with the other side: it rather has no counterpart. */
  stranger: 2,
  /** What joining sentences of two paragraphs into one side of a bead costs: translators move sentences, seldom paragraph ends. */
  seam: 10,
  /** The most that a length mismatch may cost, so that one loose translation does not break the chain. */
  lengthCap: 12,
};

/** Up to this many cells every path is tried; beyond, only those near the diagonal. */
const FULL_SEARCH = 1_000_000;

/** A sentence to align; `block` tells its paragraph where that is known. */
export interface Sentence {
  text: string;
  block?: number;
}

/**
 * Aligns the sentences of a text and its translation: the cheapest monotone chain of 1-1, 1-0, 0-1, 2-1, 1-2 and 2-2 beads.
 *
 * Dynamic programming after Gale and Church (1993), whose length model and priors are used; a bead with both sides is also judged by
 * the anchors that they share (evidence.ts) against what is typical of these two texts, so that two languages without common words are
 * aligned by length alone. Deterministic; the beads cover every sentence of both sides once, in order.
 */
export function align(source: Sentence[], target: Sentence[]): Bead[] {
  const [n, m] = [source.length, target.length];
  const judge = judgeOf(source, target);
  const width =
    n * m <= FULL_SEARCH
      ? Math.max(n, m)
      : Math.max(50, Math.ceil(FULL_SEARCH / (2 * Math.max(n, m))), Math.abs(n - m));
  const inBand = (i: number, j: number): boolean => Math.abs(i * m - j * n) <= width * Math.max(n, m);
  const costs: Float64Array[] = [];
  const came = Array.from({ length: n + 1 }, () => new Int8Array(m + 1));
  for (let i = 0; i <= n; i++) {
    const row = new Float64Array(m + 1).fill(Number.POSITIVE_INFINITY);
    costs[i] = row;
    // No bead takes more than two sentences, so that older rows are never read again.
    if (i > 2) costs[i - 3] = new Float64Array(0);
    for (let j = 0; j <= m; j++) {
      if (i + j === 0) row[0] = 0;
      else if (inBand(i, j)) {
        for (const [index, shape] of shapes.entries()) {
          const before = costs[i - shape.source]?.[j - shape.target] ?? Number.POSITIVE_INFINITY;
          if (before === Number.POSITIVE_INFINITY) continue;
          const cost = before + shape.prior + judge(i - shape.source, i, j - shape.target, j);
          if (cost < (row[j] as number)) {
            row[j] = cost;
            (came[i] as Int8Array)[j] = index;
          }
        }
      }
    }
  }
  return walkBack(came, n, m);
}

function walkBack(came: Int8Array[], n: number, m: number): Bead[] {
  const beads: Bead[] = [];
  let [i, j] = [n, m];
  while (i > 0 || j > 0) {
    const shape = shapes[came[i]?.[j] ?? 0] as (typeof shapes)[number];
    [i, j] = [i - shape.source, j - shape.target];
    beads.push({
      source: Array.from({ length: shape.source }, (_, index) => i + index),
      target: Array.from({ length: shape.target }, (_, index) => j + index),
    });
  }
  return beads.reverse();
}

type Judge = (fromSource: number, toSource: number, fromTarget: number, toTarget: number) => number;

function judgeOf(source: Sentence[], target: Sentence[]): Judge {
  const [lengthsA, lengthsB] = [source, target].map((side) => side.map(({ text }) => text.trim().length)) as [
    number[],
    number[],
  ];
  const sum = (lengths: number[]): number => lengths.reduce((total, each) => total + each, 0);
  const ratio = Math.min(2, Math.max(0.5, sum(lengthsB) / Math.max(1, sum(lengthsA)) || 1));
  const [anchorsA, anchorsB] = [source, target].map((side) => side.map(({ text }) => anchorsOf(text))) as [
    Anchors[],
    Anchors[],
  ];
  const weight = anchorWeights([...anchorsA, ...anchorsB]);
  const typical = typicalLikeness(anchorsA, anchorsB, weight) * tuning.neutral;
  return (fromSource, toSource, fromTarget, toTarget) => {
    if (fromSource === toSource || fromTarget === toTarget) return tuning.skip;
    const length = lengthCost(
      sum(lengthsA.slice(fromSource, toSource)),
      sum(lengthsB.slice(fromTarget, toTarget)),
      ratio,
    );
    const shared = sharedAnchors(anchorsA.slice(fromSource, toSource), anchorsB.slice(fromTarget, toTarget), weight);
    const strangers =
      tuning.stranger *
      (strangersIn(anchorsA, fromSource, toSource, anchorsB, fromTarget, toTarget) +
        strangersIn(anchorsB, fromTarget, toTarget, anchorsA, fromSource, toSource));
    const seams = tuning.seam * (seamsIn(source, fromSource, toSource) + seamsIn(target, fromTarget, toTarget));
    return Math.min(length, tuning.lengthCap) - tuning.anchors * (shared - typical) + strangers + seams;
  };
}

/** How many paragraph ends lie inside a run of sentences. */
function seamsIn(side: Sentence[], from: number, to: number): number {
  let seams = 0;
  for (let at = from + 1; at < to; at++) if (side[at]?.block !== side[at - 1]?.block) seams++;
  return seams;
}

/** How many of two or more sentences share no anchor at all with the other side. */
function strangersIn(
  side: Anchors[],
  from: number,
  to: number,
  other: Anchors[],
  otherFrom: number,
  otherTo: number,
): number {
  if (to - from < 2) return 0;
  const counterparts = other.slice(otherFrom, otherTo);
  return side
    .slice(from, to)
    .filter((anchors) => !counterparts.some((counterpart) => anchors.keys().some((key) => counterpart.has(key))))
    .length;
}

/** Median over source sentences of the best likeness with a target sentence not far from the same place. */
function typicalLikeness(source: Anchors[], target: Anchors[], weight: (key: string) => number): number {
  const best = source.map((anchors, index) => {
    const centre = Math.round((index * target.length) / Math.max(1, source.length));
    const near = target.slice(Math.max(0, centre - 8), centre + 9);
    return near.reduce((most, other) => Math.max(most, sharedAnchors([anchors], [other], weight)), 0);
  });
  return best.sort((a, b) => a - b)[Math.floor(best.length / 2)] ?? 0;
}
