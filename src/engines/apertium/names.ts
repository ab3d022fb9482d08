import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import type { TermConstraint } from '../../model/term.ts';

/** What the dictionaries of a route say about texts, in Apertium's stream format: one output a dictionary, that of the source first. */
export type ReadTexts = (texts: string[]) => Promise<string[]>;

/** Capitalised words in a row. Half-open UTF-16 offsets. */
export interface Run {
  text: string;
  words: { text: string; start: number; end: number }[];
  /** Whether a sentence begins with it, and whether a determiner stands before it. */
  first: boolean;
  determined: boolean;
  /** Whether it stands in a title, where every word has a capital. */
  title: boolean;
}

/** What a dictionary says about one word of a run. */
interface Reading {
  /** Part of an expression of several words that the dictionary has as a whole. */
  joined: boolean;
  /** One list of tags a reading; none for a word that it does not know. */
  tags: string[][];
}

const word = "(?:O['’]\\p{Lu}\\p{Ll}+|\\p{Lu}(?=\\p{L}*\\p{Ll})[\\p{L}\\p{M}]*)(?:['’-]\\p{Lu}[\\p{L}\\p{M}]+)*";
const particle = '(?:van|von|der|den|ter|bin|ben|ibn) ';
const runs = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{Nd}_@#/-])${word}(?: (?:${particle})*(?:\\p{Lu}\\. )?${word})*(?![\\p{L}\\p{M}\\p{Nd}_@/-])`,
  'gu',
);
const wordInRun = new RegExp(word, 'gu');
const gaelic = /^(?:O['’]\p{Lu}\p{Ll}|Mc\p{Lu}\p{Ll})/u;

const sentenceStart = /(?:^|[.!?…:]["'”’»)]*\s|\n|["“«(¿¡–—]\s?)[^\p{L}\p{Nd}]*$/u;
const determiner =
  /(?<![\p{L}\p{M}])(?:the|an?|this|that|its|their|his|her|our|el|la|los|las|les|els|un|una|una|del|al|dels|als|su|sus|le|une|du|des|au|aux|ce|cette|son|sa) $|(?<![\p{L}\p{M}])[ldLD]['’]$/iu;

/** English names of offices and institutions that are written with a capital behind another name: `Kyiv Mayor`, `Idlib Province`. */
const offices = new Set(
  (
    'academy act administration agency agreement airlines airport alliance army assembly association authority avenue award bank base bay beach ' +
    'board border bridge brigade bureau cabinet campaign castle cathedral center centre chamber chancellor church city club coalition coast ' +
    'college commission committee company conference congress convention corporation council county court crisis cup day declaration ' +
    'department desert district division east embassy empire falls family federation festival fire force forces forest forum foundation front ' +
    'fund game general government governor group guard gulf hall high hill hills hospital hotel house hurricane industry ' +
    'institute international island islands king kingdom lake law league legislature line mayor media military minister ministry mission ' +
    'mosque mount mountain mountains movement museum national navy news night north office organization palace park parliament party pass ' +
    'peace peninsula plan plant police port post premier president press prime prince princess prison prize program project protocol ' +
    'province queen radio railway region republic research river road royal school sea senate senator service show society south square ' +
    'stadium state states station storm strait street street summit symphony television territory theatre theater times tower town treaty ' +
    'tribunal troops trust tunnel union university valley village war wall week west world zone zoo'
  ).split(' '),
);

/** The runs of a text that could hold a person's name. */
export function runsIn(text: string, from: LanguageTag): Run[] {
  const days = calendar(from);
  const long = [...text.matchAll(/[\p{L}\p{M}]{4,}/gu)].map(([found]) => found);
  // Only English writes titles so.
  const title =
    baseLanguage(from) === 'en' &&
    long.length >= 4 &&
    long.filter((found) => /^\p{Lu}/u.test(found)).length > long.length * 0.6;
  return [...text.matchAll(runs)].flatMap((match): Run[] => {
    const words = [...match[0].matchAll(wordInRun)].map(({ 0: found, index }) => {
      const start = match.index + index;
      return { text: found, start, end: start + found.length };
    });
    if (words.length < 2 && !gaelic.test(match[0])) return [];
    if (words.some(({ text: found }) => days.has(found.toLowerCase()))) return [];
    const before = text.slice(0, match.index);
    return [
      {
        text: words.map(({ text: found }) => found.replaceAll('’', "'")).join(' '),
        words,
        first: sentenceStart.test(before),
        determined: determiner.test(before),
        title,
      },
    ];
  });
}

/**
 * The words of names that Apertium would take for common words (`Anna Baker`, `Óscar Puente`), as terms that stand for themselves. A
 * person's name is a given name and what follows it with a capital. What the dictionary has as an expression (`Prime Minister`,
 * `New York`) or as nothing but a proper noun is left to it.
 *
 * @param outputs what the dictionaries said about the runs' texts, written by `formsAsStream`
 */
export function namesIn(given: Run[], outputs: string[], from: LanguageTag): TermConstraint[][] {
  const lines = outputs.map((output) => output.split('[]'));
  return given.map((run, index) => {
    const readings = lines.map((list) => readingsOf(run, list[index] ?? ''));
    const [source] = readings;
    if (!source) return [];
    const common = (at: number) => readings.some((reading) => isCommon(reading[at]));
    const person = personIn(run, source, baseLanguage(from));
    const wanted = run.words.map(
      ({ text }, at) => common(at) && ((person && at >= person.start && at < person.end) || gaelic.test(text)),
    );
    return contiguous(run, wanted);
  });
}

/** Where in a run a given name stands with what follows it. */
function personIn(run: Run, source: Reading[], from: string): { start: number; end: number } | undefined {
  for (let start = 0; start < run.words.length - 1; start++) {
    const kind = givenName(source[start]);
    const next = source[start + 1];
    const opens = start === 0;
    if (kind === 'none' || !next || next.joined) continue;
    if (kind === 'unknown' && !(opens || isOffice(run, start - 1))) continue;
    if (kind !== 'sure' && (run.title || (opens && run.determined))) continue;
    if (kind === 'ambiguous' && opens && run.first && !has(next, 'cog') && next.tags.length > 0) continue;
    if (kind !== 'sure' && isPlural(next) && (kind === 'unknown' || has(source[start] as Reading, 'adj'))) continue;
    let end = start + 1;
    const last = run.title ? start + 2 : run.words.length;
    while (end < last && !source[end]?.joined && !(from === 'en' && isOffice(run, end))) end++;
    if (end > start + 1) return { start, end };
  }
  return undefined;
}

/** Whether a word is a given name for certain, can be one, or is unknown, as most given names are. */
function givenName(reading?: Reading): 'sure' | 'ambiguous' | 'unknown' | 'none' {
  if (!reading || reading.joined) return 'none';
  if (reading.tags.length === 0) return 'unknown';
  if (!has(reading, 'ant')) return 'none';
  const person = reading.tags.every((tags) => tags[0] === 'np' && (tags.includes('ant') || tags.includes('cog')));
  return person ? 'sure' : 'ambiguous';
}

function isOffice(run: Run, at: number): boolean {
  return offices.has(run.words[at]?.text.toLowerCase() ?? '');
}

function has(reading: Reading, tag: string): boolean {
  return reading.tags.some((tags) => tags.includes(tag));
}

function isPlural(reading: Reading): boolean {
  return reading.tags.length > 0 && reading.tags.every((tags) => tags[0] === 'n' && tags.includes('pl'));
}

function isCommon(reading?: Reading): boolean {
  return reading !== undefined && !reading.joined && reading.tags.some(([category]) => category !== 'np');
}

/** Neighbouring words are one term: `Le Maire`. */
function contiguous(run: Run, wanted: boolean[]): TermConstraint[] {
  const terms: TermConstraint[] = [];
  let text = '';
  run.words.forEach((found, at) => {
    if (!wanted[at]) return;
    const last = terms.at(-1);
    if (last && wanted[at - 1] && found.start === last.end + 1) {
      text = `${text} ${found.text}`;
      terms[terms.length - 1] = { ...last, end: found.end, source: text, target: text, accepted: [text] };
      return;
    }
    text = found.text;
    terms.push({ concept: '', start: found.start, end: found.end, source: text, target: text, accepted: [text] });
  });
  return terms;
}

/** Reads one line of a dictionary's output: `^Anna/Anna<np><ant><f><sg>$ ^Baker/baker<n><sg>$`. */
function readingsOf(run: Run, line: string): Reading[] {
  let at = 0;
  const units = [...line.matchAll(/\^((?:\\.|[^$\\])*)\$/g)].flatMap(([, unit = '']) => {
    const [surface = '', ...analyses] = unit.split('/');
    const start = run.text.indexOf(surface, at);
    if (start < 0) return [];
    at = start + surface.length;
    const known = analyses.filter((analysis) => !analysis.startsWith('*'));
    const tags = known.map((analysis) => [...analysis.matchAll(/<([^>]+)>/g)].map(([, tag]) => tag as string));
    return [{ start, end: at, tags }];
  });
  let start = 0;
  return run.words.map(({ text }) => {
    const end = start + text.length;
    const mine = units.filter((unit) => unit.start < end && unit.end > start);
    const joined = mine.some((unit) => unit.start < start || unit.end > end);
    start = end + 1;
    return { joined, tags: mine.flatMap(({ tags }) => tags) };
  });
}

/** The names of months and weekdays in a language. */
function calendar(language: LanguageTag): Set<string> {
  const name = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, index) => format.format(Date.UTC(2024, index, 1 + index)).toLowerCase());
  };
  return new Set([...name({ month: 'long' }), ...name({ weekday: 'long' })]);
}
