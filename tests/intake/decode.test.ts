import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../src/intake/decode.ts';
import { InterlinearError } from '../../src/model/errors.ts';

const story = 'Le président a déclaré jeudi que « la trêve » tiendrait – malgré l’été. Œuvre achevée à 5 €.';

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof InterlinearError) return `${error.code} ${JSON.stringify(error.parameters)}`;
    throw error;
  }
  return 'no error';
}

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

describe('decoding', () => {
  test('reads UTF-8, with and without a byte order mark', () => {
    expect(decode(Buffer.from(story))).toEqual({ input: story, encoding: 'utf-8', bom: false });
    expect(decode(Buffer.from(`\ufeff${story}`))).toEqual({ input: story, encoding: 'utf-8', bom: true });
  });

  test.each([
    ['utf-16le', false],
    ['utf-16be', true],
  ] as const)('reads %s, with and without a byte order mark', (encoding, bigEndian) => {
    expect(decode(utf16(story, bigEndian))).toEqual({ input: story, encoding, bom: false });
    expect(decode(utf16(`\ufeff${story}`, bigEndian))).toEqual({ input: story, encoding, bom: true });
  });

  test('reads Arabic in UTF-16 without a mark by its spaces', () => {
    const arabic = 'قال الرئيس التركي إن بلاده سترد على أي هجوم جديد.\nأنقرة';
    expect(decode(utf16(arabic, false))).toEqual({ input: arabic, encoding: 'utf-16le', bom: false });
  });

  test('takes bytes for Windows-1252 when they look like it', () => {
    const { bytes } = encode(story, 'windows-1252', false);
    expect(decode(bytes)).toEqual({ input: story, encoding: 'windows-1252', bom: false });
  });

  test('believes what a page declares', () => {
    const page = Buffer.concat([
      Buffer.from('<meta charset="windows-1251"><p>'),
      Buffer.from([0xcc, 0xee, 0xf1, 0xea]),
    ]);
    expect(decode(page)).toEqual({
      input: '<meta charset="windows-1251"><p>Моск',
      encoding: 'windows-1251',
      bom: false,
    });
  });

  test('takes a declared encoding', () => {
    expect(decode(Uint8Array.of(0xa4, 0x35), 'iso-8859-15').input).toBe('€5');
    expect(codeOf(() => decode(Buffer.from('a'), 'klingon'))).toBe('input.encoding {"encoding":"klingon","byte":0}');
  });

  test('refuses legacy encodings that cannot be told from the bytes', () => {
    const russian = encode('Президент заявил, что ответит на любое нападение.', 'windows-1251', false).bytes;
    const polish = encode(
      'Wójt gminy ogłosił, że most będzie zamknięty jeszcze przez miesiąc.',
      'windows-1250',
      false,
    ).bytes;
    const turkish = encode('Cumhurbaşkanı dün akşam yaptığı açıklamada saldırıyı kınadı.', 'windows-1254', false).bytes;
    const mac = encode('Le maire a été réélu à la majorité, très près de son rival.', 'macintosh', false).bytes;
    for (const bytes of [russian, polish, turkish, mac])
      expect(codeOf(() => decode(bytes))).toMatch(/^input\.encoding/);
  });

  test('says where damaged UTF-8 begins instead of showing two letters for one', () => {
    const bytes = Buffer.concat([Buffer.from('été, déjà, à côté '), Buffer.from([0xc3]), Buffer.from(' là où')]);
    expect(codeOf(() => decode(bytes))).toBe('input.encoding {"encoding":"utf-8","byte":25}');
  });

  test.each([
    ['PDF', Buffer.from('%PDF-1.7\n%....')],
    ['PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['gzip', Buffer.from([0x1f, 0x8b, 8])],
    ['ZIP', Buffer.from('PK\u0003\u0004 something')],
    ['DOCX', Buffer.from('PK\u0003\u0004 [Content_Types].xml and word/document.xml')],
    ['0x00', Buffer.from('text\0with\0\0zeros')],
    ['0x02', Buffer.from('text\u0002\u0003')],
  ])('refuses %s and names it', (kind, bytes) => {
    expect(codeOf(() => decode(bytes))).toBe(`input.binary {"kind":"${kind}"}`);
  });

  test('refuses what has nothing in it', () => {
    for (const bytes of [new Uint8Array(), Buffer.from(' \r\n\t\u00a0'), Buffer.from('\ufeff')])
      expect(codeOf(() => decode(bytes))).toBe('input.empty {}');
  });

  test('bears a stray transmission control in a long text', () => {
    expect(decode(Buffer.from(`\u0002${'Wire copy goes on. '.repeat(30)}`)).encoding).toBe('utf-8');
  });
});

describe('encoding', () => {
  test('writes characters that Windows-1252 lacks as references in HTML, and goes over to UTF-8 in text', () => {
    expect(Buffer.from(encode('é ل', 'windows-1252', false, 'html').bytes).toString('latin1')).toBe('é &#1604;');
    const plain = encode('é ل', 'windows-1252', false, 'text');
    expect(plain.encoding).toBe('utf-8');
    expect(Buffer.from(plain.bytes).toString()).toBe('é ل');
  });

  test('gives back the bytes that were read, in every encoding', () => {
    const letters = fc.stringMatching(/^[a-z é€’]{1,40}x$/);
    fc.assert(
      fc.property(
        letters,
        fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
        fc.boolean(),
        (text, encoding, bom) => {
          const marked = bom && encoding !== 'windows-1252';
          const { bytes } = encode(text, encoding, marked);
          const decoded = decode(bytes, encoding);
          expect(decoded).toEqual({ input: text, encoding, bom: marked });
          expect(encode(decoded.input, decoded.encoding, decoded.bom).bytes).toEqual(bytes);
        },
      ),
    );
  });

  test('decodes or refuses any bytes with an error of its own', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const code = codeOf(() => decode(bytes));
        expect(code).toMatch(/^(?:no error|input\.(?:empty|binary|encoding) )/);
      }),
    );
  });

  test('writes the two-byte encodings of East Asia', () => {
    for (const [text, encoding] of [
      ['東京は晴れ', 'shift_jis'],
      ['서울', 'euc-kr'],
      ['台北', 'big5'],
      ['北京', 'gbk'],
    ] as const)
      expect(decode(encode(text, encoding, false).bytes, encoding).input).toBe(text);
  });
});
