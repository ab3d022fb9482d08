import type { MemoryIndex } from '../memory/index/memory-index.ts';
import { groupTraits, textKey } from '../memory/index/unit-texts.ts';
import { type PenaltyRules, penaltiesOf } from '../memory/penalties.ts';
import type { InlineCode } from '../model/article.ts';
import type { LanguageTag } from '../model/language.ts';
import type { TranslationUnit, UnitLookup } from '../model/memory.ts';
import type { MemoryState, MemoryStore } from '../model/ports.ts';
import type { MemoryIndexes } from './memory-indexes.ts';

/** A text for which similar units are wanted. */
export interface SimilarTo {
  text: string;
  codes: InlineCode[];
  /** Ids of the units that are known already, for they have this very text: that text is left out. */
  known: string[];
}

/** How similar units are chosen. */
export interface SimilarBounds {
  from: LanguageTag;
  to: LanguageTag;
  /** Lowest score that counts, 0..1. */
  threshold: number;
  penalties: PenaltyRules;
  now: Date;
}

/** What leverage asks of the memories in force. */
export interface MemoryLookup extends UnitLookup {
  /** The units most like each text after their penalties, without those known; one list a text. */
  similar(texts: SimilarTo[], bounds: SimilarBounds): Promise<TranslationUnit[][]>;
}

/**
 * Units that are looked at closely for each text. The index ranks them by likeness and by the penalties that it can know; age, repairs
 * and several translations of one text shift the order among these.
 */
const CLOSELY = 20;
/** Most places that are added for the units that are known already: they come first. */
const MOST_KNOWN = 2000;
/** Texts that are looked up between two turns of the event loop: some milliseconds on a million units. */
const BREATH = 16;

/**
 * The memories in force, looked into through the indexes of this process: one statement tells which of them the desk may read and how far
 * they are, one reads the units found; in between the indexes answer, each brought up to date.
 */
export function memoryLookup(store: MemoryStore & UnitLookup, indexes: MemoryIndexes): MemoryLookup {
  return {
    exact: (from, to, sources) => store.exact(from, to, sources),
    async similar(texts, bounds) {
      if (texts.length === 0) return [];
      const found: Hit[][] = texts.map(() => []);
      for (const memory of await store.states()) {
        const index = await indexes.index(memory, bounds.from, bounds.to);
        const penalties = groupPenalties(index, memory, bounds);
        for (const [at, text] of texts.entries()) {
          if (at % BREATH === BREATH - 1) await new Promise((resolve) => setImmediate(resolve));
          found[at]?.push(...hitsOf(index, text, penalties, bounds.threshold));
        }
      }
      const best = found.map((hits, at) => closest(hits, new Set(texts[at]?.known)));
      const ids = new Set(best.flat().map(({ unit }) => unit));
      const units = Map.groupBy(await store.units(bounds.from, bounds.to, [...ids]), (unit) => unit.id ?? '');
      return best.map((hits) => [...new Set(hits.map(({ unit }) => unit))].flatMap((unit) => units.get(unit) ?? []));
    },
  };
}

interface Hit {
  unit: string;
  score: number;
}

function hitsOf(index: MemoryIndex, text: SimilarTo, penalties: number[], threshold: number): Hit[] {
  // Scores are compared in whole percent later; what is rounded up to the threshold must be there.
  const least = Math.round(threshold * 100) / 100 - 1e-6;
  const known = new Set(text.known);
  const limit = CLOSELY + Math.min(MOST_KNOWN, known.size);
  return index
    .search(text, { threshold: least, limit, penalties })
    .map(({ key, group, score, similarity }) => ({ unit: unitOfHit(index, key, group), score, similarity }))
    .filter(({ unit, similarity }) => similarity < 1 || !known.has(unit));
}

/** The best hits. Further texts of units that are known already take no place of others. */
function closest(hits: Hit[], known: ReadonlySet<string>): Hit[] {
  let others = 0;
  return hits
    .sort((a, b) => b.score - a.score)
    .filter(({ unit }) => {
      if (known.has(unit)) return true;
      others += 1;
      return others <= CLOSELY;
    });
}

/** The unit to which a key of an index belongs. */
export function unitOfHit(index: MemoryIndex, key: string, group: number): string {
  return textKey(key, groupTraits(index.groups.names[group] ?? '').text);
}

/** What the units of each group lose, 0..1, as far as it is the same for all of them. */
function groupPenalties(
  index: MemoryIndex,
  memory: MemoryState,
  { from, to, penalties, now }: SimilarBounds,
): number[] {
  return index.groups.names.map((name) => {
    const { origin, language, targets } = groupTraits(name);
    // Where a group says nothing of its languages it must not lose a point for them.
    const sourceLanguage = language || from;
    const targetLanguage = targets.includes(to) ? to : (targets[0] ?? to);
    const lost = penaltiesOf({ origin, sourceLanguage, targetLanguage, memory }, { from, to, now }, penalties);
    return lost.reduce((sum, { points }) => sum + points, 0) / 100;
  });
}
