import { describe, expect, it } from 'vitest';
import { BUILTIN_ORIGIN, builtinConcepts } from '../../src/terminology/builtin.ts';

describe('the built-in table', () => {
  const concepts = builtinConcepts();

  it('has at least 120 concepts, each with one preferred form in fr, en, es, ca and ar', () => {
    expect(concepts.length).toBeGreaterThanOrEqual(120);
    for (const { id, terms, origin } of concepts) {
      expect(origin).toBe(BUILTIN_ORIGIN);
      const preferred = terms.filter(({ status }) => status === 'preferred').map(({ language }) => language);
      expect([id, ...preferred]).toEqual([id, 'fr', 'en', 'es', 'ca', 'ar']);
    }
  });

  it('lists no wording twice in one concept and language', () => {
    for (const { id, terms } of concepts) {
      const wordings = terms.map(({ language, text }) => `${id} ${language} ${text}`);
      expect(new Set(wordings).size, id).toBe(wordings.length);
    }
  });

  it('calls no form wrong in a language where it is right for another concept', () => {
    const right = new Set<string>();
    for (const { terms } of concepts) {
      for (const { language, text, status } of terms) {
        if (status === 'preferred' || status === 'admitted') right.add(`${language} ${text}`);
      }
    }
    const wrong = concepts.flatMap(({ terms }) => terms.filter(({ status }) => status === 'deprecated'));
    expect(wrong.map(({ language, text }) => `${language} ${text}`).filter((form) => right.has(form))).toEqual([]);
  });
});
