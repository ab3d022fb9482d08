import { expect, test } from 'vitest';
import { articleDate } from '../../src/intake/article-date.ts';

const date = (text: string, language = 'en', role: 'dateline' | 'body' = 'dateline') =>
  articleDate([{ role, text }], language);

test('a dateline with a year gives the article its day', () => {
  expect(date('Published on: 12 February 2020 - 10:15')).toBe('2020-02-12');
  expect(date('February 12, 2020')).toBe('2020-02-12');
  expect(date('Updated 2020-02-12T10:00:00Z')).toBe('2020-02-12');
  expect(date('Publié le 12 février 2020', 'fr')).toBe('2020-02-12');
  expect(date('12 de febrero de 2020', 'es')).toBe('2020-02-12');
});

test('a date in the text, without a year, or that cannot be, gives none', () => {
  expect(date('On 12 February 2020 they met', 'en', 'body')).toBeUndefined();
  expect(date('IDLIB, Feb. 12')).toBeUndefined();
  expect(date('31 February 2020')).toBeUndefined();
});
