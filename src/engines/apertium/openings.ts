import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { type Edit, edited, type Reformatted } from './reformat.ts';

/** A question or exclamation mark that ends a sentence: nothing of the sentence goes on behind it. */
const ending = /(?<=[\p{L}\p{M}\p{Nd}%)»”"’'€…])([?!])[?!]*(?=["”’»)\]]*(?:\s+(?!\p{Ll})|$)|["”’»)])/gu;

/** Where a sentence begins: behind the end of another one, a colon, a line break. Not behind the full stop of an abbreviation. */
const boundary = /(?:(?<!(?<!\p{L})(?:\p{Lu}|Sra?|Dra?|Da|Uds?|St|Mr|Mrs|Ms|[A-Z]{2}))\.|[!?…:])["”’»)\]]*\s+|\n\s*/gu;

/**
 * Opens questions and exclamations in Spanish, where their sentence begins. Ortografía de la lengua española (RAE, 2010), chapter III, 3.3.
 * Apertium carries over the marks of the source, and most languages only have the closing ones.
 */
export function opened(translated: Reformatted, to: LanguageTag): Reformatted {
  if (baseLanguage(to) !== 'es') return translated;
  const { text } = translated;
  const edits: Edit[] = [];
  for (const { 1: mark, index } of text.matchAll(ending)) {
    const before = text.slice(0, index);
    const from = Math.max(0, ...[...before.matchAll(boundary)].map((match) => match.index + match[0].length));
    const start = from + beginningIn(before.slice(from));
    const sentence = text.slice(start, index);
    const opening = mark === '?' ? '¿' : '¡';
    if (
      /[¿¡]/.test(text.slice(from, index)) ||
      !/\p{L}/u.test(sentence) ||
      edits.some((edit) => edit.start === start)
    ) {
      continue;
    }
    edits.push({ start, end: start, text: opening });
  }
  return edited(
    translated,
    edits.sort((a, b) => a.start - b.start),
  );
}

/** Where the words of an unfinished sentence begin: behind the last quote or bracket that is open, and behind a dash that begins it. */
function beginningIn(sentence: string): number {
  const open: number[] = [];
  [...sentence].reduce((at, character) => {
    const straight = character === '"' && open.length > 0 && sentence[open.at(-1) as number] === '"';
    if (straight || /[»”)\]]/.test(character)) open.pop();
    else if (/[«“"([]/.test(character)) open.push(at);
    return at + character.length;
  }, 0);
  const from = open.length > 0 ? (open.at(-1) as number) + 1 : 0;
  return from + (/^[\s—–-]*/.exec(sentence.slice(from))?.[0].length ?? 0);
}
