import type { EngineRequest, EngineResult, EngineSegment } from '../../model/ports.ts';
import type { TermConstraint } from '../../model/term.ts';
import { placeCodes } from '../code-placement.ts';
import { bare, type Deformatted, deformat } from './deformat.ts';
import { withFigures } from './figures.ts';
import { joinFrames, loneFrame, splitFrames, withoutMarks } from './frames.ts';
import { closedHyphens, loosenedHyphens, unglued, withOneCapital } from './gluing.ts';
import { uninverted } from './inversions.ts';
import type { Analyse, Features } from './morphology.ts';
import { namesIn, type ReadTexts, runsIn } from './names.ts';
import { hangingNotes } from './notes.ts';
import { opened } from './openings.ts';
import {
  apart,
  isPossessive,
  type Placeholder,
  PlaceholderWords,
  type Plan,
  placeholdersFor,
  placeholdersIn,
  plansFor,
} from './placeholders.ts';
import { framed, piecesOf, type Reformatted, reformat } from './reformat.ts';
import { marksFor, outcomeOf, type PlacedTerm, translatedTerms, withTerms } from './terms.ts';
import type { Stretch } from './tokens.ts';
import { likeSource, spacedLike, withoutPassedCapital } from './typography.ts';
import { contains, isWholeWords } from './whole-words.ts';

/** One run of Apertium over a stream. */
export type Step = (stream: string) => Promise<string>;

/** A stream and the words that Apertium did not know in it. */
interface Passed {
  stream: string;
  unknown: string[];
}

/** A segment under way: which of its terms go through as placeholders, and how it was written. */
interface Attempt {
  index: number;
  segment: EngineSegment;
  placeholders: Placeholder[];
  /** The names among the placeholders: their terms are no terms of the segment. */
  names: TermConstraint[];
  /** The terms whose own words go through, marked. */
  marked: TermConstraint[];
  source: Deformatted;
}

/** A segment with terms that did not come out as prescribed, and the plans that are left for them. */
interface Unfinished {
  index: number;
  plans: Plan[];
  names: TermConstraint[];
}

/**
 * Translates a batch: first all segments as they are, in one run of each step, so that Apertium sees real words and makes them agree.
 * Where a prescribed term did not come out of it, those segments are run again with placeholders: for these terms, and if that fails
 * for all terms. A segment in which no placeholder comes back keeps its first translation. Superblanks that were lost cost a run, too.
 * Names that Apertium would translate are placeholders from the start, as long as they come back.
 *
 * @param steps the modes of the route, in order
 * @param analyse dictionaries of the target language
 * @param read dictionaries of the languages that the route translates from
 * @returns one result a segment, in order; its codes are those of the segment, each once and well nested
 */
export async function translateSegments(
  request: EngineRequest,
  steps: Step[],
  analyse: Analyse,
  read: ReadTexts,
): Promise<EngineResult[]> {
  const { segments, from, to } = request;
  const names = await namesOf(request, read);
  const words = new PlaceholderWords(segments.map((segment) => segment.text));
  const forms = segments.flatMap(({ terms }) => terms.flatMap(({ target, accepted }) => [target, ...accepted]));
  const features = forms.length > 0 ? await analyse(to, [...new Set(forms)]) : new Map<string, Features>();

  const begun = await begin(request, names, words, steps);
  let waiting: Unfinished[] = [];
  const results = begun.map(({ attempt, text, unknown, inserted }, index) => {
    const { terms, text: source } = attempt.segment;
    const placed = translatedTerms(text, attempt.marked, attempt.segment.codes.length, to, features).filter(
      // No genitive is built around a name that was only copied.
      ({ term }) => !isPossessive(source, term, from) || !unknown.some((word) => contains(term.source, word)),
    );
    const missing = terms.filter((term) => !placed.some((place) => place.term === term));
    if (missing.length > 0)
      waiting.push({ index, plans: plansFor(source, terms, missing, from), names: attempt.names });
    return finished(attempt, text, [...inserted, ...placed], unknown, request, features);
  });

  while (waiting.length > 0) {
    const tried = waiting.flatMap((unfinished) => {
      const plan = unfinished.plans.shift();
      if (!plan) return [];
      return [{ unfinished, plan, attempt: attemptAt(request, unfinished.index, plan, unfinished.names, words) }];
    });
    const passed = await passIntact(
      tried.map(({ attempt }) => attempt),
      steps,
    );
    waiting = [];
    tried.forEach(({ unfinished, plan, attempt }, place) => {
      const { text, unknown } = passed[place] as { text: Reformatted; unknown: string[] };
      const { segment, placeholders, marked } = attempt;
      const translated = translatedTerms(text, marked, segment.codes.length, to, features);
      const inserted = placeholdersIn(text.text, placeholders);
      // With all terms hidden, what is still marked overlaps another term, and no plan can do more for it.
      const kept = translated.length === marked.length || plan.hidden.length === segment.terms.length;
      if (!inserted || !kept) waiting.push(unfinished);
      else {
        const placed = [...inserted, ...translated];
        results[unfinished.index] = finished(attempt, text, placed, unknown, request, features);
      }
    });
  }
  return results;
}

/** The names in each segment that Apertium would translate and that no prescribed term covers. */
async function namesOf({ segments, from }: EngineRequest, read: ReadTexts): Promise<TermConstraint[][]> {
  const runs = segments.map(({ text }) => runsIn(text, from));
  const all = runs.flat();
  const found = all.length > 0 ? namesIn(all, await read(all.map(({ text }) => text)), from) : [];
  let at = 0;
  return runs.map((list, index) => {
    const mine = found.slice(at, at + list.length).flat();
    at += list.length;
    const terms = segments[index]?.terms ?? [];
    return mine.filter(({ start, end }) => !terms.some((term) => term.start < end && term.end > start));
  });
}

