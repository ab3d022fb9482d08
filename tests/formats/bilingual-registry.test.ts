import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import type { BilingualReading, GivenLanguages } from '../../src/formats/bilingual-reading.ts';
import { bilingualFormatForFile, readBilingual } from '../../src/formats/bilingual-registry.ts';
import { writeTmx } from '../../src/formats/tmx/write.ts';
import { writeXliff12 } from '../../src/formats/xliff12/write.ts';
import { writeXliff21 } from '../../src/formats/xliff21/write.ts';
import type { InlineCode } from '../../src/model/article.ts';
import { InterlinearError } from '../../src/model/errors.ts';
import { anyFile, file, finding, pair } from './pairs.ts';
import { asXmlHolds, codedText } from './texts.ts';

function read(name: string, content: string | Uint8Array, given: GivenLanguages = {}): BilingualReading {
  const format = bilingualFormatForFile(name);
  if (!format) throw new Error(name);
  return readBilingual(format, typeof content === 'string' ? Buffer.from(content) : content, given);
}

function failure(name: string, content: string | Uint8Array, given: GivenLanguages = {}): InterlinearError {
  try {
    read(name, content, given);
  } catch (error) {
    if (error instanceof InterlinearError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Codes as every format keeps them: their kinds and places, and their markup. */
function shape(text: string, codes: InlineCode[], held: (text: string) => string) {
  const characterStart = (at: number) => ((text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at);
  return codes.map(({ kind, at, data }) => ({ kind, at: characterStart(at), data: held(data) }));
}

describe('what our writers write our readers read', () => {
  const writers = [
    // XLIFF 2 names characters that XML forbids, but for halves of a surrogate pair.
    ['xliff 2.1', writeXliff21, (text: string) => text.toWellFormed(), true],
    ['xliff 1.2', writeXliff12, asXmlHolds, false],
  ] as const;
  it.each(writers)('%s: texts, codes, languages and roles', (_, write, held, knowsInitial) => {
    fc.assert(
      fc.property(anyFile, (input) => {
        const { pairs, untranslated } = read('a.xlf', write(input));
        const isThere = ({ pair: { source, target } }: (typeof input.units)[number]) =>
          target.text !== null &&
          (held(target.text).trim() !== '' ||
            (!(knowsInitial && target.state === 'initial') && held(source).trim() !== ''));
        const expected = input.units.filter(isThere);
        expect(pairs).toHaveLength(expected.length);
        expect(untranslated).toBe(input.units.length - expected.length);
        for (const [index, unit] of expected.entries()) {
          const found = pairs[index];
          expect(found).toMatchObject({
            unit: unit.id,
            role: 'body',
            source: { language: 'fr' },
            target: { language: 'es' },
          });
          const { source, sourceCodes, target } = unit.pair;
          expect(found?.source.text).toBe(held(source));
          expect(found?.target.text).toBe(held(target.text ?? ''));
          expect(shape(source, found?.source.codes ?? [], (data) => data)).toEqual(shape(source, sourceCodes, held));
          expect(shape(target.text ?? '', found?.target.codes ?? [], (data) => data)).toEqual(
            shape(target.text ?? '', target.codes, held),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  it('tmx: a pair for each translation, from the language of the header', () => {
    fc.assert(
      fc.property(codedText, codedText, (left, right) => {
        const variants = [
          { language: 'ar', ...right },
          { language: 'fr', ...left },
        ];
        const createdAt = new Date(0);
        const unit = { tuid: 'u1', props: {}, variants };
        const { pairs } = read('a.tmx', writeTmx({ sourceLanguage: 'fr', toolVersion: '1', createdAt, units: [unit] }));
        if ([left, right].some(({ text }) => asXmlHolds(text).trim() === '')) {
          expect(pairs).toEqual([]);
          return;
        }
        expect(pairs).toMatchObject([
          {
            unit: 'u1',
            source: { language: 'fr', text: asXmlHolds(left.text) },
            target: { language: 'ar', text: asXmlHolds(right.text) },
          },
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it('a text that was kept by rule says so in both versions', () => {
    const kept = file([{ pair: pair('Par Lina', { text: 'Par Lina', subState: 'interlinear:kept', origin: 'kept' }) }]);
    for (const write of [writeXliff12, writeXliff21])
      expect(read('a.xliff', write(kept)).pairs[0]).toMatchObject({ origin: 'kept' });
  });

  it('findings in the file change none of its texts', () => {
    const marked = file([
      { pair: pair('38', { text: 'Los 37' }), findings: [finding({ start: 4, end: 6, text: '37' })] },
    ]);
    expect(read('a.xlf', writeXliff21(marked)).pairs[0]?.target).toMatchObject({ text: 'Los 37', codes: [] });
  });
});

const xliff12 = (body: string, languages = 'source-language="en" target-language="fr"') =>
  `<?xml version="1.0"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:sdl="urn:sdl">\n<file original="a" ${languages}><body>\n${body}\n</body></file></xliff>`;

describe('an XLIFF 1.2 file of another tool', () => {
  it('has its segments as pairs, where source and target are marked with them', () => {
    const { pairs, untranslated } = read(
      'a.sdlxliff',
      xliff12(
        '<group><trans-unit id="t1"><sdl:x/><source>One. Two.</source><seg-source><g id="5"><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two.</mrk></g></seg-source>' +
          '<target><mrk mtype="seg" mid="1">Un.</mrk></target><alt-trans><source>x</source><target>y</target></alt-trans></trans-unit></group>',
      ),
    );
    expect(pairs).toMatchObject([{ unit: 't1/1', source: { text: 'One.' }, target: { text: 'Un.', line: 4 } }]);
    expect(untranslated).toBe(1);
  });

  it('has codes of every kind, the same id for the same code on both sides', () => {
    const inline = (text: string) =>
      `<g id="1">${text}<x id="2"/></g><bpt id="3" rid="r">&lt;b></bpt>c<ept id="4" rid="r">&lt;/b></ept><it id="5" pos="close">&lt;/i></it><mrk mtype="term">d</mrk>`;
    const [found] = read(
      'a.xlf',
      xliff12(`<trans-unit id="t"><source>${inline('a')}</source><target>${inline('b')}</target></trans-unit>`),
    ).pairs;
    expect(found?.source.text).toBe('acd');
    expect(found?.source.codes.map(({ kind, at, data }) => [kind, at, data])).toEqual([
      ['open', 0, '<g id="1">'],
      ['standalone', 1, '<x id="2"/>'],
      ['close', 1, '</g>'],
      ['open', 1, '<b>'],
      ['close', 2, '</b>'],
      ['close', 2, '</i>'],
    ]);
    expect(found?.target.codes.map(({ id }) => id)).toEqual(found?.source.codes.map(({ id }) => id));
  });

  it('passes over what is not to be translated, counts what is not translated yet, and knows the room there is', () => {
    const { pairs, untranslated, passedOver } = read(
      'a.xlf',
      xliff12(
        '<trans-unit id="1" translate="no"><source>A</source><target>A</target></trans-unit><trans-unit id="2"><source>A</source></trans-unit>' +
          '<trans-unit id="3"><source>A</source><target state="new"/></trans-unit>\n<trans-unit id="4"><target>A</target></trans-unit>' +
          '<trans-unit id="5" maxwidth="9" size-unit="char"><source>A</source><target state="final"/></trans-unit>',
      ),
    );
    expect(pairs).toMatchObject([{ unit: '5', maxLength: 9, target: { text: '' } }]);
    expect(untranslated).toBe(2);
    expect(passedOver).toEqual([{ line: 5, unit: '4', reason: 'bilingual.unit-source' }]);
  });
});

describe('a bilingual file that cannot be read', () => {
  const unit = '<trans-unit id="1"><source>A</source><target>B</target></trans-unit>';
  it.each([
    ['no XML', 'a.xlf', 'Hello', 'bilingual.malformed'],
    ['a file that is cut off', 'a.xlf', xliff12(unit).slice(0, -30), 'bilingual.malformed'],
    ['no XLIFF', 'a.xlf', '<html/>', 'bilingual.root'],
    ['no TMX', 'a.tmx', '<html/>', 'memory.not-tmx'],
    ['another version', 'a.xlf', '<xliff version="3.0"/>', 'bilingual.version'],
    ['no version', 'a.xlf', '<xliff/>', 'bilingual.version'],
    ['entities', 'a.xlf', `<!DOCTYPE xliff [<!ENTITY a "aaaa">]>${xliff12(unit).slice(22)}`, 'bilingual.entities'],
    ['no languages', 'a.xlf', xliff12(unit, ''), 'bilingual.language-missing'],
    [
      'languages that nobody knows',
      'a.xlf',
      xliff12(unit, 'source-language="qqq-zzz-1" target-language="fr"'),
      'bilingual.language',
    ],
    ['nothing in it', 'a.po', ' \n', 'input.empty'],
    ['elements without end', 'a.xlf', '<a>'.repeat(1000), 'bilingual.malformed'],
  ])('is refused with a sentence: %s', (_, name, content, code) => {
    expect(failure(name, content).code).toBe(code);
  });

  it('is refused where its bytes are not what it says', () => {
    const bytes = Buffer.from(xliff12(unit.replace('A', 'é')), 'latin1');
    expect(failure('a.xlf', bytes).code).toBe('input.encoding');
  });

  it('names its languages by options, where it does not itself', () => {
    expect(failure('a.xlf', xliff12(unit, '')).parameters).toEqual({ option: '--from' });
    const { pairs } = read('a.xlf', xliff12(unit, ''), { from: 'en', to: 'de' });
    expect(pairs[0]).toMatchObject({ source: { language: 'en' }, target: { language: 'de' } });
  });

  it('never fails but with a sentence for its reader', () => {
    const scraps = fc.constantFrom(
      ...[
        '<xliff version="1.2">',
        '<xliff version="2.0" srcLang="en" trgLang="fr">',
        '</xliff>',
        '<file>',
        '<body>',
        '<unit id="1">',
      ],
      ...[
        '<segment>',
        '<source>',
        '</source>',
        '<target>',
        '<g id="1">',
        '<cp hex="110000"/>',
        '<ec/>',
        'a',
        '&',
        ']]>',
      ],
      ...[
        'msgid "a"\n',
        'msgstr "b"\n',
        'msgctxt "c"\n',
        'msgstr[1] "d"\n',
        '"e\\x"\n',
        '#~ msgid "f"\n',
        '#, fuzzy\n',
        '"',
      ],
    );
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 15 }), fc.constantFrom('a.xlf', 'a.po'), (parts, name) => {
        try {
          read(name, parts.join(''), { from: 'en', to: 'fr' });
        } catch (error) {
          expect(error).toBeInstanceOf(InterlinearError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const suite = new URL('../../../shared/data/schemas/xliff-test-suite/', import.meta.url);
describe.skipIf(!existsSync(suite))('the XLIFF test suite of OASIS (../shared/data/schemas must be there)', () => {
  const valid = existsSync(suite)
    ? readdirSync(suite, { recursive: true, encoding: 'utf8' }).filter(
        (path) => /valid.*\.xlf$/.test(path) && !/invalid/.test(path),
      )
    : [];
  it('has no valid file that is refused', () => {
    expect(valid.length).toBeGreaterThan(20);
    const refused = valid.filter((path) => {
      const bytes = readFileSync(new URL(encodeURI(path), suite));
      try {
        read(path, bytes, { from: 'en', to: 'fr' });
        return false;
      } catch (error) {
        expect(error).toMatchObject({ code: 'bilingual.malformed' });
        // The suite has files that are no XML either.
        expect(() => XmlDocument.fromBuffer(bytes), path).toThrow();
        return true;
      }
    });
    expect(refused.length).toBeLessThan(valid.length / 10);
  });
});
