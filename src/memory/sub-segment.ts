import type { TranslationUnit } from '../model/memory.ts';
import { phraseSpans, type Span } from './concordance.ts';
import { NAME, NUMBER, Scan } from './tokens.ts';
import { Cooccurrence, translatedSpan } from './translated-phrase.ts';

/** A part of a segment that the memories know, with its translation. */
export interface SubSegment extends Span {
  /** The part as it stands in the segment. */
  text: string;
  translation: string;
  /** `unit`: a unit has this part alone as its source; `phrase`: it stands in several units that agree on its translation. */
  kind: 'unit' | 'phrase';
  /** How many units have this translation, and of how many it could be told what they have. */
  agreeing: number;
  of: number;
}

/** What is asked of the memories: units are named by their ids. */
export interface SubSegmentSource {
  /** Units that hold the words of a phrase in a row; at most `limit`. */
  holding(phrase: string, limit: number): string[];
  /** Units whose whole text is this one but for case and typography. */
  being(text: string, limit: number): string[];
  /** Whether a word is in so many texts that it tells nothing. */
  isCommon(word: string): boolean;
  /** Units from which to learn what translates some words. */
  evidence(words: string[]): string[];
  /** The units with their translations. */
  read(units: string[]): Promise<TranslationUnit[]>;
}

/** Units of a phrase that are compared. */
const COMPARED = 20;
/** Most letters of a word that is taken for a function word, in scripts that part words. */
const SHORT = 3;
/** Most words of a part: longer ones are similar segments rather. */
const MOST_WORDS = 12;

interface Word extends Span {
  folded: string;
  number: boolean;
  name: boolean;
}

/** Words [from, to) of the segment. */
interface Part {
  from: number;
  to: number;
  text: string;
  units: string[];
  kind: SubSegment['kind'];
}

/**
 * The longest parts of a segment, of two words or more, that the memories can translate: whole units that stand inside it, and phrases
 * that stand in several units which agree on the translation. They do not overlap; longer ones go first. Phrases that begin or end with a
 * function word, and phrases with numbers (of which the memory knows only that they are numbers), are none.
 *
 * @returns the parts in the order of the segment
 */
