import { replaceWording } from '../memory/replace.ts';
import type { InlineCode } from '../model/article.ts';
import { type LanguageTag, sameLanguage } from '../model/language.ts';
import type { StoredUnit } from '../model/memory-unit.ts';

/** A wording that another one takes the place of, in the texts of one language. */
export interface WordingChange {
  wording: string;
  replacement: string;
  language: LanguageTag;
  /** Only where it stands as a whole word. */
  word?: boolean;
}

/** Changes that are listed; more are only counted, so that a memory of any size fits. */
const LISTED = 1000;

/** What replacing a wording does to units, one by one, with a list of what it did. */
export class WordingEdits {
  readonly listed: { unit: string; before: string; after: string }[] = [];
  texts = 0;
  readonly #change: WordingChange;

  constructor(change: WordingChange) {
    this.#change = change;
  }

  /** The texts of a unit that change, as they shall be. */
  of(unit: StoredUnit): { variant: string; text: string; codes: InlineCode[] }[] {
    const { wording, replacement, language, word = false } = this.#change;
    return unit.variants.flatMap(({ id, language: written, text: before, codes: old }) => {
      if (!sameLanguage(written, language)) return [];
      const replaced = replaceWording(before, old, wording, replacement, { word });
      if (!replaced || replaced.text === before || replaced.text.trim() === '') return [];
      const { text, codes } = replaced;
      this.texts += 1;
      if (this.listed.length < LISTED) this.listed.push({ unit: unit.id, before, after: text });
      return [{ variant: id, text, codes }];
    });
  }
}
