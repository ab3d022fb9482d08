import { existsSync, readFileSync } from 'node:fs';
import { DtdValidator, ParseOption, XmlDocument, XmlDtd, type XmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { readGlossaryCsv } from '../../src/formats/glossary-csv/read.ts';

const folder = new URL('../../examples/idleb/', import.meta.url);
const shared = new URL('../../../shared/', import.meta.url);
const realStory = new URL('examples/idleb/article.en.txt', shared);
const dtd = new URL('data/schemas/tmx-1.4b/tmx14.dtd', shared);

const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const french = read('article.fr.txt');
const english = read('article.en.txt');
const memory = read('memory.tmx');
const glossary = readGlossaryCsv(read('glossary.csv'), 'glossary.csv');

const paragraphsOf = (text: string): string[] => text.trimEnd().split('\n\n');
const sentencesOf = (text: string, language: string): string[] =>
  [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)].map(({ segment }) => segment.trim());
const count = (text: string, part: string): number => text.split(part).length - 1;

/** Figures in order of their value, each with a decimal point and no grouping: `412 000` and `412,000` are `412000`. */
function figuresOf(text: string, grouping: RegExp, decimal: string): number[] {
  const found = text.match(/\d[\d.,\u00a0\u202f]*/gu) ?? [];
  return found
    .map((figure) => figure.replace(/\D+$/u, '').replaceAll(grouping, '').replace(decimal, '.'))
    .map(Number)
    .sort((a, b) => a - b);
}
const frenchFigures = (text: string): number[] => figuresOf(text, /[\u00a0\u202f]/gu, ',');
const englishFigures = (text: string): number[] => figuresOf(text, /,/gu, '.');

const frenchParagraphs = paragraphsOf(french);
const englishParagraphs = paragraphsOf(english);
const creditAt = englishParagraphs.indexOf('With AFP');

