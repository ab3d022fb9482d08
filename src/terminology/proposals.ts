import { createHash } from 'node:crypto';
import type { LanguageTag } from '../model/language.ts';

/** A text that a person confirmed, beside the one that stood there before and the source of both. */
export interface ReviewedText {
  language: LanguageTag;
  before: string;
  after: string;
  /** Absent where the text was put right without one. */
  source?: { language: LanguageTag; text: string };
}

/** A wording that reviewers put in the place of another one: perhaps the house's. */
export interface TermProposal {
  /** Tells proposals apart: a hash of language and both wordings. */
  id: string;
  language: LanguageTag;
  before: string;
  after: string;
  kind: 'name' | 'term';
  /** Where the source has the old wording as it stands, in this language: machines copy names that they do not know. */
  source: LanguageTag | null;
  /** Texts in which people made this change. */
  texts: number;
  /** One of them, as it was confirmed. */
  example: string;
}

/** Texts in which a change of a common word has to be made before it is more than a matter of one sentence. */
const LEAST_OF_WORDS = 3;
/** Words of a wording; longer changes are phrasing. */
const LONGEST = 4;
/** Words of a text that are compared; longer ones are passed over, for the comparison takes time by the product of the lengths. */
const MOST_WORDS = 400;

interface Word {
  text: string;
  /** Whether a capital says nothing here, at the beginning of a sentence. */
  begins: boolean;
}

/**
 * Terms that reviews propose. A change of a name (every word of both wordings has a capital, not only because a sentence begins) counts at
 * once; a change of other words when it was made in three texts. Scripts without capitals have no names here.
 *
 * @param texts in any order
 * @returns those seen most often first
 */
export function termProposals(texts: Iterable<ReviewedText>): TermProposal[] {
  const found = new Map<string, TermProposal>();
  for (const { language, before, after, source } of texts) {
    const seen = new Set<string>();
    for (const change of wordChanges(before, after)) {
      const id = proposalId(language, change.before, change.after);
      if (seen.has(id)) continue;
      seen.add(id);
      const known = found.get(id);
      const copied = source !== undefined && words(source.text).some((_, at, all) => standsAt(all, at, change.before));
      found.set(id, {
        ...{ id, language, before: change.before, after: change.after, kind: change.name ? 'name' : 'term' },
        source: known?.source ?? (copied ? source.language : null),
        texts: (known?.texts ?? 0) + 1,
        example: known?.example ?? after,
      });
    }
  }
  return [...found.values()]
    .filter(({ kind, texts: seen }) => kind === 'name' || seen >= LEAST_OF_WORDS)
    .sort((a, b) => b.texts - a.texts || (a.id < b.id ? -1 : 1));
}

/** The name of a proposal, the same whenever it is made. */
export function proposalId(language: LanguageTag, before: string, after: string): string {
  return createHash('sha256')
    .update(JSON.stringify([language, before, after]))
    .digest('hex')
    .slice(0, 32);
}

interface WordChange {
  before: string;
  after: string;
  name: boolean;
}

/** Runs of words that others took the place of. */
function wordChanges(before: string, after: string): WordChange[] {
  const [old, made] = [words(before), words(after)];
  if (old.length > MOST_WORDS || made.length > MOST_WORDS) return [];
  return replacedRuns(old, made).flatMap(([gone, come]) => {
    if (gone.length === 0 || come.length === 0 || gone.length > LONGEST || come.length > LONGEST) return [];
    const [a, b] = [gone.map(({ text }) => text).join(' '), come.map(({ text }) => text).join(' ')];
    // Another case alone is the sentence's doing, unless it makes an acronym.
    const acronym = come.some(({ text }) => /\p{Lu}{2}/u.test(text));
    if (a.toLocaleLowerCase() === b.toLocaleLowerCase() && !acronym) return [];
    if (/^\p{N}+$/u.test(a.replaceAll(' ', '')) || /^\p{N}+$/u.test(b.replaceAll(' ', ''))) return [];
    const name = [...gone, ...come].every(isName);
    const perhaps = [...gone, ...come].some(({ text }) => /^\p{Lu}/u.test(text));
    return name || !perhaps ? [{ before: a, after: b, name }] : [];
  });
}

function isName({ text, begins }: Word): boolean {
  return /^\p{Lu}/u.test(text) && !begins;
}

/** Whether a text is in capitals throughout, as some headlines are: they name nothing then. */
function isShouted(text: string): boolean {
  const [capitals, small] = [/\p{Lu}/gu, /\p{Ll}/gu].map((letters) => (text.match(letters) ?? []).length);
  return (capitals ?? 0) > (small ?? 0);
}

function words(text: string): Word[] {
  const found: Word[] = [];
  const shouted = isShouted(text);
  let end = 0;
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+(?:[-'’.][\p{L}\p{M}\p{N}]+)*/gu)) {
    const between = text.slice(end, match.index);
    found.push({ text: match[0], begins: shouted || found.length === 0 || /[.!?:…«“"\n]/u.test(between) });
    end = match.index + match[0].length;
  }
  return found;
}

function standsAt(all: Word[], at: number, wording: string): boolean {
  return wording.split(' ').every((word, place) => all[at + place]?.text === word);
}

/** What stands between the words that both have, by a longest common subsequence (Hunt and McIlroy, 1976). */
function replacedRuns(a: Word[], b: Word[]): [Word[], Word[]][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (lengths[i] as Uint16Array)[j] =
        a[i]?.text === b[j]?.text ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const runs: [Word[], Word[]][] = [];
  let [gone, come]: [Word[], Word[]] = [[], []];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i]?.text === b[j]?.text) {
      if (gone.length + come.length > 0) runs.push([gone, come]);
      [gone, come] = [[], []];
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) gone.push(a[i++] as Word);
    else come.push(b[j++] as Word);
  }
  if (gone.length + come.length > 0) runs.push([gone, come]);
  return runs;
}
