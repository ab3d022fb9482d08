import { type ConcordanceHit, findPhrase, holdersOf } from '../memory/concordance.ts';
import type { MemoryIndex } from '../memory/index/memory-index.ts';
import { sampleOf } from '../memory/index/sample.ts';
import { groupTraits } from '../memory/index/unit-texts.ts';
import type { LanguageTag } from '../model/language.ts';
import type { MemoryStore } from '../model/ports.ts';
import type { MemoryIndexes } from './memory-indexes.ts';
import { unitOfHit } from './similar-units.ts';

/** What phrases are looked up in. */
export interface PhraseTools {
  /** The memories in force, as the desk may read them. */
  store: MemoryStore;
  indexes: MemoryIndexes;
}

/** A unit that holds a phrase. */
export interface PhraseHit extends Pick<ConcordanceHit, 'kind' | 'changed'> {
  unit: string;
  origin: 'human' | 'mt';
  /** Which of the unit's texts in this language holds it, 0 up. */
  text: number;
}

/** Units that are looked at for what words go together with the words of a phrase: for each word, and of all kinds. */
const EVIDENCE_A_WORD = 40;
const EVIDENCE_AT_LARGE = 300;

/** The indexes of the memories in force, brought up to date, for looking up phrases of one language. */
export class PhraseIndexes {
  readonly #indexes: MemoryIndex[];

  private constructor(indexes: MemoryIndex[]) {
    this.#indexes = indexes;
  }

  /** @param to only units that are translated into it; absent: into any language */
  static async open(from: LanguageTag, to: LanguageTag | undefined, tools: PhraseTools): Promise<PhraseIndexes> {
    const indexes: MemoryIndex[] = [];
    for (const state of await tools.store.states()) indexes.push(await tools.indexes.index(state, from, to));
    return new PhraseIndexes(indexes);
  }

  get size(): number {
    return this.#indexes.reduce((sum, { size }) => sum + size, 0);
  }

  /** How many units hold a word, nearly. */
  holders(word: string): number {
    return this.#indexes.reduce((sum, index) => sum + holdersOf(index, word), 0);
  }

  /**
   * Units that hold a phrase: in a row before those that have its words near each other, of each those that a person confirmed first, of
   * these the newest first.
   *
   * @returns the hits, and whether all units were looked at; see findPhrase
   */
  find(phrase: string, limit: number): { hits: PhraseHit[]; complete: boolean } {
    let complete = true;
    const hits: PhraseHit[] = [];
    for (const index of this.#indexes) {
      const traits = index.groups.names.map(groupTraits);
      for (const origin of ['human', 'mt'] as const) {
        const without = new Set(traits.flatMap((group, number) => (group.origin === origin ? [] : [number])));
        if (without.size === traits.length) continue;
        const found = findPhrase(index, phrase, { limit, without });
        complete &&= found.complete;
        for (const { key, group, kind, changed } of found.hits)
          hits.push({ unit: unitOfHit(index, key, group), origin, kind, changed, text: traits[group]?.text ?? 0 });
      }
    }
    hits.sort(
      (a, b) =>
        Number(b.kind === 'phrase') - Number(a.kind === 'phrase') ||
        Number(b.origin === 'human') - Number(a.origin === 'human') ||
        b.changed - a.changed,
    );
    return { hits: hits.slice(0, limit), complete };
  }

  /** Units whose text is this one but for case and typography, the most alike first. */
  being(text: string, limit: number): string[] {
    return this.#indexes
      .flatMap((index) =>
        index
          .search({ text }, { threshold: 0.99, limit })
          .map(({ key, group, score }) => ({ unit: unitOfHit(index, key, group), score })),
      )
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .map(({ unit }) => unit);
  }

  /** Units from which it can be learnt which words translate some words: units that hold them, and units of all kinds beside them. */
  evidence(words: string[]): string[] {
    const holding = words.flatMap((word) => this.find(word, EVIDENCE_A_WORD).hits.map(({ unit }) => unit));
    const share = Math.ceil(EVIDENCE_AT_LARGE / Math.max(1, this.#indexes.length));
    const large = this.#indexes.flatMap((index) =>
      sampleOf(index, share).map(({ key, group }) => unitOfHit(index, key, group)),
    );
    return [...new Set([...holding, ...large])];
  }
}