/** The first run of all segments; without their names again where these did not come back. */
async function begin(request: EngineRequest, names: TermConstraint[][], words: PlaceholderWords, steps: Step[]) {
  const plans: Plan[] = (['carried', 'bare'] as const).map((possessive) => ({ hidden: [], possessive }));
  const attempts = names.map((mine, index) => attemptAt(request, index, plans[0] as Plan, mine, words));
  const passed = await passIntact(attempts, steps);
  for (const [plan, keep] of [
    [plans[1] as Plan, true],
    [plans[1] as Plan, false],
  ] as const) {
    const lost = [...attempts.keys()].filter((index) => {
      const { placeholders, names: mine, segment } = attempts[index] as Attempt;
      if (placeholdersIn(passed[index]?.text.text ?? '', placeholders)) return false;
      return !keep || mine.some((name) => isPossessive(segment.text, name, request.from));
    });
    const again = lost.map((index) => attemptAt(request, index, plan, keep ? (names[index] ?? []) : [], words));
    const returned = await passIntact(again, steps);
    lost.forEach((index, place) => {
      attempts[index] = again[place] as Attempt;
      passed[index] = returned[place] as (typeof passed)[number];
    });
  }
  return attempts.map((attempt, index) => {
    const { text, unknown } = passed[index] as (typeof passed)[number];
    return { attempt, text, unknown, inserted: placeholdersIn(text.text, attempt.placeholders) ?? [] };
  });
}

/** Writes a segment down for a run. */
function attemptAt(
  { segments, from }: EngineRequest,
  index: number,
  plan: Plan,
  names: TermConstraint[],
  words: PlaceholderWords,
): Attempt {
  const segment = segments[index] as EngineSegment;
  const { text, codes, terms } = segment;
  const placeholders = placeholdersFor(text, { ...plan, hidden: [...plan.hidden, ...names] }, from, words);
  const hidden = new Set(placeholders.map(({ term }) => term));
  const free = terms.filter((term) => !hidden.has(term) && isWholeWords(text, term));
  const marked = apart(text, free).filter((term) => !placeholders.some((other) => overlap(term, other)));
  const fixed: Stretch[] = [...placeholders, ...marked.map(({ start, end }) => ({ start, end }))];
  for (const stretch of [...hangingNotes(text, codes), ...uninverted(text, from), ...loosenedHyphens(text, from)]) {
    if (!fixed.some((other) => overlap(stretch, other))) fixed.push(stretch);
  }
  const stretches = fixed.map(({ start, end, word, kept }) => ({
    start,
    end,
    ...(word && { word }),
    ...(kept && { kept }),
  }));
  const source = deformat(
    text,
    [...codes, ...marksFor(marked)],
    stretches.sort((a, b) => a.start - b.start),
  );
  return { index, segment, placeholders, names, marked, source };
}

function overlap(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && a.end > b.start;
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
  return passed.map(({ unknown }, index) => {
    const { text, places } = texts[index] as Reformatted;
    const sent = bare((attempts[index] as Attempt).source.stream);
    return { text: { text: withoutPassedCapital(text, sent), places }, unknown };
  });
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

/** The translation with its terms, codes and typography. */
function finished(
  attempt: Attempt,
  translated: Reformatted,
  placed: PlacedTerm[],
  unknown: string[],
  { from, to }: EngineRequest,
  features: Map<string, Features>,
): EngineResult {
  const { segment, source, placeholders } = attempt;
  const closed = closedHyphens(withTerms(translated, placed, to, features), segment.text, from);
  const worded = unglued(closed, segment.text);
  const spaced = opened(spacedLike(withFigures(worded, segment.text, from, to), from, to), to);
  const single = withOneCapital(spaced.text, segment.text, to);
  const cased = { text: likeSource(single, segment.text), places: spaced.places };
  const { text, places } = framed(cased, source);
  placeEdges(attempt, text, places);
  // A word that was copied as a part of a prescribed term is no word that a translator must see to.
  const expected = [...placeholders.map(({ word }) => word), ...placed.map(({ form }) => form)];
  const hidden = new Set(placeholders.map(({ term }) => term));
  const terms = segment.terms.map((term) => ({
    concept: term.concept,
    outcome: outcomeOf(term, placed, hidden, { translated: translated.text, finished: text }),
  }));
  const lost = terms.filter(({ outcome }) => outcome === 'lost').map(({ concept }) => concept);
  return {
    text,
    codes: placeCodes(segment.codes, places, text.length),
    unknownWords: [...new Set(unknown.filter((word) => !expected.some((form) => contains(form, word))))],
    lostTerms: [...new Set(lost)],
    ...(terms.length > 0 ? { terms } : {}),
  };
}

/** What stands at an edge of the source stands at that edge of the translation; a pair only if it spans all of it. */
function placeEdges({ segment, source }: Attempt, text: string, places: Map<number, number>): void {
  const edges = { from: source.lead.length, to: segment.text.length - source.trail.length };
  const wraps = new Map(source.pairs.map(({ open, close }) => [close, open]));
  segment.codes.forEach((code, index) => {
    const partner = source.pairs.find((pair) => pair.open === index)?.close ?? wraps.get(index);
    const other = partner === undefined ? code : (segment.codes[partner] as typeof code);
    const edge = (at: number) => at <= edges.from || at >= edges.to;
    if (!edge(code.at) || !edge(other.at)) return;
    places.set(index, code.at <= edges.from ? code.at : Math.max(0, text.length - (segment.text.length - code.at)));
  });
}
