import { describe, expect, it } from 'vitest';
import { type CreditWording, creditKey } from '../../src/model/credit.ts';
import { creditFinder } from '../../src/terminology/credits.ts';

const row = (language: string, wording: string, more: Partial<CreditWording> = {}): CreditWording => ({
  ...{ publisher: '', language, credit: 'Avec AFP', wording },
  ...more,
});

describe('a credit line', () => {
  it('is one whatever its blanks, case, brackets and full stop, and whichever language carried it over word for word', () => {
    for (const line of ['Avec AFP', ' avec  AFP. ', '(Avec AFP)', 'With AFP', 'Con AFP', 'Amb AFP', 'Mit AFP'])
      expect(creditKey(line), line).toBe('with afp');
    expect(creditKey('Avec AFP et Reuters')).toBe(creditKey('With AFP and Reuters'));
  });

  it('is another one with other words', () => {
    expect(creditKey('AFP')).not.toBe(creditKey('Avec AFP'));
    expect(creditKey('Avec AP')).not.toBe(creditKey('Avec AFP'));
  });
});

describe('the table of credit lines', () => {
  it('has a wording a language', () => {
    const find = creditFinder([row('en', '(FRANCE 24 with AFP)'), row('es', '(FRANCE 24 con AFP)')]);
    expect(find('Avec AFP', 'en')).toBe('(FRANCE 24 with AFP)');
    expect(find('With AFP', 'es')).toBe('(FRANCE 24 con AFP)');
    expect(find('Avec AFP', 'ca')).toBeUndefined();
    expect(find('Avec Reuters', 'en')).toBeUndefined();
  });

  it('has rows of one publisher that no other gets, and rows for all behind them', () => {
    const rows = [row('en', 'AFP'), row('en', '(FRANCE 24 with AFP)', { publisher: 'FRANCE 24' })];
    expect(creditFinder(rows, ' France  24')('Avec AFP', 'en')).toBe('(FRANCE 24 with AFP)');
    expect(creditFinder(rows, 'RFI')('Avec AFP', 'en')).toBe('AFP');
    expect(creditFinder(rows)('Avec AFP', 'en')).toBe('AFP');
    expect(creditFinder(rows.slice(1), 'RFI')('Avec AFP', 'en')).toBeUndefined();
  });

  it('takes the very language before its base', () => {
    const find = creditFinder([row('es', 'Con AFP'), row('es-MX', 'Con información de AFP')]);
    expect(find('Avec AFP', 'es-MX')).toBe('Con información de AFP');
    expect(find('Avec AFP', 'es-AR')).toBe('Con AFP');
  });

  it('knows its own wording again, in its language and on the way into another', () => {
    const find = creditFinder([row('en', '(FRANCE 24 with AFP)'), row('es', '(FRANCE 24 con AFP)')]);
    expect(find('(FRANCE 24 with AFP)', 'en')).toBe('(FRANCE 24 with AFP)');
    expect(find('(FRANCE 24 with AFP)', 'es')).toBe('(FRANCE 24 con AFP)');
  });
});
