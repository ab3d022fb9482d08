import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionDoubts } from '../../../src/terminology/names/mentions.ts';
import { anyText } from './any-text.ts';

const body = (text: string, language = 'en') => ({ text, language, role: 'body' as const });
const said = (language: string, ...texts: string[]) =>
  mentionDoubts(
    texts.map((text) => body(text, language)),
    language,
  ).map(({ at, kind, text, suggestions: [suggestion] }) => [at, kind, text, suggestion]);

describe('people', () => {
  it('are named in full where they first stand', () => {
    expect(said('en', 'Putin met a minister.', 'Vladimir Putin left, and Putin said nothing.')).toEqual([
      [0, 'short-first', 'Putin', 'Vladimir Putin'],
    ]);
    expect(said('fr', 'Selon Poutine, tout va bien.', 'Vladimir Poutine est parti.')).toEqual([
      [0, 'short-first', 'Poutine', 'Vladimir Poutine'],
    ]);
    expect(said('en', 'Vladimir Putin met a minister.', 'Putin left.')).toEqual([]);
  });

  it('that an article names by their family names alone are known to everybody', () => {
    expect(said('en', 'Erdogan met Putin.', 'Putin left.')).toEqual([]);
  });

  it('are called otherwise in quotations, in headlines and inside other names', () => {
    const full = 'Vladimir Putin left.';
    expect(said('en', '“I like Putin,” she said.', full)).toEqual([]);
    expect(said('en', 'The Ludmila Putin fund was closed.', full)).toEqual([]);
    const headline = { text: 'Putin meets a minister', language: 'en', role: 'headline' as const };
    expect(mentionDoubts([headline, body(full)], 'en')).toEqual([]);
    expect(mentionDoubts([{ ...headline, text: 'Vladimir Putin is back' }, body('Putin left.')], 'en')).toEqual([]);
  });
});

describe('acronyms', () => {
  it('are expanded where they first stand', () => {
    const text = ['SOHR counted twelve.', 'The Syrian Observatory for Human Rights (SOHR) is in Britain.'];
    expect(said('en', ...text)).toEqual([[0, 'acronym-first', 'SOHR', 'Syrian Observatory for Human Rights (SOHR)']]);
    expect(said('en', ...text.toReversed())).toEqual([]);
    expect(said('en', 'SOHR (the Syrian Observatory for Human Rights) counted twelve.')).toEqual([]);
  });

  it('are expanded at all, but for those that every reader knows', () => {
    expect(said('en', 'The SOHR counted twelve. The SOHR is in Britain.')).toEqual([
      [0, 'unexpanded', 'SOHR', 'Syrian Observatory for Human Rights (SOHR)'],
    ]);
    expect(said('en', 'The UN, the EU, NATO and UNICEF met.')).toEqual([]);
    expect(said('fr', "L'Otan et l'ONU se sont réunies.")).toEqual([]);
  });

  it('are expanded once', () => {
    const again = 'The Syrian Observatory for Human Rights (SOHR) spoke.';
    expect(said('en', again, again)).toEqual([
      [1, 'expanded-again', 'Syrian Observatory for Human Rights (SOHR)', 'SOHR'],
    ]);
    expect(said('en', again, 'The Syrian Observatory for Human Rights spoke, and SOHR did.')).toEqual([]);
  });
});

it('what is said of any text stands in it', () => {
  fc.assert(
    fc.property(
      fc.array(anyText(200), { maxLength: 4 }),
      fc.constantFrom('en', 'fr', 'es', 'de', 'ar'),
      (texts, language) => {
        for (const { at, start, end, text } of mentionDoubts(
          texts.map((one) => body(one, language)),
          language,
        ))
          expect(texts[at]?.slice(start, end)).toBe(text);
      },
    ),
  );
});
