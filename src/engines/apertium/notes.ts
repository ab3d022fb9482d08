import type { InlineCode } from '../../model/article.ts';
import { codeStructure } from '../code-placement.ts';
import type { Stretch } from './tokens.ts';

/** Elements that only change how a word looks: digits in them may be a part of it (`CO<b>2</b>`). */
const looks = /^<(?:b|big|em|font|i|mark|s|small|strong|tt|u)\b/i;

/** A pair of codes with what the text says inside it. */
interface Marked {
  start: number;
  end: number;
  /** The opening tags that stand around exactly this text. */
  tags: string[];
}

/**
 * Marks that hang on a word without being a part of it: numbers of footnotes, powers and signs (`cost<sup>1</sup>`), whose text has no
 * letter. They are kept, so that the word before them is translated as what it is. An index (`H<sub>2</sub>O`, `CO<sub>2</sub>`) is a part
 * of its word.
 *
 * @returns stretches in text order that do not overlap; marks that touch are one stretch
 */
export function hangingNotes(text: string, codes: InlineCode[]): Stretch[] {
  const inWord = (at: number) => /[\p{L}\p{M}\p{Nd}]/u.test(text[at] ?? '');
  const notes: Stretch[] = [];
  for (const { start, end, tags } of marksWithoutLetters(text, codes)) {
    const raised = tags.some((tag) => /^<sup\b/i.test(tag));
    const lowered = tags.some((tag) => /^<sub\b/i.test(tag));
    const last = notes.at(-1);
    const begins = last?.end === start;
    const glued = begins || inWord(start - 1);
    if (lowered && !raised && (glued || inWord(end))) continue;
    const note = raised || lowered || (glued && !inWord(end) && !tags.every((tag) => looks.test(tag)));
    if (!note) continue;
    if (last && begins) last.end = end;
    else notes.push({ start, end, kept: true });
  }
  return notes;
}

function marksWithoutLetters(text: string, codes: InlineCode[]): Marked[] {
  const marks = new Map<string, Marked>();
  for (const [open, close] of codeStructure(codes).pairs) {
    const { at: start, data } = codes[open] as InlineCode;
    const end = (codes[close] as InlineCode).at;
    const inside = text.slice(start, end);
    if (inside.length > 12 || !/^[^\p{L}\p{M}\s]+$/u.test(inside)) continue;
    const key = `${start} ${end}`;
    const mark = marks.get(key) ?? { start, end, tags: [] };
    mark.tags.push(data);
    marks.set(key, mark);
  }
  let after = 0;
  return [...marks.values()]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((mark) => {
      if (mark.start < after) return false;
      after = mark.end;
      return true;
    });
}
