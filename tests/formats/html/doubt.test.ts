import { describe, expect, test } from 'vitest';
import { html } from '../../../src/formats/html/html.ts';

const paragraph =
  'The ministry said on Monday that work on the bridge would begin in spring, once the river has fallen.';
const story = `<p>${paragraph}</p>`.repeat(4);
const hints = (input: string) =>
  html
    .read(`${story}${input}`)
    .map((block) => block.hint ?? 'story')
    .slice(4);

describe('furniture that only a class or an aside tells of', () => {
  test.each(['related', 'share-buttons', 'article-comments', 'newsletterBox', 'c-share__buttons share--large'])(
    'the class %s says so',
    (name) => {
      expect(hints(`<div class="${name}"><p>One more thing</p></div>`)).toEqual(['furniture']);
    },
  );

  test.each(['topic-social', 'social-policy', 'share-index', 'comments-of-the-week', 'sponsor-free', 'no-sidebar'])(
    'the class %s does not, though a part of it would',
    (name) => {
      expect(hints(`<div class="${name}"><p>One more thing</p></div>`)).toEqual(['story']);
    },
  );

  test('a paragraph with few links is the story, with its heading, and one full of links is not', () => {
    expect(hints(`<aside class="sidebar"><h3>Background</h3><p>${paragraph}</p></aside>`)).toEqual([
      'crosshead',
      'story',
    ]);
    expect(hints(`<div class="related"><p><a href="/x">${paragraph}</a></p></div>`)).toEqual(['furniture']);
  });

  test('an aside inside the article is the story unless it is mostly links', () => {
    expect(hints('<article><aside>“We shall wait”</aside></article>')).toEqual(['story']);
    expect(hints('<article><aside><p><a href="/x">Ten bridges</a></p></aside></article>')).toEqual(['furniture']);
    expect(hints('<aside><p>Most read</p></aside>')).toEqual(['furniture']);
  });

  test('names that would take a large part of the page are not believed', () => {
    const lines = '<p>A line of verse, as long as this,</p>'.repeat(20);
    expect(new Set(hints(`<div class="share">${lines}</div>`))).toEqual(new Set(['story']));
  });
});
