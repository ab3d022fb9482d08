import type { LanguageTag } from '../model/language.ts';
import { articleIn, type Bare, withoutClitics } from './clitics.ts';
import type { Entry } from './entry.ts';
import { areForms, type Endings, eachRelative, endingsOf, type Paradigm } from './inflection/endings.ts';
import { type Stemmer, stemmerOf } from './inflection/stems.ts';
import { fold, foldWord, scanWords } from './tokens.ts';
import { WordTable } from './word-table.ts';

/** An entry that may begin at a word. */
export interface Start {
  entry: Entry;
  /** UTF-16 length of what is written onto the word and no part of the term. */
  cut: number;
  /** Whether the word is a preposition with the entry's own first word inside: the term's span begins with the word after it. */
  contracted: boolean;
  /** UTF-16 unit that the next word must begin with, folded; -1 where it may be another, or where there is no next word. */
  next: number;
}

/** A word as texts write it, with the entries that may begin at it. */
export interface Word {
  written: string;
  folded: string;
  /** What it may be without its clitics, itself first. */
  bare: Bare[];
  starts: Start[];
}

const bothParadigms: Paradigm[] = ['noun', 'verb'];

/** Stems that are remembered; then the memory begins anew. */
const REMEMBERED = 200_000;

/**
 * The wordings of one language by their first word: a look-up is one map access a word, whatever the size of the glossary, for what a
 * word could be a form of is found out once and remembered.
 */
export class TermIndex {
  readonly language: LanguageTag;
  /** Wordings of punctuation alone: they are looked for as they are written. */
  readonly literals: Entry[] = [];
  readonly #byFirst = new Map<string, Entry[]>();
  readonly #byStem = new Map<string, Entry[]>();
  readonly #words = new WordTable<Word>();
  readonly #endings: Endings | undefined;
  readonly #stems = new Map<string, string>();
  readonly #stemsOf = new Map<Entry, string[]>();
  #stemmer: Stemmer | undefined;
  #hasVerbs = false;

  constructor(language: LanguageTag) {
    this.language = language;
    this.#endings = endingsOf(language);
  }

  add(entry: Entry): void {
    const first = entry.tokens[0];
    if (first === undefined) {
      this.literals.push(entry);
      return;
    }
    put(this.#byFirst, first, entry);
    if (this.language === 'ar' && first.startsWith('ال') && first.length > 4) put(this.#byFirst, first.slice(2), entry);
    if (entry.paradigms.length === 0) return;
    if (entry.paradigms.includes('verb')) this.#hasVerbs = true;
    if (this.#endings) return;
    this.#stemmer ??= stemmerOf(this.language);
    if (!this.#stemmer) return;
    // Stemmers know endings by their diacritics, so that the words are taken as they are written.
    const stems: string[] = [];
    scanWords(entry.exact, (start, end) => {
      stems.push(this.#stem(entry.exact.slice(start, end)));
    });
    this.#stemsOf.set(entry, stems);
    put(this.#byStem, stems[0] as string, entry);
  }

  /** What is known of the word that stands at [start, end) of a text. */
  word(text: string, start: number, end: number, hash: number): Word {
    const known = this.#words.find(text, start, end, hash);
    if (known) return known;
    const written = text.slice(start, end);
    const folded = foldWord(written);
    const word: Word = {
      written,
      folded,
      bare: [{ folded, cut: 0 }, ...withoutClitics(folded, this.language)],
      starts: [],
    };
    word.starts = this.#startsAt(word);
    this.#words.add(word, hash);
    return word;
  }

  /** Whether a word of the text is the word at a place of an entry, or a form of it. */
  matches(word: Word, place: number, entry: Entry): boolean {
    const wanted = entry.tokens[place] as string;
    if (word.folded === wanted) return true;
    if (this.language === 'ar') {
      for (const { folded } of word.bare)
        if (folded === wanted || (wanted === `ال${folded}` && folded !== word.folded)) return true;
    }
    if (entry.paradigms.length === 0) return false;
    const endings = this.#endings;
    if (endings)
      return word.bare.some(({ folded }) =>
        entry.paradigms.some((paradigm) => areForms(wanted, folded, endings, paradigm)),
      );
    if (word.folded.length < 3 || wanted.length < 3) return false;
    const stem = this.#stemsOf.get(entry)?.[place];
    return stem !== undefined && stem === this.#stem(word.written);
  }

  #startsAt(word: Word): Start[] {
    const starts: Start[] = [];
    const seen = new Set<Entry>();
    const take = (entries: Entry[] | undefined, cut: number, contracted: boolean, wanted?: Paradigm) => {
      for (const entry of entries ?? []) {
        if (seen.has(entry) || (wanted && !entry.paradigms.includes(wanted))) continue;
        seen.add(entry);
        starts.push({ entry, cut, contracted, next: this.#secondLetter(entry) });
      }
    };
    for (const { folded, cut } of word.bare) {
      take(this.#byFirst.get(folded), cut, false);
      if (!this.#endings || folded.length < 3) continue;
      for (const paradigm of this.#hasVerbs ? bothParadigms : ['noun' as const])
        eachRelative(folded, this.#endings, paradigm, (base) => {
          const entries = this.#byFirst.get(base);
          if (entries) take(entries, cut, false, paradigm);
        });
    }
    if (!this.#endings && this.#byStem.size > 0 && word.folded.length > 2)
      take(this.#byStem.get(this.#stem(word.written)), 0, false);
    const article = articleIn(word.folded, this.language);
    if (article !== undefined)
      take(
        this.#byFirst.get(article)?.filter((entry) => entry.tokens.length > 1),
        0,
        true,
      );
    return starts;
  }

  /** Endings leave the first letter alone; clitics and a few whole words do not. */
  #secondLetter({ tokens, paradigms }: Entry): number {
    const second = tokens[1];
    if (second === undefined || this.language === 'ar') return -1;
    return paradigms.length > 0 && this.#endings?.whole.has(second) ? -1 : second.charCodeAt(0);
  }

  /** The stem of a word as it is written, folded. */
  #stem(written: string): string {
    let stem = this.#stems.get(written);
    if (stem === undefined) {
      const word = written.toLowerCase().normalize('NFC');
      stem = fold(this.#stemmer?.(word) ?? word);
      if (this.#stems.size >= REMEMBERED) this.#stems.clear();
      this.#stems.set(written, stem);
    }
    return stem;
  }
}

function put(index: Map<string, Entry[]>, key: string, entry: Entry): void {
  const there = index.get(key);
  if (there) there.push(entry);
  else index.set(key, [entry]);
}
