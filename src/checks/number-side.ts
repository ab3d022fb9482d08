import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { NumberMark } from './number-mark.ts';
import { readNumbers } from './number-reading.ts';
import { numberWords } from './number-words.ts';
import { isConverted } from './unit-conversion.ts';

/** A text whose numbers are compared. */
export interface Text {
  text: string;
  language: LanguageTag;
}

/** Up to here a number may be spelled out in a language whose number words we do not know. */
const SPELLED_OUT = 20;
/** Up to here a number may go without saying: `1` is an article or nothing, Arabic has a dual. */
const unsaid: Record<LanguageTag, number> = { ar: 2 };

const kinds = ['figure', 'spelled', 'month'] as const;

/** The numbers of one text, and which of them are spoken for. */
export class Side {
  readonly marks: readonly NumberMark[];
  readonly figures: readonly NumberMark[];
  readonly words: boolean;
  readonly text: string;
  private readonly limit: number;
  /** Which units of the text belong to marks in use; made when the first is. */
  private taken: Uint8Array | undefined;
  /** Marks by kind and value, in the order of free(); those in use are dropped from the front. */
  private places: Map<NumberMark, number> | undefined;
  private index: Map<string, { marks: NumberMark[]; from: number }> | undefined;

  constructor({ text, language }: Text) {
    this.text = text;
    const { marks, figures } = readNumbers(text, language);
    this.marks = marks;
    this.figures = figures;
    this.words = numberWords(baseLanguage(language)) !== undefined;
    this.limit = this.words ? (unsaid[baseLanguage(language)] ?? 0) : SPELLED_OUT;
  }

  use(mark: NumberMark): void {
    this.taken ??= new Uint8Array(this.text.length);
    this.taken.fill(1, mark.start, mark.end);
  }

  /** Made when first asked for: the figures of most texts are in the same order. */
  private get byValue(): Map<string, { marks: NumberMark[]; from: number }> {
    if (this.index) return this.index;
    this.index = new Map();
    for (const mark of [...this.marks].sort(longestFirst)) {
      for (const value of keysOf(mark, true)) {
        const key = `${mark.kind} ${value}`;
        const list = this.index.get(key);
        if (list) list.marks.push(mark);
        else this.index.set(key, { marks: [mark], from: 0 });
      }
    }
    return this.index;
  }

  private isFree({ start, end }: NumberMark): boolean {
    if (this.taken === undefined) return true;
    for (let at = start; at < end; at += 1) if (this.taken[at] === 1) return false;
    return true;
  }

  /** The first free mark of a kind that shares a value with a mark of the other text. */
  first(kind: NumberMark['kind'], mark: NumberMark, blind: boolean): NumberMark | undefined {
    let found: NumberMark | undefined;
    for (const key of keysOf(mark, blind)) {
      const list = this.byValue.get(`${kind} ${key}`);
      if (!list) continue;
      while (list.from < list.marks.length && !this.isFree(list.marks[list.from] as NumberMark)) list.from += 1;
      const candidate = list.marks[list.from];
      if (candidate && (!found || longestFirst(candidate, found) < 0)) found = candidate;
    }
    return found;
  }

  /** Whether the text has a number, in use or not, that shares a value with a mark of the other text. */
  says(mark: NumberMark, blind: boolean): boolean {
    return keysOf(mark, blind).some((value) => kinds.some((kind) => this.byValue.has(`${kind} ${value}`)));
  }

  /** Marks of a kind that overlap none in use, longest first where they overlap each other. */
  free(kind: NumberMark['kind']): NumberMark[] {
    return this.marks.filter((mark) => mark.kind === kind && this.isFree(mark)).sort(longestFirst);
  }

  /** Index of a figure; -1 for other marks. */
  private placeOf(mark: NumberMark): number {
    this.places ??= new Map(this.figures.map((figure, index) => [figure, index]));
    return this.places.get(mark) ?? -1;
  }

  /** Whether a figure is one of two measures of one thing, `100 feet (30 m)`, of which the other is in use. */
  isRestated(mark: NumberMark): boolean {
    const at = this.placeOf(mark);
    return this.figures.slice(Math.max(0, at - 1), at + 2).some((other) => {
      const [first, second] = other.start < mark.start ? [other, mark] : [mark, other];
      const inBracket =
        /^[^\d()]{0,40}\([^\d()]{0,15}$/u.test(this.text.slice(first.end, second.start)) &&
        /^[^\d()]{0,30}\)/u.test(this.text.slice(second.end));
      return other !== mark && inBracket && !this.isFree(other);
    });
  }

  /** Whether the figure next to one is the same measure in another unit: `5 miles, or 8 km`. */
  isConvertedBeside(mark: NumberMark): boolean {
    const at = this.placeOf(mark);
    return [this.figures[at - 1], this.figures[at + 1]].some(
      (other) => at >= 0 && other && !this.isFree(other) && isConverted(mark, this.text, other, this.text),
    );
  }

  /** Whether the text may have the number in words that we do not know, or in none. */
  maySpell({ figures }: NumberMark): boolean {
    return [...figures].some((value) => Number(value) <= this.limit);
  }
}

function longestFirst(a: NumberMark, b: NumberMark): number {
  return a.start - b.start || b.end - a.end;
}

/** What a mark is found by; its figures alone only where scale words of a language are unknown. */
function keysOf({ values, figures }: NumberMark, blind: boolean): string[] {
  const keys = [...values].map((value) => `v${value}`);
  return blind ? [...keys, ...[...figures].map((value) => `f${value}`)] : keys;
}
