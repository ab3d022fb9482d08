import type { LanguageTag } from '../../model/language.ts';
import { nameKey, skeletonOf } from './key.ts';
import { baseLetters, lettersOf } from './letters.ts';
import { mayReach, type PreparedName, prepareName, prepareSpelling, SAME_NAME, similarityOf } from './similarity.ts';

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
  /** 0..1: see `nameSimilarity`. */
  score: number;
}

/** What a spelling may stand for: candidates score at least SAME_NAME. A suggestion to a person; nothing is replaced by it. */
export interface NameSuggestion {
  /** Best first, one an entity. Empty for a spelling that is right already. */
  candidates: Candidate[];
  /** Whether the first candidate is worth showing unasked; false for names that the index does not know. */
  sure: boolean;
  /** Whether the spelling is a name of the index as it stands. */
  known: boolean;
}

/** From this score on, and this far ahead of the next entity, the first candidate is sure. Set on development data. */
export const SURE = 0.88;
export const AHEAD = 0.05;

/** Names aligned for one spelling: those whose keys share most. */
const ALIGNED = 32;

/** The rarest features are looked up: all, until so many names have been met; but never fewer than these. */
const ENOUGH = 12_000;
const FEW = 5;

interface Entry extends PreparedName {
  entity: string;
}

/** An index of right names, for linking spellings to them; built once, asked many times. */
export class NameIndex {
  readonly #entries: Entry[] = [];
  readonly #exact = new Set<string>();
  /** For each feature of a key, the entries that have it. */
  readonly #postings = new Map<string, Int32Array>();
  /** For each entry its type as a number, 0 where it has none, and the rarity of all its features together. */
  readonly #kinds: Uint8Array;
  readonly #norms: Float64Array;
  /** Room for the rarity of the features that a spelling shares with each entry; all 0 between two questions. */
  readonly #shared: Float64Array;
  readonly #weights: Float64Array | undefined;

  /**
   * @param names right names in English; the same one may stand there several times, as different entities
   * @param weights others than the shipped ones, while weights are being learned
   */
  constructor(names: Iterable<IndexedName>, weights?: Float64Array) {
    this.#weights = weights;
    const postings = new Map<string, number[]>();
    const features: string[][] = [];
    const kinds: number[] = [];
    for (const { name, type, entity } of names) {
      const prepared = prepareName(name);
      if (prepared.base === '') continue;
      this.#exact.add(prepared.text);
      const at = this.#entries.push({ ...prepared, entity: entity ?? prepared.text }) - 1;
      kinds.push(kindOf(type));
      const own = featuresOf(name, 'en', prepared.base);
      features.push(own);
      for (const feature of own) {
        const list = postings.get(feature);
        if (list) list.push(at);
        else postings.set(feature, [at]);
      }
    }
    for (const [feature, list] of postings) this.#postings.set(feature, Int32Array.from(list));
    this.#kinds = Uint8Array.from(kinds);
    this.#norms = Float64Array.from(features, (own) => this.#rarityOfAll(own));
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
    return this.#suggest(spelling, language, type, SAME_NAME);
  }

  /** The name that a spelling most likely stands for, where `suggest` is sure of it; undefined too for a name of the index. */
  surely(spelling: string, language: LanguageTag): Candidate | undefined {
    const { candidates, sure } = this.#suggest(spelling, language, undefined, RIVAL);
    return sure ? candidates[0] : undefined;
  }

