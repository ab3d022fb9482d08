import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPluralForms, standsFor } from '../../../src/formats/po/plural-forms.ts';
import { readPo } from '../../../src/formats/po/read.ts';

const header = (more = '', charset = 'UTF-8') =>
  `msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=${charset}\\n"\n${more}\n`;
const read = (text: string, encoding: BufferEncoding = 'utf8') => readPo(Buffer.from(text, encoding), {});

describe('a PO file', () => {
  it('has contexts, several lines, escapes and comments', () => {
    const { pairs } = read(
      `${header()}# A note\n#: file.c:1\n#, c-format, max-length:30\n#| msgid "Old"\nmsgctxt "menu"\nmsgid ""\n"Save\\n"\n"\\"%s\\"\\t\\x41\\101"\nmsgstr "Enregistrer\\n"\n"« %s »\\\\"\n`,
    );
    expect(pairs).toEqual([
      {
        unit: 'menu|Save "%s" AA',
        source: { language: 'en', text: 'Save\n"%s"\tAA', codes: [], line: 11 },
        target: { language: 'fr', text: 'Enregistrer\n« %s »\\', codes: [], line: 14 },
        maxLength: 30,
      },
    ]);
  });

  it('has what is obsolete passed over, what is fuzzy read, and what is not translated counted', () => {
    const { pairs, untranslated } = read(
      `${header()}#, fuzzy\nmsgid "A"\nmsgstr "B"\n\n#~ msgid "C"\n#~ msgstr "D"\n\nmsgid "E"\nmsgstr ""\nmsgid "F"\nmsgstr "G"\n`,
    );
    expect(pairs.map(({ source, target }) => [source.text, target.text])).toEqual([
      ['A', 'B'],
      ['F', 'G'],
    ]);
    expect(untranslated).toBe(1);
  });

  it('has each plural form beside the message that it translates', () => {
    const entry = 'msgid "One file"\nmsgid_plural "%d files"\nmsgstr[0] "%d fichier"\nmsgstr[1] "%d fichiers"\n';
    const sources = (forms: string) =>
      read(header(`"Plural-Forms: ${forms}\\n"`) + entry).pairs.map(({ source }) => source.text);
    // In French the first form is for 0, too: with a number in it, it is `%d files` that it follows.
    expect(sources('nplurals=2; plural=(n > 1);')).toEqual(['%d files', '%d files']);
    expect(sources('nplurals=2; plural=n!=1;')).toEqual(['One file', '%d files']);
    expect(read(header('"Plural-Forms: nplurals=3; plural=0;\\n"') + entry).passedOver).toMatchObject([
      { reason: 'bilingual.unit-forms', line: 6 },
    ]);
  });

  it('is read in the encoding that its header names', () => {
    const text = `${header('', 'ISO-8859-1')}msgid "A"\nmsgstr "é"\n`;
    expect(read(text, 'latin1').pairs[0]?.target.text).toBe('é');
    expect(() => read(text.replace('ISO-8859-1', 'UTF-8'), 'latin1')).toThrow('input.encoding');
    expect(() => read(text.replace('ISO-8859-1', 'KLINGON'), 'latin1')).toThrow('input.encoding');
    expect(read(text.replace('ISO-8859-1', 'CHARSET')).pairs).toHaveLength(1);
  });

  it('without a language needs to be told it', () => {
    const text = 'msgid "A"\nmsgstr "B"\n';
    expect(() => read(text)).toThrow('bilingual.language-missing');
    expect(readPo(Buffer.from(text), { to: 'es' }).pairs[0]?.target.language).toBe('es');
    expect(
      read(`${header().replace('Language: fr', 'Language: pt_BR.UTF-8@x')}${text}`).pairs[0]?.target.language,
    ).toBe('pt-BR');
  });

  it.each([
    ['msgid "A"\n', 'po-msgstr'],
    ['msgid "A"\nmsgstr "B\n', 'po-string'],
    ['msgid "A"\nmsgstr B\n', 'po-string'],
    ['"A"\n', 'po-line'],
    ['msgstr "A"\n', 'po-msgid'],
    ['msgid "A"\nmsgstr "B"\nmsgstr "C"\n', 'po-twice'],
    ['msgid "A"\nmsgstr[1] "B"\n', 'po-msgstr'],
  ])('that is damaged is refused with line and reason: %j', (text, reason) => {
    expect(() => readPo(Buffer.from(text), { to: 'fr' })).toThrow(`bilingual.reason.${reason}`);
  });

  it('comes back whatever stands in it', () => {
    const escaped = (text: string) =>
      text
        .replaceAll('\\', '\\\\')
        .replaceAll('"', '\\"')
        .replaceAll('\n', '\\n')
        .replaceAll('\r', '\\r')
        .replaceAll('\t', '\\t');
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(text, text, fc.nat(5)), { selector: ([id]) => id, minLength: 1, maxLength: 5 }),
        (entries) => {
          const written = entries.map(([id, string, cut]) => {
            const characters = [...string];
            const [head, tail] = [characters.slice(0, cut), characters.slice(cut)].map(
              (part) => `"${escaped(part.join(''))}"`,
            );
            return `msgid "${escaped(id)}"\nmsgstr ${head}\n${tail}\n`;
          });
          const { pairs } = read(header() + written.join('\n'));
          expect(pairs.map(({ source, target }) => [source.text, target.text])).toEqual(
            entries.map(([id, string]) => [id, string].map((one) => one.toWellFormed())),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a rule of plural forms', () => {
  it.each([
    ['nplurals=2; plural=(n > 1);', [0, 0, 1, 1]],
    ['nplurals=1; plural=0;', [0, 0, 0, 0]],
    [
      'nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;',
      [2, 0, 1, 1],
    ],
  ])('is read as C: %s', (written, expected) => {
    const forms = readPluralForms(written);
    expect([0, 1, 2, 3].map((number) => forms?.formOf(number))).toEqual(expected);
  });

  it('says what a form stands for', () => {
    const english = readPluralForms('nplurals=2; plural=n != 1;');
    const russian = readPluralForms('nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : 1;');
    expect(english && [0, 1].map((form) => standsFor(english, form))).toEqual(['one', 'more']);
    expect(russian && standsFor(russian, 0)).toBe('one-and-more');
  });

  it.each([
    'nplurals=2',
    'nplurals=2; plural=system(1);',
    'nplurals=2; plural=(n',
    'nplurals=2; plural=;',
    `nplurals=2; plural=${'('.repeat(9999)}`,
  ])('that is none is not followed: %s', (written) => {
    expect(readPluralForms(written)).toBeUndefined();
  });
});
