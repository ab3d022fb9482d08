import { createRequire } from 'node:module';
import { baseLanguage, type LanguageTag, sameLanguage, UNDETERMINED } from '../model/language.ts';
import { eldScores } from './eld.ts';
import { fromIso6393, toIso6393 } from './iso6393.ts';
import { leadingScript, usualScript } from './script.ts';

/** Languages that are looked for where nobody configured any. */
export const defaultCandidates: LanguageTag[] = 'en fr es ca de it pt ar ru uk tr fa nl zh ja pl ro el he'.split(' ');

/** Letters below which an alphabet's text is not judged at all, and from which one opinion is enough. */
const fewestLetters = 12;
const enoughLetters = 60;
/** A script that only one candidate uses says more with less. */
const fewestOfScript = 2;
/** How far the best language must lead, in franc's and ELD's scores (both 0..1), to count as an opinion. */
const francMargin = 0.04;
const eldMargin = 0.05;
/** What a text that differs from its article must have to keep a language of its own. */
const fewestForeignLetters = 40;
/** The certainty of both detectors agreeing while only franc is clear. */
const agreed = 0.7;

export interface DetectionOptions {
  /** Languages that come into question; the answer is one of them or `und`. */
  candidates?: LanguageTag[];
  /** What the sender said: it is the article's language, whatever the texts look like. */
  declared?: LanguageTag;
}

interface Opinion {
  language: LanguageTag;
  /** 0..1: 1 where both detectors agree clearly. */
  certainty: number;
  letters: number;
}

/**
 * Says which language an article and each of its texts is in.
 *
 * The script decides first. Among the candidates of one script, franc (trigram ranks, Cavnar & Trenkle 1994) and ELD (n-gram scores) each
 * give an opinion; a text is decided where they agree, or where one is clear and the text long. The article's language is the one with most
 * letters behind it. A text in another language than the article keeps it only when it is long and its language certain.
 *
 * @param texts texts of the blocks, furniture left out by the caller
 * @returns `texts` at the same indexes; `und` where a text is too short or undecided
 */
export function detectLanguages(
  texts: string[],
  options: DetectionOptions = {},
): { article: LanguageTag; texts: LanguageTag[] } {
  const candidates = [...new Set(options.candidates?.length ? options.candidates : defaultCandidates)];
  const { declared } = options;
  if (declared && !candidates.some((each) => sameLanguage(each, declared))) candidates.push(declared);
  const opinions = texts.map((text) => opinion(text, candidates, declared));
  const article = declared ?? weigh(opinions, texts, candidates);
  return {
    article,
    texts: opinions.map(({ language, certainty, letters }) => {
      if (sameLanguage(language, article)) return article;
      if (article === UNDETERMINED || language === UNDETERMINED) return language;
      const otherScript = usualScript(language) !== usualScript(article);
      return otherScript || (certainty >= agreed && letters >= fewestForeignLetters) ? language : UNDETERMINED;
    }),
  };
}

/** The language with most letters behind it, by certainty; where no text alone decides, all together may. */
function weigh(opinions: Opinion[], texts: string[], candidates: LanguageTag[]): LanguageTag {
  const weights = new Map<LanguageTag, number>();
  for (const { language, certainty, letters } of opinions)
    if (language !== UNDETERMINED) weights.set(language, (weights.get(language) ?? 0) + letters * certainty);
  const [first] = [...weights].sort((a, b) => b[1] - a[1]);
  return first ? first[0] : opinion(texts.join('\n'), candidates).language;
}

const severalWords = /\p{L}\P{L}+\p{L}/u;

/** @param declared where ELD sees this language, franc is not asked: nothing that it could say makes the text one in another language */
function opinion(text: string, candidates: LanguageTag[], declared?: LanguageTag): Opinion {
  const { script, letters } = leadingScript(text);
  const undecided: Opinion = { language: UNDETERMINED, certainty: 0, letters };
  const possible = candidates.filter((each) => usualScript(each) === script);
  const [only] = possible;
  if (!only) return undecided;
  if (script !== 'Latn' && possible.length === 1)
    return letters >= fewestOfScript ? { language: only, certainty: 1, letters } : undecided;
  if (letters < fewestLetters || !severalWords.test(text)) return undecided;
  const second = eldOpinion(text, possible);
  if (declared !== undefined && sameLanguage(second.language, declared))
    return { language: second.language, certainty: 1, letters };
  // Far ahead in a long text, ELD is right: franc, which costs three times as much, is asked about the others.
  if (letters >= enoughLetters && second.margin >= 3 * eldMargin)
    return { language: second.language, certainty: 1, letters };
  const franc = francOpinion(text, possible);
  if (franc.language === second.language && second.language !== UNDETERMINED) {
    const clear = second.margin >= eldMargin || franc.margin >= francMargin;
    if (clear) return { language: second.language, certainty: second.margin >= eldMargin ? 1 : agreed, letters };
    return letters >= enoughLetters ? { language: second.language, certainty: 0.5, letters } : undecided;
  }
  // They disagree: ELD has been measured the better of the two on short texts, but has to be sure.
  const sure = second.margin >= 2 * eldMargin || (letters >= enoughLetters && second.margin >= eldMargin);
  if (second.language !== UNDETERMINED && sure) return { language: second.language, certainty: 0.5, letters };
  // Languages that ELD does not know.
  if (second.language === UNDETERMINED && letters >= enoughLetters && franc.margin >= francMargin)
    return { language: franc.language, certainty: 0.5, letters };
  return undecided;
}

/** Node gives modules to `require` at once; franc's tables are read when it is first asked. */
const require = createRequire(import.meta.url);
let francAll: typeof import('franc')['francAll'] | undefined;

interface Ranked {
  language: LanguageTag;
  /** Lead over the second. */
  margin: number;
}

const nobody: Ranked = { language: UNDETERMINED, margin: 0 };

function francOpinion(text: string, possible: LanguageTag[]): Ranked {
  const only = possible.map(toIso6393).filter((code) => code !== undefined);
  if (only.length === 0) return nobody;
  francAll ??= (require('franc') as typeof import('franc')).francAll;
  const [first, second] = francAll(text, { only, minLength: 1 });
  if (!first || first[0] === UNDETERMINED) return nobody;
  const base = fromIso6393(first[0]);
  const language = possible.find((each) => sameLanguage(each, base)) ?? UNDETERMINED;
  return { language, margin: first[1] - (second?.[1] ?? 0) };
}

function eldOpinion(text: string, possible: LanguageTag[]): Ranked {
  const [first, second] = eldScores(text, possible.map(baseLanguage));
  const language = possible.find((each) => baseLanguage(each) === first?.code);
  return first && language ? { language, margin: first.score - (second?.score ?? 0) } : nobody;
}
