import type { LanguageTag } from '../../model/language.ts';
import type { FedUnit } from '../../model/ports.ts';
import type { Groups } from './groups.ts';
import type { MemoryIndex } from './memory-index.ts';
import type { IndexedUnit } from './reading.ts';

/** Texts of one unit in one language that an index can tell apart: es, es-MX, es-AR ... Further ones are found by exact look-ups only. */
const MOST_TEXTS = 64;
/** Names of groups are few: those of more languages than anybody has translated into are cut off here. */
const MOST_GROUPS = 60_000;

/** What a group of an index has in common, as far as a penalty depends on it. */
export interface GroupTraits {
  /** Which text of its unit in this language it is, 0 up. */
  text: number;
  origin: 'human' | 'mt';
  language: LanguageTag;
  /** The languages of the translations. */
  targets: LanguageTag[];
}

/** Puts the texts of a unit into an index, or into one that is being built; it must hold none of them. */
export function addTexts(into: { groups: Groups; add(unit: IndexedUnit): void }, unit: FedUnit): void {
  for (const [text, { language, text: source, codes }] of unit.texts.slice(0, MOST_TEXTS).entries()) {
    into.add({
      key: textKey(unit.id, text),
      text: source,
      codes,
      group: into.groups.numberOf(
        groupName(into.groups, { text, origin: unit.origin, language, targets: unit.targets }),
      ),
      ...(unit.changedAt ? { changedAt: unit.changedAt } : {}),
    });
  }
}

/** Takes all texts of a unit out of an index. @returns whether there were any */
export function removeTexts(index: MemoryIndex, unit: string): boolean {
  let text = 0;
  while (text < MOST_TEXTS && index.remove(textKey(unit, text))) text += 1;
  return text > 0;
}

/**
 * The key of the n-th text of a unit: its UUID, with n exclusive-or'ed into the version (its low four bits) and the two bits of the
 * variant (the others). Doing it again gives the UUID back: a group says which n it is. Two UUIDs that differ in nothing else do not
 * occur, for all others of their bits are time and chance.
 */
export function textKey(unit: string, text: number): string {
  if (text === 0) return unit;
  const version = Number.parseInt(unit.charAt(14), 16) ^ (text & 15);
  const variant = Number.parseInt(unit.charAt(19), 16) ^ ((text >> 4) << 2);
  return `${unit.slice(0, 14)}${version.toString(16)}${unit.slice(15, 19)}${variant.toString(16)}${unit.slice(20)}`;
}

/** What a group means. */
export function groupTraits(name: string): GroupTraits {
  const [text = '0', origin, language = '', ...targets] = name.split(' ');
  return { text: Number(text), origin: origin === 'mt' ? 'mt' : 'human', language, targets };
}

function groupName({ names }: Groups, { text, origin, language, targets }: GroupTraits): string {
  if (names.length > MOST_GROUPS) return `${text} ${origin}`;
  return [text, origin, language, ...[...targets].sort()].join(' ');
}
