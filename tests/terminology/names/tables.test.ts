import { describe, expect, it } from 'vitest';
import { areConfusable } from '../../../src/terminology/names/confusables.ts';
import { conventions, edits } from '../../../src/terminology/names/conventions.ts';
import { EDITS } from '../../../src/terminology/names/edits.ts';
import { lettersOf } from '../../../src/terminology/names/letters.ts';

describe('the tables of names', () => {
  it('weigh every edit that an alignment can use, and no other', () => {
    expect([...edits.keys()]).toEqual([...EDITS]);
    for (const { prior, weight } of edits.values())
      expect(Number.isFinite(prior) && Number.isFinite(weight)).toBe(true);
  });

  it('list each convention once, in letters as names are read, with a weight', () => {
    const seen = new Set<string>();
    for (const { language, from, to, place, kind, weight } of conventions) {
      const convention = `${language} ${from} > ${to} ${place}`;
      expect(seen.has(convention), convention).toBe(false);
      seen.add(convention);
      expect(['*', 'fr', 'es', 'de', 'tr'], convention).toContain(language);
      expect(['', '^', '$', '='], convention).toContain(place);
      expect(['usual', 'possible', 'rare'], convention).toContain(kind);
      expect(Number.isFinite(weight) && Math.abs(weight) < 20, convention).toBe(true);
      expect(from, convention).not.toBe(to);
      for (const letters of [from, to]) expect(lettersOf(`a${letters}a`), convention).toBe(`a${letters}a`);
    }
    expect(conventions.length).toBeGreaterThan(900);
  });

  it('keep names apart that are known to be confused, both ways, and never a name and itself', () => {
    expect(areConfusable('hama', 'hamas')).toBe(true);
    expect(areConfusable('hamas', 'hama')).toBe(true);
    expect(areConfusable('massoud_barzani', 'masrour_barzani')).toBe(true);
    expect(areConfusable('hama', 'hamah')).toBe(false);
    expect(areConfusable('hama', 'hama')).toBe(false);
    expect(areConfusable('lettonie', 'latvia')).toBe(false);
    expect(areConfusable('lettonie', 'lithuania')).toBe(true);
    expect(areConfusable('idleb', 'idlib')).toBe(false);
  });
});