  #suggest(spelling: string, language: LanguageTag, type: string | undefined, least: number): NameSuggestion {
    if (this.has(spelling)) return { candidates: [], sure: false, known: true };
    const candidates = this.#rank(spelling, language, type, least).filter(({ score }) => score >= SAME_NAME);
    return { candidates, sure: isSure(candidates), known: false };
  }

  /** The names most like a spelling, best first, one an entity, whatever their score; the spelling itself is not among them. */
  rank(spelling: string, language: LanguageTag, type?: string): Candidate[] {
    return this.#rank(spelling, language, type, 0);
  }

  /** @param least names that cannot score so much may be left out */
  #rank(spelling: string, language: LanguageTag, type: string | undefined, least: number): Candidate[] {
    const spared = least > 0 && this.#weights === undefined;
    const prepared = prepareSpelling(spelling, language);
    const kind = kindOf(type);
    const byEntity = new Map<string, Candidate>();
    for (const at of this.#nearest(featuresOf(spelling, language, prepared.base), kind)) {
      const entry = this.#entries[at] as Entry;
      if (entry.text === prepared.text || (spared && !mayReach(prepared, entry, least))) continue;
      const score = similarityOf(prepared, entry, this.#weights);
      const known = byEntity.get(entry.entity);
      if (known && order(known) >= order({ name: entry.text, score })) continue;
      byEntity.set(entry.entity, { name: entry.text, entity: entry.entity, score });
    }
    return [...byEntity.values()].sort((a, b) => order(b) - order(a));
  }

  /** The entries whose keys share most with these features, by the Dice coefficient over their rarity. */
  #nearest(features: string[], kind: number): number[] {
    const shared = this.#shared;
    const touched: number[] = [];
    const lists = features.flatMap((feature) => this.#postings.get(feature) ?? []);
    lists.sort((a, b) => a.length - b.length);
    let looked = 0;
    for (const [at, list] of lists.entries()) {
      looked += list.length;
      if (at >= FEW && looked > ENOUGH) break;
      const rarity = this.#rarityOf(list.length);
      for (const at of list) {
        if (shared[at] === 0) touched.push(at);
        shared[at] = (shared[at] as number) + rarity;
      }
    }
    const norm = this.#rarityOfAll(features);
    const best: number[] = [];
    const likeness: number[] = [];
    for (const at of touched) {
      const dice = (2 * (shared[at] as number)) / (norm + (this.#norms[at] as number));
      shared[at] = 0;
      if (best.length === ALIGNED && dice <= (likeness[ALIGNED - 1] as number)) continue;
      if (kind !== 0 && this.#kinds[at] !== 0 && this.#kinds[at] !== kind) continue;
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

  #rarityOf(names: number): number {
    return Math.log(1 + this.#entries.length / names);
  }

  #rarityOfAll(features: string[]): number {
    return features.reduce((sum, feature) => sum + this.#rarityOf(this.#postings.get(feature)?.length ?? 1), 0);
  }
}

/** Marks of scholarly transliteration, which no press writes: macron, dot and line below, the signs for ayin and hamza. */
const scholarly = /[\u0304\u0323\u0331ʻʿʾ‘]/u;

/** What candidates stand in order by: of two forms that score about the same, the one that a press would write. */
function order({ name, score }: Pick<Candidate, 'name' | 'score'>): number {
  return scholarly.test(name.normalize('NFD')) ? score - SCHOLARLY : score;
}

const SCHOLARLY = 0.03;

/** A name that scores less does not make a sure one doubtful, whatever order the two stand in. */
const RIVAL = SURE - AHEAD - SCHOLARLY;

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

/** A type as a number; 0 for none. A country is a place. */
function kindOf(type: string | undefined): number {
  return type === undefined ? 0 : (kinds.get(type) ?? 0);
}

const kinds = new Map(Object.entries({ place: 1, country: 1, person: 2, org: 3 }));

/** What a name is looked up by: three signs of its key and of its consonants in a row, and two of its letters. */
function featuresOf(name: string, language: LanguageTag, base: string): string[] {
  const key = nameKey(name, language);
  const features = new Set<string>();
  for (const [prefix, signs] of [
    ['k', key],
    ['s', skeletonOf(key)],
  ] as const) {
    for (let at = 0; at <= signs.length; at += 1) {
      features.add(`${prefix}${signs[at - 1] ?? '^'}${signs[at] ?? '$'}${signs[at + 1] ?? '$'}`);
    }
  }
  for (let at = 0; at <= base.length; at += 1) features.add(`l${base[at - 1] ?? '^'}${base[at] ?? '$'}`);
  return [...features];
}
