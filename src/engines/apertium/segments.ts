import type { EngineRequest, EngineResult, EngineSegment } from '../../model/ports.ts';
import { placeCodes } from '../code-placement.ts';
import { type Deformatted, deformat } from './deformat.ts';
import { joinFrames, loneFrame, splitFrames, withoutMarks } from './frames.ts';
import { type Placeholder, PlaceholderWords, type Plan, placeholdersFor, plansFor, withTerms } from './placeholders.ts';
import { framed, piecesOf, type Reformatted, reformat } from './reformat.ts';
import { likeSource, withoutPassedCapital } from './typography.ts';

/** One run of Apertium over a stream. */
export type Step = (stream: string) => Promise<string>;

/** A stream and the words that Apertium did not know in it. */
interface Passed {
  stream: string;
  unknown: string[];
}

/** A segment under way: which plan for its terms is being tried, and how it was written. */
interface Attempt {
  index: number;
  segment: EngineSegment;
  plan: Plan;
  placeholders: Placeholder[];
  source: Deformatted;
}

/**
 * Translates a batch: all segments in one run of each step. Only where Apertium lost a placeholder or a superblank are those segments
 * run again.
 *
 * @param steps the modes of the route, in order
 * @returns one result a segment, in order; its codes are those of the segment, each once and well nested
 */
export async function translateSegments(request: EngineRequest, steps: Step[]): Promise<EngineResult[]> {
  const { segments, from, to } = request;
  const words = new PlaceholderWords(segments.map((segment) => segment.text));
  const plans = segments.map((segment) => plansFor(segment.text, segment.terms, from));
  const results = new Array<EngineResult>(segments.length);

  let waiting = segments.map((_, index) => index);
  while (waiting.length > 0) {
    const attempts = waiting.map((index): Attempt => {
      const segment = segments[index] as EngineSegment;
      const plan = plans[index]?.shift() ?? 'none';
      const placeholders = placeholdersFor(segment.text, segment.terms, from, plan, words);
      return { index, segment, plan, placeholders, source: deformat(segment.text, segment.codes, placeholders) };
    });
    const passed = await passIntact(attempts, steps);
    waiting = [];
    attempts.forEach((attempt, place) => {
      const { text, unknown } = passed[place] as { text: Reformatted; unknown: string[] };
      const steady = { text: withoutPassedCapital(text.text, bare(attempt.source.stream)), places: text.places };
      const withTargets = withTerms(steady, attempt.placeholders, to);
      if (withTargets) results[attempt.index] = finished(attempt, withTargets, unknown);
      else waiting.push(attempt.index);
    });
  }
  return results;
}

/** Runs the attempts; a segment whose superblanks did not come back in order is run again in pieces, between them. */
async function passIntact(attempts: Attempt[], steps: Step[]): Promise<{ text: Reformatted; unknown: string[] }[]> {
  const passed = await pass(
    attempts.map(({ source }) => source),
    steps,
  );
  const texts = passed.map(({ stream }, index) => reformat(stream, (attempts[index] as Attempt).source));
  const broken = [...texts.keys()].filter((index) => !texts[index]);
  if (broken.length > 0) {
    const pieces = broken.map((index) => piecesOf((attempts[index] as Attempt).source.stream));
    const sent = pieces.flatMap((list) => list.map((stream) => ({ stream, hasWords: /\p{L}/u.test(bare(stream)) })));
    const returned = await pass(sent, steps);
    let at = 0;
    broken.forEach((index, place) => {
      const mine = returned.slice(at, at + (pieces[place]?.length ?? 0));
      at += mine.length;
      const stream = mine.map((piece) => piece.stream).join('');
      texts[index] = reformat(stream, (attempts[index] as Attempt).source);
      passed[index] = { stream, unknown: mine.flatMap((piece) => piece.unknown) };
    });
  }
  return passed.map(({ unknown }, index) => ({ text: texts[index] as Reformatted, unknown }));
}

/** The text of a stream without its superblanks. */
function bare(stream: string): string {
  return stream.replaceAll(/\[\[[^\]]*\]\]|\[[^\]]*\]/g, '');
}

/** Sends streams through all steps. What has no words is left as it is; blanks at the edges stay outside, where no rule reaches them. */
async function pass(sources: { stream: string; hasWords: boolean }[], steps: Step[]): Promise<Passed[]> {
  const passed: Passed[] = sources.map(({ stream }) => ({ stream, unknown: [] }));
  const sent = [...passed.keys()].filter((index) => sources[index]?.hasWords);
  if (sent.length === 0) return passed;
  for (const step of steps) {
    const edges = sent.map((index) => /^( *)(.*?)( *)$/s.exec((passed[index] as Passed).stream) ?? ['', '', '', '']);
    const inner = edges.map((parts) => parts[2] as string);
    const frames = splitFrames(await step(joinFrames(inner)), inner.length);
    for (const [place, index] of sent.entries()) {
      const stream = inner[place] as string;
      const frame = frames[place] ?? (await alone(stream, step));
      const { stream: clean, unknown } = withoutMarks(frame, stream);
      const [, before, , after] = edges[place] as string[];
      passed[index] = {
        stream: `${before}${clean}${after}`,
        unknown: [...(passed[index] as Passed).unknown, ...unknown],
      };
    }
  }
  return passed;
}

async function alone(stream: string, step: Step): Promise<string> {
  const output = await step(joinFrames([stream]));
  return splitFrames(output, 1)[0] ?? loneFrame(output);
}

function finished(attempt: Attempt, translated: Reformatted, unknown: string[]): EngineResult {
  const { segment, source, placeholders, plan } = attempt;
  const cased = { text: likeSource(translated.text, segment.text), places: translated.places };
  const { text, places } = framed(cased, source);
  const edges = { from: source.lead.length, to: segment.text.length - source.trail.length };
  const wraps = new Map(source.pairs.map(({ open, close }) => [close, open]));
  segment.codes.forEach((code, index) => {
    // What stands at an edge of the source stands at that edge of the translation; a pair only if it spans all of it.
    const partner = source.pairs.find((pair) => pair.open === index)?.close ?? wraps.get(index);
    const other = partner === undefined ? code : (segment.codes[partner] as typeof code);
    const edge = (at: number) => at <= edges.from || at >= edges.to;
    if (!edge(code.at) || !edge(other.at)) return;
    places.set(index, code.at <= edges.from ? code.at : Math.max(0, text.length - (segment.text.length - code.at)));
  });
  const words = new Set(placeholders.map(({ word }) => word.toLowerCase()));
  const kept = new Set(placeholders.map(({ term }) => term));
  const lost = segment.terms.filter((term) => !kept.has(term) && !term.accepted.some((form) => contains(text, form)));
  return {
    text,
    codes: placeCodes(segment.codes, places, text.length),
    unknownWords: [...new Set(unknown.filter((word) => !words.has(word.toLowerCase())))],
    lostTerms: plan === 'none' || lost.length > 0 ? [...new Set(lost.map((term) => term.concept))] : [],
  };
}

/** Whether a form stands in a text as whole words, whatever its case. */
function contains(text: string, form: string): boolean {
  const literal = form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return form !== '' && new RegExp(`(?<![\\p{L}\\p{M}\\p{Nd}])${literal}(?![\\p{L}\\p{M}\\p{Nd}])`, 'iu').test(text);
}
