import { KeptByKind } from '../../model/kept.ts';
import type { LanguageTag } from '../../model/language.ts';
import { scanRuns } from '../tokens.ts';
import { insideAddress } from './context.ts';
import { type Spelling, type Spellings, spellingsOf } from './spellings.ts';

/** A spelling of the gazetteer that stands in a text, as half-open offsets in the evened text. */
export interface NameSpan {
  start: number;
  end: number;
  spelling: Spelling;
  /** The first letter of its article is written into the word before it: what stands there is not the spelling itself. */
  contracted?: boolean;
}

const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;

/** Arabic conjunctions and prepositions that are written together with the word they stand before. */
const clitics = /^[وفبكل]/u;

/**
 * The names of the gazetteer in an evened text: whole words, at each place the longest, without overlaps. A first-word index makes this one
 * map access a word. French and Catalan elision and English possessives end at an apostrophe, which parts words; Arabic clitics are cut.
 */
export function namesIn(text: string, language: LanguageTag): readonly NameSpan[] {
  return found.get(language, text, () => scan(text, language));
}

/** Of one text it is asked what it mentions, what is wrong in it, what its translation should say, and once more in each language. */
const found = new KeptByKind<readonly NameSpan[]>(500);

function scan(text: string, language: LanguageTag): NameSpan[] {
  const { byFirstWord, beginnings } = spellingsOf(language);
  const spans: NameSpan[] = [];
  let done = 0;
  scanRuns(text, (start, end) => {
    if (start < done) return;
    // Nearly all names begin with a capital, and few words do.
    const begins = beginnings[text.charCodeAt(start)] === 1;
    if (!begins && language !== 'ar') return;
    const written = text.slice(start, end);
    const span =
      (begins ? nameAt(text, start, written, byFirstWord) : undefined) ??
      (language === 'ar' ? afterClitic(text, start, written, byFirstWord) : undefined);
    if (!span) return;
    spans.push(span);
    done = span.end;
  });
  return spans;
}

function nameAt(text: string, start: number, first: string, index: Spellings['byFirstWord']): NameSpan | undefined {
  for (const spelling of index.get(first) ?? []) {
    const end = start + spelling.text.length;
    if (!text.startsWith(spelling.text, start) || wordCharacter.test(text.charAt(end))) continue;
    if (!insideAddress(text, start, end)) return { start, end, spelling };
  }
  return undefined;
}

/** Characters of the text that a name whose article lost its first letter is looked for in. */
const LONGEST_NAME = 80;

/** `وإدلب`, `بالقاهرة`: one or two clitics before a name; `للقاهرة`, in which the article of `القاهرة` has lost its first letter. */
function afterClitic(
  text: string,
  start: number,
  written: string,
  index: Spellings['byFirstWord'],
): NameSpan | undefined {
  for (let cut = 1; cut <= 2 && clitics.test(written.slice(cut - 1)); cut++) {
    const span = nameAt(text, start + cut, written.slice(cut), index);
    if (span) return span;
    if (written[cut - 1] !== 'ل' || written[cut] !== 'ل') continue;
    const from = start + cut;
    const restored = nameAt(`ا${text.slice(from, from + LONGEST_NAME)}`, 0, `ا${written.slice(cut)}`, index);
    if (restored) return { start: from, end: from + restored.end - 1, spelling: restored.spelling, contracted: true };
  }
  return undefined;
}
