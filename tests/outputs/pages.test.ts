import { describe, expect, it } from 'vitest';
import { interfaceLanguages, messagesIn } from '../../src/i18n.ts';
import type { ArticleResult } from '../../src/model/result.ts';
import { articleOutputs } from '../../src/outputs/article.ts';
import { languageOutputs } from '../../src/outputs/language.ts';
import { context, withoutSource, withSource } from './sample.ts';

function pages(article: ArticleResult, interfaceLanguage: string): Map<string, string> {
  const of = context(article, { interfaceLanguage, messages: messagesIn(interfaceLanguage) });
  const files = [
    ...articleOutputs(article, of),
    ...article.languages.flatMap((language) => languageOutputs(article, language, of)),
  ];
  return new Map(
    files.filter(({ name }) => name.endsWith('.html')).map(({ name, content }) => [name, String(content)]),
  );
}

describe('the pages in the language of their reader', () => {
  it('point from a wording to a better one in the direction of reading', () => {
    for (const [language, arrow, other] of [
      ['en', '\u2192', '\u2190'],
      ['ar', '\u2190', '\u2192'],
    ] as const) {
      const all = pages(withSource(), language);
      for (const name of ['changes.html', 'article.page.html']) {
        expect(all.get(name), `${name} ${language}`).toContain(`<span class="arrow">${arrow}</span>&nbsp;<bdi`);
        expect(all.get(name), `${name} ${language}`).not.toContain(other);
      }
    }
  });

  it('call checks by their names', () => {
    const page = pages(withSource(), 'en').get('article.page.html') ?? '';
    expect(page).toContain('<span class="check">Terms and names</span>');
    expect(page).not.toContain('<span class="check">terminology</span>');
    expect(pages(withSource(), 'fr').get('changes.html')).toContain('<span class="check">Termes et noms</span>');
  });

  it('name the checks that did not run too', () => {
    expect(pages(withoutSource(), 'en').get('changes.html')).toContain('<span class="check">Omissions</span>');
  });

  it('write the score of a match as the language writes percentages', () => {
    const article = withSource();
    const [pair] = article.languages[1]?.pairs ?? [];
    if (!pair) throw new Error('no pair');
    pair.target = { ...pair.target, origin: 'memory', subState: 'interlinear:fuzzy', score: 80 };
    expect(pages(article, 'en').get('article.fr-es.page.html')).toContain('Memory 80%</span>');
    expect(pages(article, 'fr').get('article.fr-es.page.html')).toMatch(/Mémoire 80\s%<\/span>/);
    // The number and its sign stay together in a line that runs from right to left.
    expect(pages(article, 'ar').get('article.fr-es.page.html')).toMatch(/ 80\u200e%\u200e<\/span>/);
  });

  it.each(interfaceLanguages)('show no key and no gap instead of a sentence, in %s', (language) => {
    for (const [name, page] of [...pages(withSource(), language), ...pages(withoutSource(), language)]) {
      const words = page.replace(/<style>[\s\S]*?<\/style>/, '').replaceAll(/<[^>]*>/g, '\n');
      const keys = /^(?:badge|banner|check|column|count|legend|origin|panel|role|state)\.|\{\{|undefined/;
      expect(
        words.split('\n').filter((line) => keys.test(line)),
        name,
      ).toEqual([]);
    }
  });
});
