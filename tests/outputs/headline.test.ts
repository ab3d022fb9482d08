import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/model/article.ts';
import { headlineOf } from '../../src/outputs/headline.ts';
import { read, withoutSource } from './sample.ts';

function headline(input: string, roles: Role[], language = 'en'): string | undefined {
  return headlineOf({ ...withoutSource(), delivered: read(input, language, roles) }).headline?.text;
}

describe('what an editor knows a story by', () => {
  it('is its headline, wherever it stands, on one line', () => {
    expect(headline('Home\n\nRoads close\nin the north\n\nIt snowed.', ['furniture', 'headline', 'body'])).toBe(
      'Roads close in the north',
    );
  });

  it('is its first sentence where it has no headline, but never furniture', () => {
    expect(headline('Home\n\nIt snowed. Roads closed.', ['furniture', 'body'])).toBe('It snowed.');
  });

  it('is clipped after a whole word where it is no headline', () => {
    const clipped = headline(`The ${'very long '.repeat(20)}road closed.`, ['body']) ?? '';
    expect(clipped).toMatch(/^The (very long )+very\u2026$|^The (very long )*very long\u2026$/);
    expect(clipped.length).toBeLessThanOrEqual(90);
    const own = `Roads ${'close '.repeat(30)}again`;
    expect(headline(own, ['headline'])).toBe(own);
  });

  it('is clipped between characters in a text that has no end of a word', () => {
    const clipped = headline('\ud83d\udc69\u200d\ud83d\ude80'.repeat(40), ['body']) ?? '';
    expect(clipped).toMatch(/^(\ud83d\udc69\u200d\ud83d\ude80)+\u2026$/);
  });

  it('is nothing where there is nothing but furniture', () => {
    expect(headline('Home', ['furniture'])).toBeUndefined();
  });
});
