import type { LanguageTag } from '../../model/language.ts';
import { nameKey, skeletonOf } from './key.ts';
import { baseLetters, lettersOf } from './letters.ts';
import { type PreparedName, prepareName, prepareSpelling, SAME_NAME, similarityOf } from './similarity.ts';

/** A name that spellings may be linked to. */
export interface IndexedName {
  name: string;
  /** person, place, country, org; a spelling of a known type is not linked to a name of another. Places and countries are one type. */
  type?: string;
  /** Names with one entity are forms of one name: they do not make each other doubtful. By default every name is an entity. */
  entity?: string;
}

export interface Candidate {
  name: string;
  entity: string;
  /** 0..1, at least SAME_NAME: see `nameSimilarity`. */
  score: number;
}

/** What a spelling may stand for. A suggestion to a person; nothing is replaced by it. */
export interface NameSuggestion {
  /** Best first, one an entity. Empty for a spelling that is right already. */
  candidates: Candidate[];
  /** Whether the first candidate is worth showing unasked; false for names that the index does not know. */
  sure: boolean;
  /** Whether the spelling is a name of the index as it stands. */
  known: boolean;
}

/** From this score on, and this far ahead of the next entity, the first candidate is sure. Set on development data. */
export const SURE = 0.86;
export const AHEAD = 0.05;

/** Names aligned for one spelling: those whose keys share most. */
const ALIGNED = 32;

interface Entry extends PreparedName {
  entity: string;
  type: string | undefined;
  /** Weight of all signs of its key together. */
  norm: number;
}

/** An index of right names, for linking spellings to them; built once, asked many times. */
export class NameIndex {
  readonly #entries: Entry[] = [];
  readonly #exact = new Set<string>();
  readonly #postings = new Map<string, number[]>();
  readonly #rarity = new Map<string, number>();
  #shared = new Float64Array(0);

  readonly #weights: Float64Array | undefined;

  /**
   * @param names right names in English; the same one may stand there several times, as different entities
   * @param weights others than the shipped ones, while weights are being learned
   */
  constructor(names: Iterable<IndexedName>, weights?: Float64Array) {
    this.#weights = weights;
    const features: string[][] = [];
    for (const { name, type, entity } of names) {
      const prepared = prepareName(name);
      if (prepared.base === '') continue;
      this.#exact.add(prepared.text);
      const at = this.#entries.push({ ...prepared, entity: entity ?? prepared.text, type: kindOf(type), norm: 0 }) - 1;
      features.push(featuresOf(name, 'en', prepared.base));
      for (const feature of features[at] as string[]) {
        const list = this.#postings.get(feature);
        if (list) list.push(at);
        else this.#postings.set(feature, [at]);
      }
    }
    for (const [feature, list] of this.#postings) {
      this.#rarity.set(feature, Math.log(1 + this.#entries.length / list.length));
    }
    features.forEach((list, at) => {
      (this.#entries[at] as Entry).norm = this.#weightOf(list);
    });
    this.#shared = new Float64Array(this.#entries.length);
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Whether a name stands in the index as it is written. */
  has(name: string): boolean {
    return this.#exact.has(name.normalize('NFC').trim());
  }

  /**
   * The names that a spelling may stand for.
   *
   * @param language whose press spelled it so
   * @param type of the entity, where it is known
   */
  suggest(spelling: string, language: LanguageTag, type?: string): NameSuggestion {
    if (this.has(spelling)) return { candidates: [], sure: false, known: true };
    const candidates = this.rank(spelling, language, type).filter(({ score }) => score >= SAME_NAME);
    return { candidates, sure: isSure(candidates), known: false };
  }

  /** The names most like a spelling, best first, one an entity, whatever their score. */
  rank(spelling: string, language: LanguageTag, type?: string): Candidate[] {
    const prepared = prepareSpelling(spelling, language);
    const kind = kindOf(type);
    const byEntity = new Map<string, Candidate>();
    for (const at of this.#nearest(featuresOf(spelling, language, prepared.base), kind)) {
      const entry = this.#entries[at] as Entry;
      const score = similarityOf(prepared, entry, this.#weights);
      const known = byEntity.get(entry.entity);
      if (known && known.score >= score) continue;
      byEntity.set(entry.entity, { name: entry.text, entity: entry.entity, score });
    }
    return [...byEntity.values()].sort((a, b) => b.score - a.score);
  }

  /** The entries whose keys share most with these features, by the Dice coefficient over their rarity. */
  #nearest(features: string[], kind: string | undefined): number[] {
    const shared = this.#shared;
    const touched: number[] = [];
    for (const feature of features) {
      const rarity = this.#rarity.get(feature);
      if (rarity === undefined) continue;
      for (const at of this.#postings.get(feature) as number[]) {
        if (shared[at] === 0) touched.push(at);
        shared[at] = (shared[at] as number) + rarity;
      }
    }
    const norm = this.#weightOf(features);
    const best: number[] = [];
    const likeness: number[] = [];
    for (const at of touched) {
      const entry = this.#entries[at] as Entry;
      const dice = (2 * (shared[at] as number)) / (norm + entry.norm);
      shared[at] = 0;
      if (kind && entry.type && entry.type !== kind) continue;
      if (best.length === ALIGNED && dice <= (likeness.at(-1) as number)) continue;
      let place = best.length;
      while (place > 0 && (likeness[place - 1] as number) < dice) place -= 1;
      best.splice(place, 0, at);
      likeness.splice(place, 0, dice);
      if (best.length > ALIGNED) {
        best.pop();
        likeness.pop();
      }
    }
    return best;
  }

  #weightOf(features: string[]): number {
    const unknown = Math.log(1 + this.#entries.length);
    return features.reduce((sum, feature) => sum + (this.#rarity.get(feature) ?? unknown), 0);
  }
}

/** Whether the first of ranked candidates is worth showing unasked: it scores high, and no other name scores as high. */
export function isSure(candidates: Candidate[]): boolean {
  const first = candidates[0];
  if (first === undefined || first.score < SURE) return false;
  const letters = folded(first.name);
  const second = candidates.find(({ name }) => folded(name) !== letters);
  return first.score - (second?.score ?? 0) >= AHEAD;
}

/** Names that differ in marks and hyphens only do not make each other doubtful. */
const folded = (name: string): string => baseLetters(lettersOf(name)).replaceAll('_', '');

const kindOf = (type: string | undefined): string | undefined => (type === 'country' ? 'place' : type || undefined);

/** What a name is looked up by: pairs of signs of its key and of its consonants, and of its letters. */
function featuresOf(name: string, language: LanguageTag, base: string): string[] {
  const key = nameKey(name, language);
  return [...new Set([...pairs(key, 'k'), ...pairs(skeletonOf(key), 's'), ...pairs(base, 'l')])];
}

const pairs = (text: string, prefix: string): string[] =>
  Array.from({ length: text.length + 1 }, (_, at) => `${prefix}${text[at - 1] ?? '^'}${text[at] ?? '$'}`);
