import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listNames } from '../../src/pipeline/name-list.ts';
import { prepareArticle } from '../../src/pipeline/prepare.ts';
import { datedTerms } from '../../src/terminology/dated.ts';
import { builtinStyle } from '../../src/terminology/styles.ts';

const list = (text: string | Buffer, style = 'ap', sourceFrom?: string) => {
  const terms = datedTerms([], builtinStyle(style))('2020-02-12');
  const prepared = prepareArticle(
    { fileName: 'a.txt', input: Buffer.from(text), from: 'en', ...(sourceFrom ? { sourceFrom } : {}) },
    { findTerms: terms.findTerms, candidates: [] },
  );
  return listNames(prepared, terms, { style, date: '2020-02-12' }).map(
    ({ spelling, house, evidence, count }) => `${spelling} > ${house ?? '?'} (${evidence}, ${count})`,
  );
};

describe('the names of an article', () => {
  it('are listed with the form of the house and who says so', () => {
    const text = readFileSync(new URL('../../examples/idleb/article.en.txt', import.meta.url));
    const ap = list(text);
    expect(ap).toContain('Idleb > Idlib (gazetteer, 6)');
    expect(ap).toContain('Ocha > OCHA (gazetteer, 1)');
    expect(ap).toContain('Bab al-Hawa > ? (none, 1)');
    expect(ap.filter((line) => /^(?:Thursday|December|Turkish|AFP)/.test(line))).toEqual([]);
    expect(list(text, 'guardian')).toContain('Ocha > Ocha (gazetteer, 1)');
  });

  it('are witnesses of one another, and known by their press where the original is declared', () => {
    const text =
      'They came to Novomykhailivka on foot. From Novomykhaïlivka they left. So Novomykhailivka was empty.\n';
    expect(list(text)).toEqual(['Novomykhailivka > ? (none, 2)', 'Novomykhaïlivka > Novomykhailivka (witness, 1)']);
    expect(list('She met Moustafa Kadhimi on Monday in the capital, they said.\n', 'ap', 'fr')).toEqual([
      'Moustafa Kadhimi > Mustafa al-Kadhimi (key, 1)',
    ]);
  });
});
