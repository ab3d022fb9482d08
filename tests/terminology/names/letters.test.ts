import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseLetters, isAcronym, LONGEST, lettersOf } from '../../../src/terminology/names/letters.ts';
import { anyText } from './any-text.ts';

describe('the letters of a name', () => {
  it.each([
    ['Oumm al-Qaïwaïn', 'oumm_al_qaiwain'],
    ["Port-d'Espagne", 'port_d_espagne'],
    ["Alchevs'k", 'alchevsk'],
    ['Benoît XVI', 'benoit_16'],
    ['Mohammed VI', 'mohammed_6'],
    ['Čaška', 'čaška'],
    ['Diyarbakır', 'diyarbakır'],
    ['İstanbul', 'istanbul'],
    ['Groß-Gerau', 'gross_gerau'],
    ['Ceuta & Melilla', 'ceuta_and_melilla'],
    ['  «Idleb»  ', 'idleb'],
    ['(...)', ''],
  ])('of %s are %s', (name, letters) => {
    expect(lettersOf(name)).toBe(letters);
  });

  it('lose their marks where only case and marks are compared', () => {
    expect(baseLetters(lettersOf('Diyarbakır'))).toBe('diyarbakir');
    expect(baseLetters(lettersOf('Čaška'))).toBe('caska');
  });

  it('are their own letters, and never too many to align', () => {
    fc.assert(
      fc.property(anyText(120), (name) => {
        const letters = lettersOf(name);
        expect(letters.length).toBeLessThanOrEqual(LONGEST);
        expect(lettersOf(letters)).toBe(letters);
      }),
    );
  });

  it('tell an acronym from a name', () => {
    expect(['OCHA', 'U.N.', 'ONU'].every(isAcronym)).toBe(true);
    expect(['Ocha', 'I', 'UNO Platform', 'MINUSMA CAMP'].some(isAcronym)).toBe(false);
  });
});