export async function subSegments(text: string, source: SubSegmentSource): Promise<SubSegment[]> {
  const words = wordsOf(text);
  const parts = knownParts(text, words, source);
  if (parts.length === 0) return [];
  const content = new Set(
    parts.flatMap(({ from, to, kind }) => (kind === 'phrase' ? words.slice(from, to).map(({ folded }) => folded) : [])),
  );
  const longest = parts.filter((part) => !parts.some((other) => other !== part && holds(other, part)));
  const learnt = [...longest.flatMap(({ units }) => units), ...source.evidence([...content])];
  const read = new Map<string, TranslationUnit[]>();
  const readAll = async (ids: string[]) => {
    const missing = [...new Set(ids)].filter((id) => !read.has(id));
    const units = Map.groupBy(missing.length > 0 ? await source.read(missing) : [], ({ id }) => id ?? '');
    for (const id of missing) read.set(id, units.get(id) ?? []);
  };
  await readAll(learnt);
  const statistics = new Cooccurrence([...read.values()].flat());
  const told = ({ from, to }: Part) =>
    words.slice(from, to).flatMap((word) => (tells(word, source) ? word.folded : []));
  const taken: Part[] = [];
  const found: SubSegment[] = [];
  // One look-up for all parts of one length: of shorter ones most are inside those taken by then.
  for (const level of [...Map.groupBy(parts, ({ from, to }) => to - from)].sort(([a], [b]) => b - a)) {
    const open = level[1].filter((part) => !taken.some((other) => overlap(part, other)));
    await readAll(open.flatMap(({ units }) => units));
    for (const part of open) {
      if (taken.some((other) => overlap(part, other))) continue;
      const units = part.units.flatMap((id) => read.get(id) ?? []);
      const agreed =
        part.kind === 'unit' ? translationOfUnit(units) : agreedTranslation(part.text, told(part), units, statistics);
      if (!agreed) continue;
      taken.push(part);
      const start = (words[part.from] as Word).start;
      found.push({ start, end: start + part.text.length, text: part.text, kind: part.kind, ...agreed });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Where the words of a text stand. */
export function wordSpans(text: string): Span[] {
  return wordsOf(text).map(({ start, end }) => ({ start, end }));
}

/** All parts that units have, whole units first among those of one length. */
function knownParts(text: string, words: Word[], source: SubSegmentSource): Part[] {
  const slice = (from: number, to: number) => text.slice((words[from] as Word).start, (words[to - 1] as Word).end);
  const telling = words.map((word) => tells(word, source));
  const wholes: Part[] = [];
  const phrases: Part[] = [];
  // What one unit holds from a word on, it holds from the next word on: ends only move forward.
  let [one, several] = [0, 0];
  for (let from = 0; from < words.length - 1; from += 1) {
    one = Math.max(one, from + 1);
    while (one < words.length && one - from < MOST_WORDS && source.holding(slice(from, one + 1), 1).length > 0)
      one += 1;
    several = Math.max(several, from + 1);
    while (several < one && source.holding(slice(from, several + 1), 2).length > 1) several += 1;
    for (let to = from + 2; to <= one; to += 1) {
      if (!telling.slice(from, to).includes(true)) continue;
      const whole = to - from < words.length ? source.being(slice(from, to), COMPARED) : [];
      if (whole.length > 0) wholes.push({ from, to, text: slice(from, to), units: whole, kind: 'unit' });
      // What begins or ends with a function word says less than it seems: the word goes with what stands outside.
      if (to > several || !telling[from] || !telling[to - 1]) continue;
      if (words.slice(from, to).some(({ number }) => number)) continue;
      phrases.push({
        from,
        to,
        text: slice(from, to),
        units: source.holding(slice(from, to), COMPARED),
        kind: 'phrase',
      });
    }
  }
  return [...wholes, ...phrases];
}

function tells({ folded, name, number }: Word, source: SubSegmentSource): boolean {
  if (number) return false;
  if (name) return true;
  const short =
    folded.length <= SHORT &&
    !/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Khmr}\p{sc=Laoo}\p{sc=Mymr}]/u.test(folded);
  return !short && !source.isCommon(folded);
}

/** The translation of whole units: the one that most of them have, those that a person confirmed before others. */
function translationOfUnit(units: TranslationUnit[]): Agreed | undefined {
  const confirmed = units.filter(({ origin }) => origin === 'human');
  const counted = confirmed.length > 0 ? confirmed : units;
  return mostFrequent(counted.map(({ target }) => target));
}

interface Agreed {
  translation: string;
  agreeing: number;
  of: number;
}

/**
 * What translates a phrase in two units or more, and in more than half of those in which it can be told; all its telling words have to go
 * together with a word of it, or it would be the translation of a part.
 */
function agreedTranslation(
  phrase: string,
  telling: string[],
  units: TranslationUnit[],
  statistics: Cooccurrence,
): Agreed | undefined {
  const pairs = new Map(units.map((unit) => [`${unit.source}\n${unit.target}`, unit]));
  const translations = [...pairs.values()].flatMap((unit) => {
    const [span] = phraseSpans(phrase, unit.source);
    const translated = span && translatedSpan(unit, span, statistics);
    return translated ? [unit.target.slice(translated.start, translated.end)] : [];
  });
  const agreed = mostFrequent(translations);
  if (!agreed || agreed.agreeing < 2 || agreed.agreeing * 2 <= agreed.of) return undefined;
  const translated = wordsOf(agreed.translation).map(({ folded }) => folded);
  const explained = telling.every((word) =>
    translated.some((other) => word === other || statistics.link(word, other) > 0),
  );
  return explained ? agreed : undefined;
}

/** Of equally frequent ones the first; upper and lower case count as one. */
function mostFrequent(translations: string[]): Agreed | undefined {
  const byText = [...Map.groupBy(translations, (text) => text.normalize().toLowerCase()).values()];
  const most = byText.reduce<string[]>((best, same) => (same.length > best.length ? same : best), []);
  return most[0] === undefined ? undefined : { translation: most[0], agreeing: most.length, of: translations.length };
}

const scan = new Scan();

function wordsOf(text: string): Word[] {
  scan.read(text);
  return Array.from({ length: scan.count }, (_, at) => ({
    start: scan.from[at] as number,
    end: scan.to[at] as number,
    folded: scan.folded(at),
    number: scan.flags[at] === NUMBER,
    name: scan.flags[at] === NAME,
  }));
}

function overlap(a: Part, b: Part): boolean {
  return a.from < b.to && b.from < a.to;
}

function holds(outer: Part, inner: Part): boolean {
  return outer.from <= inner.from && outer.to >= inner.to && outer.to - outer.from > inner.to - inner.from;
}
