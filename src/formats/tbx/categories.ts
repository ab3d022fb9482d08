import type { PartOfSpeech, TermStatus } from '../../model/term.ts';

/** TBX picklist of administrative statuses (ISO 30042, TBX-Basic). */
export const statusValues: Record<TermStatus, string> = {
  preferred: 'preferredTerm-admn-sts',
  admitted: 'admittedTerm-admn-sts',
  deprecated: 'deprecatedTerm-admn-sts',
  superseded: 'supersededTerm-admn-sts',
};

/** What a status value means, in the spellings of TBX-Basic, TBX-Min and older tools. */
export function statusOf(value: string): TermStatus | undefined {
  const word = value
    .trim()
    .replace(/(?:Term)?(?:-admn-sts)?$/, '')
    .toLowerCase();
  if (['preferred', 'standardized', 'legal', 'regulated'].includes(word)) return 'preferred';
  if (word === 'admitted') return 'admitted';
  if (['deprecated', 'notrecommended', 'forbidden'].includes(word)) return 'deprecated';
  return word === 'superseded' || word === 'obsolete' ? 'superseded' : undefined;
}

const parts: PartOfSpeech[] = ['noun', 'properNoun', 'verb', 'adjective', 'adverb', 'other'];

export function partOfSpeechOf(value: string): PartOfSpeech | undefined {
  const word = value.trim().replaceAll(/[\s-]/g, '').toLowerCase();
  return parts.find((part) => part.toLowerCase() === word);
}

/** Dialects whose data categories this reader knows; others are read for what the core has. */
export const knownDialects = new Set(['TBX', 'TBX-Core', 'TBX-Min', 'TBX-Basic', 'TBX-Linguist', 'TBX-Default']);

/** An id as an XML name: characters that no name may have are written `_xHHHH_` (ISO 9075-14), and read back. */
export function toXmlId(id: string): string {
  const escaped = id.replaceAll(/_(?=x)/g, '_x005F_').replaceAll(/[^\p{L}\p{N}_.-]/gu, hex);
  return /^[\p{L}_]/u.test(escaped) ? escaped : escaped.replace(/^[\s\S]/u, hex);
}

function hex(character: string): string {
  return `_x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

export function fromXmlId(id: string): string {
  return id.replaceAll(/_x([0-9A-F]{4,6})_/g, (whole, digits: string) => {
    const point = Number.parseInt(digits, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
