import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncodingScan } from '../../../src/formats/tmx/encoding.ts';
import { readTmx, TmxReader, type TmxRefusal, type TmxUnit } from '../../../src/formats/tmx/read.ts';
import { InterlinearError } from '../../../src/model/errors.ts';

function tmx(body: string, header = '<header srclang="fr"/>'): string {
  return `<?xml version="1.0"?>\n<tmx version="1.4">${header}<body>\n${body}\n</body></tmx>`;
}

const pair = (source: string, target = 'B', attributes = '') =>
  `<tu${attributes}><tuv xml:lang="en"><seg>${source}</seg></tuv><tuv xml:lang="fr"><seg>${target}</seg></tuv></tu>`;

function readPieces(pieces: string[]): { units: TmxUnit[]; refused: TmxRefusal[] } {
  const units: TmxUnit[] = [];
  const refused: TmxRefusal[] = [];
  const reader = new TmxReader({ unit: (unit) => units.push(unit), refused: (refusal) => refused.push(refusal) });
  for (const piece of pieces) reader.write(piece);
  reader.end();
  return { units, refused };
}

describe('a memory that is read piece by piece', () => {
  const whole = tmx(
    pair('A &amp; <ph x="1">&lt;br/></ph>\u{1f600} é', 'B<bpt i="1">b</bpt>c<ept i="1">/b</ept>') +
      pair('<![CDATA[<x>]]>', ' ') +
      pair('Z', 'Y', ' tuid="7"'),
  );

  it('is the same however it is cut', () => {
    const expected = readTmx(whole);
    expect(expected.units).toHaveLength(2);
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const pieces = places.slice(1).map((end, index) => whole.slice(places[index], end));
        expect(readPieces(pieces)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('hands over every unit before the place where it breaks off', () => {
    const units: TmxUnit[] = [];
    const reader = new TmxReader({ unit: (unit) => units.push(unit), refused: () => {} });
    const broken = tmx(pair('A') + pair('C')).slice(0, -70);
    expect(() => {
      reader.write(broken);
      reader.end();
    }).toThrow(InterlinearError);
    expect(units.map(({ variants }) => variants[0]?.text)).toEqual(['A']);
  });

  it('refuses a unit with control characters and one that is endless, and uses the others', () => {
    const { units, refused } = readTmx(
      tmx(
        [pair('A\u0001'), pair('A&#x1F;'), pair('x'.repeat(1_000_001)), pair('x'.repeat(100_000)), pair('C')].join(
          '\n',
        ),
      ),
    );
    expect(refused).toEqual([
      { line: 3, reason: 'memory.unit-characters' },
      { line: 4, reason: 'memory.unit-characters' },
      { line: 5, reason: 'memory.unit-large' },
    ]);
    expect(units.map(({ variants }) => variants[0]?.text.length)).toEqual([100_000, 1]);
  });

  it('is refused before an endless text fills the memory', () => {
    const reader = new TmxReader({ unit: () => {}, refused: () => {} });
    reader.write('<tmx><body><tu><tuv xml:lang="en"><seg>');
    const piece = 'x'.repeat(4_000_000);
    expect(() => {
      for (let count = 0; count < 20; count += 1) reader.write(piece);
    }).toThrow('memory.reason.endless');
  });

  it('keeps properties, notes, elements that TMX does not know, and who changed what', () => {
    const { units } = readTmx(
      tmx(
        '<tu tuid="7" usagecount="3" srclang="en-GB" changedate="20260131T074500Z" changeid="eva"><note>see AFP</note><prop type="x-Domain">a</prop>' +
          '<prop type="x-Domain">b</prop><rating><stars>5</stars></rating><tuv xml:lang="fr"><prop type="x-y">z</prop><seg>A</seg></tuv>' +
          '<tuv xml:lang="EN_gb"><seg>B</seg></tuv></tu>',
      ),
    );
    expect(units[0]).toMatchObject({
      usageCount: 3,
      sourceLanguage: 'en-GB',
      properties: { note: ['see AFP'], 'x-Domain': ['a', 'b'], 'x-rating': ['5'] },
      variants: [{ properties: { 'x-y': ['z'] }, changedBy: 'eva', changedAt: new Date('2026-01-31T07:45:00Z') }, {}],
    });
  });

  it('names the language of its sources in the header', () => {
    expect(readTmx(tmx(pair('A'))).units[0]?.sourceLanguage).toBe('fr');
    expect(readTmx(tmx(pair('A'), '<header srclang="*all*"/>')).units[0]?.sourceLanguage).toBeUndefined();
  });
});

describe('the encoding of a memory', () => {
  const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);
  const scan = (...pieces: Uint8Array[]) => {
    const scanned = new EncodingScan();
    for (const piece of pieces) scanned.write(piece);
    return scanned.result();
  };
  const declared = (encoding: string, text = 'é') => `<?xml version="1.0" encoding="${encoding}"?><tmx>${text}</tmx>`;

  it('is what the bytes are, whatever the file declares', () => {
    expect(scan(bytes(declared('windows-1252')))).toBe('utf-8');
    expect(scan(bytes(declared('utf-16')))).toBe('utf-8');
    expect(scan(bytes(declared('utf-8'), 'utf16le'))).toBe('utf-16le');
    expect(scan(Buffer.concat([bytes('\ufeff', 'utf16le').swap16(), bytes(declared('x'), 'utf16le').swap16()]))).toBe(
      'utf-16be',
    );
    expect(scan(bytes('\ufeff<tmx/>'))).toBe('utf-8');
  });

  it('is the declared one where the bytes are no UTF-8', () => {
    expect(scan(bytes(declared('iso-8859-1'), 'latin1'))).toBe('windows-1252');
  });

  it('is refused where the bytes are not what is declared', () => {
    expect(() => scan(bytes(declared('utf-8'), 'latin1'))).toThrow('input.encoding');
    expect(() => scan(bytes('<tmx>é</tmx>', 'latin1'))).toThrow('input.encoding');
    expect(() => scan(bytes(declared('klingon'), 'latin1'))).toThrow('input.encoding');
  });

  it('does not depend on how the file is cut', () => {
    const text = bytes(declared('utf-8', 'é😀'.repeat(20)));
    fc.assert(
      fc.property(fc.nat(text.length), (at) => {
        expect(scan(text.subarray(0, at), text.subarray(at))).toBe('utf-8');
      }),
    );
  });
});
