import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InterlinearError } from '../../src/model/errors.ts';
import { LEAST_PASSWORD, newPassword, preparePassword } from '../../src/model/password.ts';

const ana = { name: 'Ana María Ruiz', email: 'ana.maria.ruiz@example.org' };
const code = (written: string, person = ana) => {
  try {
    newPassword(written, person);
  } catch (error) {
    return (error as InterlinearError).code;
  }
  return 'taken';
};

describe('a new password', () => {
  it.each([
    'quatre mots très courts',
    'كلمة مرور من عندي أنا',
    '雨の日は机で本を読み手紙を書く',
    'aB3$aB3$xy9!',
    '🐎🔋🧷🌧🗞🖋🧭🪑🧵🪴🚲🎈',
    'Password of mine, 1984',
  ])('is taken: %s', (written) => {
    expect(code(written)).toBe('taken');
  });

  it.each([
    ['password.short', 'quatre mots'],
    ['password.short', '🐎🔋🧷🌧🗞🖋'],
    ['password.long', 'mot '.repeat(65)],
    ['password.long', 'x'.repeat(1_000_000)],
    ['password.same', 'ana.maria.ruiz@example.org'],
    ['password.same', 'Ana María Ruiz'],
    ['password.same', 'ANA MARÍA RUIZ'],
    ['password.same', 'ana-maria-ruiz'],
    ['password.same', 'Ana.Maria.Ruiz2026'],
    ['password.common', 'passwordpassword'],
    ['password.common', 'Password2026!'],
    ['password.common', 'QWERTYUIOP123'],
    ['password.common', '123456123456'],
    ['password.common', 'aaaaaaaaaaaaaaaa'],
    ['password.common', 'correct horse battery staple'],
    ['password.characters', ''],
    ['password.characters', 'twelve letters\u0000and more'],
    ['password.characters', 'half of a pair: \ud83d and more'],
  ])('is refused with %s: %s', (expected, written) => {
    expect(code(written)).toBe(expected);
  });

  it('may hold a short name: only the whole of it is too easy', () => {
    expect(code('al makes good soup', { name: 'Al', email: 'al@example.org' })).toBe('taken');
  });
});

describe('the form in which a password is compared', () => {
  it('is the same for every way to write the same characters and spaces', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(text, (written) => {
        let prepared: string;
        try {
          prepared = preparePassword(written);
        } catch {
          return;
        }
        expect(preparePassword(prepared)).toBe(prepared);
        expect(preparePassword(written.normalize('NFD'))).toBe(prepared);
        for (const space of ['\u00a0', '\u2003', '\u3000'])
          expect(preparePassword(written.replaceAll(' ', space))).toBe(prepared);
      }),
    );
  });

  it('keeps case and width apart', () => {
    expect(preparePassword('Ａbc')).not.toBe(preparePassword('Abc'));
    expect(preparePassword('ABC')).not.toBe(preparePassword('abc'));
    expect(preparePassword('ﬁ')).not.toBe(preparePassword('fi'));
    expect(LEAST_PASSWORD).toBe(12);
  });
});
