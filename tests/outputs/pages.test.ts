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

  it('show furniture of a given text as rows that step back, with what was found in it', () => {
    const page = pages(withSource(), 'en').get('article.fr-en.page.html') ?? '';
    const row = page.split('<tr').find((each) => each.includes('Download the app')) ?? '';
    expect(row).toMatch(/^ class="left-out"/);
    expect(row).toMatch(/<mark class="warning"[^>]*>Download the app<\/mark>/);
    expect(page).toContain('4 warnings');
    expect(pages(withSource(), 'en').get('article.fr-es.page.html')).not.toContain('Download the app');
  });

  it('do not call a check of a version left out because the delivered text had no source', () => {
    const all = pages(withoutSource(), 'en');
    expect(all.get('article.en-es.page.html')).not.toContain('class="not-run"');
    expect(all.get('article.en.page.html')).toContain('class="not-run"');
    const article = withoutSource();
    article.languages[0]?.notRun.push({ check: 'numbers', reason: 'not-run.no-translation' });
    expect(pages(article, 'en').get('article.en-es.page.html')).toContain('<span class="check">Numbers</span>');
  });

  it('say of which version a check was left out where they show several', () => {
    const article = withSource();
    article.languages[1]?.notRun.push({ check: 'numbers', reason: 'not-run.no-translation' });
    expect(pages(article, 'en').get('article.page.html')).toContain(
      '<span class="check">Numbers \u00b7 Spanish</span>',
    );
  });

  it('have the headline of the story as their title, under the name of its file', () => {
    for (const [name, page] of [...pages(withSource(), 'ar'), ...pages(withoutSource(), 'en')]) {
      expect(page, name).toContain('<p class="file"><bdi>article</bdi></p>');
      expect(page, name).toContain('<h1><bdi lang="en" dir="ltr">Convoy stopped near Idleb</bdi></h1>');
      expect(page, name).toContain('<title>Convoy stopped near Idleb \u00b7 article \u00b7 ');
    }
  });

  it('fold what the memory offered and was not taken into one line, without markup of its own', () => {
    const article = withSource();
    const [pair] = article.languages[1]?.pairs ?? [];
    if (!pair) throw new Error('no pair');
    expect(pages(article, 'en').get('article.fr-es.page.html')).not.toContain('<details');
    const match = { source: 'Un <convoi>', target: 'Un "convoy"', score: 84, origin: 'mt' as const };
    pair.target = { ...pair.target, matches: [match, { ...match, score: 71, origin: 'human' }] };
    const page = pages(article, 'en').get('article.fr-es.page.html') ?? '';
    expect(page).toContain('<summary>2 suggestions from memory</summary>');
    expect(page).toContain('Machine 84%</span><bdi class="from" lang="fr" dir="ltr">Un &lt;convoi&gt;</bdi>');
    expect(page).toContain('<bdi class="to" lang="es" dir="ltr">Un &quot;convoy&quot;</bdi>');
    expect(pages(article, 'ar').get('article.fr-es.page.html')).toContain(
      '<summary>اقتراحان من ذاكرة الترجمة</summary>',
    );
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