describe('the English of the sample story', () => {
  it('spells Idlib the French way six times and never the English way', () => {
    expect(count(english, 'Idleb')).toBe(6);
    expect(english).not.toContain('Idlib');
  });

  it('writes OCHA as French does, once', () => {
    expect(count(english, 'Ocha')).toBe(1);
    expect(english).not.toContain('OCHA');
  });

  it('keeps an ellipsis in brackets inside a quotation', () => {
    expect(english).toMatch(/"[^"]*\(\.\.\.\)[^"]*"/u);
    expect(count(english, '(...)')).toBe(1);
  });

  it('has calques in its text and in a crosshead', () => {
    for (const calque of ['Iron arm', 'civilian populations', 'country hospital', 'order of the day']) {
      expect(count(english, calque), calque).toBe(1);
    }
  });

  it('lacks the full stop of exactly one paragraph of running text', () => {
    const unfinished = englishParagraphs.slice(0, creditAt).filter((text) => !/[.?]"?$/u.test(text));
    expect(unfinished).toHaveLength(2);
    expect(unfinished[0]).toBe('Iron arm at the gates of Aleppo');
    expect(unfinished[1]).toMatch(/Turkish border$/u);
  });

  it('ends in a credit line and four lines of page furniture', () => {
    expect(englishParagraphs.slice(creditAt)).toHaveLength(5);
    expect(englishParagraphs.at(-1)).toBe('app-store-badge_FR');
  });
});

describe('the French of the sample story', () => {
  it('writes Idleb as often as the English, ends in its credit line and has no furniture', () => {
    expect(count(french, 'Idleb')).toBe(count(english, 'Idleb'));
    expect(frenchParagraphs.at(-1)).toBe('Avec AFP');
  });

  it('sets guillemets, percent signs and question marks off with no-break spaces', () => {
    expect(french).not.toMatch(/ [»%?:;!]|« /u);
    expect(french).toMatch(/\u00a0»/u);
  });

  it('has two crossheads, one of them a question', () => {
    const crossheads = frenchParagraphs.slice(0, -1).filter((text) => !/[.»]$/u.test(text));
    expect(crossheads).toHaveLength(2);
    expect(crossheads[1]).toMatch(/\?$/u);
  });
});

describe('the two texts of the sample story', () => {
  it('are parallel: as many paragraphs, and in each as many sentences', () => {
    expect(creditAt).toBe(frenchParagraphs.length - 1);
    const lengths = frenchParagraphs.map((text) => sentencesOf(text, 'fr').length);
    expect(englishParagraphs.slice(0, creditAt + 1).map((text) => sentencesOf(text, 'en').length)).toEqual(lengths);
    expect(lengths.reduce((sum, each) => sum + each, 0)).toBe(21);
  });

  it('have the same figures in every sentence', () => {
    for (const [index, paragraph] of frenchParagraphs.entries()) {
      const given = sentencesOf(englishParagraphs[index] ?? '', 'en').map(englishFigures);
      expect(given, paragraph).toEqual(sentencesOf(paragraph, 'fr').map(frenchFigures));
    }
    expect(frenchFigures(french)).toEqual([3.6, 11, 14, 30, 37, 62, 2018, 2020, 412_000]);
  });

  it('are UTF-8 with line feeds, one at the end, and no byte order mark', () => {
    for (const text of [french, english]) {
      expect(text).not.toMatch(/[\r\ufeff\ufffd]/u);
      expect(text).toMatch(/[^\n]\n$/u);
    }
  });
});

describe('the glossary of the sample story', () => {
  it('has the columns of a long glossary', () => {
    expect(read('glossary.csv').split('\n', 1)[0]).toBe('concept,language,term,status,kind,domain,note');
  });

  it('has some thirty concepts, each with exactly one preferred form a language, in five languages', () => {
    expect(glossary).toHaveLength(34);
    for (const concept of glossary) {
      const preferred = concept.terms.filter(({ status }) => status === 'preferred').map(({ language }) => language);
      expect(preferred.sort(), concept.id).toEqual(['ar', 'ca', 'en', 'es', 'fr']);
    }
  });

  it('deprecates Idleb in English, Spanish and Catalan, and Ocha in English alone', () => {
    const deprecatedIn = (text: string): string[] =>
      glossary.flatMap(({ terms }) =>
        terms.filter((term) => term.text === text && term.status === 'deprecated').map(({ language }) => language),
      );
    expect(deprecatedIn('Idleb')).toEqual(['en', 'es', 'ca']);
    expect(deprecatedIn('Ocha')).toEqual(['en']);
  });

  it('speaks of nothing that is not in the story, in French and in English', () => {
    for (const concept of glossary) {
      for (const [language, text] of [
        ['fr', french],
        ['en', english],
      ] as const) {
        const forms = concept.terms.filter((term) => term.language === language).map((term) => term.text.toLowerCase());
        expect(
          forms.some((form) => text.toLowerCase().includes(form)),
          `${concept.id} ${language}`,
        ).toBe(true);
      }
    }
  });

  it('writes its Arabic in Arabic letters', () => {
    const arabic = glossary.flatMap(({ terms }) => terms.filter(({ language }) => language === 'ar'));
    for (const { text } of arabic) expect(text).toMatch(/^[\p{Script=Arabic} ]+$/u);
  });
});

describe('the memory of the sample story', () => {
  /** The units, each a map from language to text. */
  function units(): Map<string, string>[] {
    using document = XmlDocument.fromString(memory);
    return document.find('/tmx/body/tu').map((unit) => {
      const variants = unit.find('tuv') as XmlElement[];
      return new Map(variants.map((tuv) => [tuv.attr('lang', 'xml')?.value ?? '', tuv.get('seg')?.content ?? '']));
    });
  }

  it('is well-formed and has about a dozen units in four languages, each with its author and date', () => {
    expect(units()).toHaveLength(13);
    for (const unit of units()) expect([...unit.keys()]).toEqual(['fr', 'en', 'es', 'ca']);
    expect(memory.match(/<tu tuid="[a-z]+-\d" creationdate="20200\d{3}T\d{6}Z" creationid="[a-z-]+">/gu)).toHaveLength(
      13,
    );
  });

  it('holds three sentences of the story as they stand in the French and in the English', () => {
    const sentences = (paragraphs: string[], language: string): Set<string> =>
      new Set(paragraphs.flatMap((text) => sentencesOf(text, language)));
    const inFrench = sentences(frenchParagraphs, 'fr');
    const inEnglish = sentences(englishParagraphs, 'en');
    const matched = units().map((unit) => [inFrench.has(unit.get('fr') ?? ''), inEnglish.has(unit.get('en') ?? '')]);
    expect(matched.filter(([fr, en]) => fr && en)).toHaveLength(3);
    expect(matched.filter(([fr, en]) => fr !== en)).toEqual([]);
  });

  it('holds four units that are near to a sentence of the story in both languages, and six that are far from all', () => {
    const words = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
    /** Dice's coefficient over the words of two sentences, 0..1. */
    const likeness = (a: Set<string>, b: Set<string>): number =>
      (2 * [...a].filter((word) => b.has(word)).length) / (a.size + b.size);
    const nearest = (text: string, paragraphs: string[], language: string): number =>
      Math.max(
        ...paragraphs.flatMap((each) => sentencesOf(each, language)).map((each) => likeness(words(each), words(text))),
      );
    const found = units().map((unit) => [
      nearest(unit.get('fr') ?? '', frenchParagraphs, 'fr'),
      nearest(unit.get('en') ?? '', englishParagraphs, 'en'),
    ]);
    expect(found.filter((both) => both.every((value) => value >= 0.7 && value < 1))).toHaveLength(4);
    expect(found.filter((both) => both.every((value) => value < 0.4))).toHaveLength(6);
  });

  it.skipIf(!existsSync(dtd))('is valid TMX 1.4b (skipped where ../shared is absent: it holds the DTD)', () => {
    using document = XmlDocument.fromString(memory, { option: ParseOption.XML_PARSE_NONET });
    using validator = new DtdValidator(XmlDtd.fromBuffer(readFileSync(dtd)));
    expect(() => validator.validate(document)).not.toThrow();
  });
});

describe.skipIf(!existsSync(realStory))('the sample story is its own (skipped where ../shared is absent)', () => {
  /** Words of a text without the office's official name, which any story of the kind has. */
  const wordsOf = (text: string): string[] =>
    text
      .toLowerCase()
      .replaceAll('office for the coordination of humanitarian affairs', '')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const runsOf = (text: string, length: number): string[] => {
    const words = wordsOf(text);
    return words
      .map((_, at) => words.slice(at, at + length).join(' '))
      .slice(0, Math.max(0, words.length - length + 1));
  };

  it('shares no sentence with the real story of the same kind, but for the credit line', () => {
    const theirs = new Set(paragraphsOf(readFileSync(realStory, 'utf8')).flatMap((text) => sentencesOf(text, 'en')));
    const ours = englishParagraphs.flatMap((text) => sentencesOf(text, 'en'));
    expect(ours.filter((sentence) => theirs.has(sentence))).toEqual(['With AFP']);
  });

  it('shares no run of six words with it', () => {
    const theirs = new Set(runsOf(readFileSync(realStory, 'utf8'), 6));
    expect(runsOf(english, 6).filter((run) => theirs.has(run))).toEqual([]);
  });
});
