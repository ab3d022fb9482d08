import type { LanguageTag } from '../model/language.ts';
import type { TermConstraint, TermFinder } from '../model/term.ts';
import { scanWords } from './tokens.ts';

/** A place of a translation where the prescribed form has to stand. Half-open UTF-16 offsets. */
export interface TermEdit {
  start: number;
  end: number;
  text: string;
}

/**
 * What makes a translation keep its prescribed terms, for engines that take no glossary: a wording of the concept that the house does not
 * use, and a source wording that was left standing, give way to the prescribed form. Nothing is guessed: a term that came out in words
 * nobody listed is lost, and the check of prescribed terms points at it.
 *
 * @returns edits that do not overlap, in text order, and the concepts that were lost
 */
export function termCorrections(
  text: string,
  to: LanguageTag,
  constraints: TermConstraint[],
  finder: TermFinder,
): { edits: TermEdit[]; lost: string[] } {
  const found = finder(text, to);
  const edits: TermEdit[] = [];
  const lost: string[] = [];
  const free = (start: number, end: number) => edits.every((edit) => edit.end <= start || edit.start >= end);
  for (const { concept, source, target } of constraints) {
    const wordings = found.filter((match) => match.concept === concept);
    const { length } = edits;
    for (const { start, end, term } of wordings)
      if ((term.status === 'deprecated' || term.forbidden) && free(start, end))
        edits.push({ start, end, text: target });
    if (edits.length > length || wordings.length > 0) continue;
    const copied = source === target ? undefined : wholeWords(text, source);
    if (copied && free(copied.start, copied.end)) edits.push({ ...copied, text: target });
    else if (!text.includes(target)) lost.push(concept);
  }
  return { edits: edits.sort((a, b) => a.start - b.start), lost };
}

/** Where a wording stands in a text as words of its own. */
function wholeWords(text: string, wording: string): { start: number; end: number } | undefined {
  const starts = new Set<number>();
  const ends = new Set<number>();
  scanWords(text, (start, end) => {
    starts.add(start);
    ends.add(end);
  });
  for (let start = text.indexOf(wording); start >= 0; start = text.indexOf(wording, start + 1)) {
    const end = start + wording.length;
    if (starts.has(start) && ends.has(end)) return { start, end };
  }
  return undefined;
}
