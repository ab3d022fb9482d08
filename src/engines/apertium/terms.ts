import type { InlineCode } from '../../model/article.ts';
import type { LanguageTag } from '../../model/language.ts';
import type { TermConstraint, TermOutcome } from '../../model/term.ts';
import { adapted, isFunctionWords } from './determiners.ts';
import type { Features } from './morphology.ts';
import { type Edit, edited, type Reformatted } from './reformat.ts';
import { contains } from './whole-words.ts';

/** A term and what stands for it in a translation: [start, end) becomes `form`. Half-open UTF-16 offsets. */
export interface PlacedTerm {
  term: TermConstraint;
  start: number;
  end: number;
  form: string;
}

/**
 * Pairs of codes around terms. They travel with the words, so that the translation shows what each term became, wherever it went; a
 * prescribed form that something else was translated into is not taken for the term's.
 */
export function marksFor(terms: TermConstraint[]): InlineCode[] {
  return terms.flatMap(({ start, end }, index): InlineCode[] => {
    const [open, close] = [`term ${index}`, `end of term ${index}`];
    return [
      { id: open, kind: 'open', at: start, pair: close, data: '' },
      { id: close, kind: 'close', at: end, pair: open, data: '' },
    ];
  });
}

/**
 * The marked terms that Apertium translated as prescribed, or nearly so: in other case, or by an admitted form for which the preferred
 * one can stand because it has the same gender, number and first sound.
 *
 * @param offset index of the first term's mark in the codes that were sent
 */
export function translatedTerms(
  { text, places }: Reformatted,
  marked: TermConstraint[],
  offset: number,
  to: LanguageTag,
  features: Map<string, Features>,
): PlacedTerm[] {
  return marked.flatMap((term, index): PlacedTerm[] => {
    const start = places.get(offset + 2 * index);
    const end = places.get(offset + 2 * index + 1);
    if (start === undefined || end === undefined) return [];
    const form = [term.target, ...term.accepted].find((candidate) => endsWith(text.slice(start, end), candidate, to));
    if (form === undefined || (form !== term.target && !haveSameShape(form, term.target, features))) return [];
    const at = end - form.length;
    const begins = isSentenceStart(text.slice(0, at)) && /^\p{Lu}/u.test(text.slice(at));
    return [{ term, start: at, end, form: begins ? withCapital(term.target) : term.target }];
  });
}

/** Writes terms into a translation and makes the word before each of them agree. */
export function withTerms(
  translated: Reformatted,
  placed: PlacedTerm[],
  to: LanguageTag,
  features: Map<string, Features>,
): Reformatted {
  const { text } = translated;
  const edits: Edit[] = [];
  let after = 0;
  for (const { term, start, end, form } of [...placed].sort((a, b) => a.start - b.start)) {
    if (start < after) continue;
    const change = adapted(to, text.slice(after, start), form, features.get(term.target));
    if (change) edits.push({ start: start - change.remove, end: start, text: change.insert });
    if (text.slice(start, end) !== form) edits.push({ start, end, text: form });
    after = end;
  }
  return edited(translated, edits);
}

/**
 * How a term came into a translation: as its placeholder, in the words of Apertium, or in their place.
 *
 * @param hidden the terms that went through as placeholders
 * @param text the translation before terms were written into it, and at its end
 */
export function outcomeOf(
  term: TermConstraint,
  placed: PlacedTerm[],
  hidden: ReadonlySet<TermConstraint>,
  text: { translated: string; finished: string },
): TermOutcome {
  const place = placed.find((one) => one.term === term);
  if (!place) return term.accepted.some((form) => contains(text.finished, form)) ? 'free' : 'lost';
  if (hidden.has(term)) return 'placeholder';
  return text.translated.slice(place.start, place.end) === place.form ? 'free' : 'correction';
}

/** Whether a form closes a text, in whatever case and with either apostrophe, after nothing but prepositions and determiners. */
function endsWith(text: string, form: string, to: LanguageTag): boolean {
  const folded = (written: string) => written.normalize('NFC').replaceAll('’', "'").toLowerCase();
  const at = text.length - form.length;
  return form !== '' && at >= 0 && folded(text.slice(at)) === folded(form) && isFunctionWords(to, text.slice(0, at));
}

function haveSameShape(form: string, preferred: string, features: Map<string, Features>): boolean {
  const [a, b] = [features.get(form), features.get(preferred)];
  const startsWithVowel = (word: string) => /^h?[aeiou]/i.test(word.normalize('NFD'));
  return (
    a?.number !== undefined &&
    a.number === b?.number &&
    a.gender === b.gender &&
    startsWithVowel(form) === startsWithVowel(preferred)
  );
}

function isSentenceStart(before: string): boolean {
  return /(?:^|[.!?…]["'”’»)]*\s)[^\p{L}\p{Nd}]*$/u.test(before);
}

function withCapital(form: string): string {
  return form.charAt(0).toUpperCase() + form.slice(1);
}
