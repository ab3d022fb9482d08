import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeXliff21 } from '../../../src/formats/xliff21/write.ts';
import { anyFile, file, finding, pair } from '../pairs.ts';
import { anyText } from '../texts.ts';
import { haveSchemas, validateXliff21 } from '../validators.ts';

const anyMatches = fc.array(
  fc.record({
    source: anyText,
    target: anyText,
    score: fc.nat(101),
    origin: fc.constantFrom('human', 'mt' as const),
  }),
  { maxLength: 3 },
);

const bold = [
  { id: '1', kind: 'open' as const, at: 0, pair: '2', data: '<b>' },
  { id: '2', kind: 'close' as const, at: 4, pair: '1', data: '</b>' },
];

describe('an XLIFF 2.1 file', () => {
  it('has no target element while nobody has translated the segment', () => {
    const xml = writeXliff21(file([{ pair: pair('Bonjour.', { text: null }) }]));
    expect(xml).toContain('state="initial"');
    expect(xml).not.toContain('<target>');
  });

  it('says that a given translation is translated, and where it comes from', () => {
    const given = pair('Bonjour.', {
      text: 'Hola.',
      state: 'translated',
      subState: 'interlinear:given',
      origin: 'given',
    });
    expect(writeXliff21(file([{ pair: given }]))).toContain('state="translated" subState="interlinear:given"');
  });

  it('holds a pair of codes as one element, with the markup apart', () => {
    const xml = writeXliff21(
      file([
        { pair: pair('Idlib.', { text: 'Idleb', codes: bold, subState: 'interlinear:mt' }, { sourceCodes: bold }) },
      ]),
    );
    expect(xml).toContain('<source><pc id="1" dataRefStart="d1" dataRefEnd="d2">Idli</pc>b.</source>');
    expect(xml).toContain('<target><pc id="1" dataRefStart="d1" dataRefEnd="d2">Idle</pc>b</target>');
    expect(xml).toContain('<data id="d1">&lt;b&gt;</data>');
  });

  it('shows by isolated ends that a pair is broken over two segments', () => {
    const xml = writeXliff21(file([{ pair: pair('Idlib.', {}, { sourceCodes: bold.slice(0, 1) }) }]));
    expect(xml).toContain('<sc id="1" dataRef="d1" isolated="yes"/>');
  });

  it('writes overlapping pairs as separate ends', () => {
    const overlapping = [
      { id: '1', kind: 'open' as const, at: 0, pair: '3', data: '<b>' },
      { id: '2', kind: 'open' as const, at: 2, pair: '4', data: '<i>' },
      { id: '3', kind: 'close' as const, at: 3, pair: '1', data: '</b>' },
      { id: '4', kind: 'close' as const, at: 5, pair: '2', data: '</i>' },
    ];
    const xml = writeXliff21(file([{ pair: pair('abcdef', {}, { sourceCodes: overlapping }) }]));
    expect(xml).toMatch(/<sc id="1"[^>]*\/>ab<sc id="2"[^>]*\/>c<ec startRef="1"[^>]*\/>de<ec startRef="2"/);
  });

  it('gives a target code the id of the source code with the same markup, and any other one its own', () => {
    const other = [
      { id: '7', kind: 'standalone' as const, at: 0, data: '<br>' },
      { id: '8', kind: 'standalone' as const, at: 1, data: '<hr>' },
    ];
    const source = [{ id: '1', kind: 'standalone' as const, at: 0, data: '<br>' }];
    const xml = writeXliff21(file([{ pair: pair('ab', { text: 'ab', codes: other }, { sourceCodes: source }) }]));
    expect(xml).toContain('<target><ph id="1" dataRef="d1"/>a<ph id="t8" dataRef="d2"/>b</target>');
  });

  it('names a character that XML forbids', () => {
    expect(writeXliff21(file([{ pair: pair('a\u001fb', {}) }]))).toContain('a<cp hex="001F"/>b');
  });

  it('carries findings as notes on their side', () => {
    const xml = writeXliff21(file([{ pair: pair('37', { text: '37' }), findings: [finding()] }]));
    expect(xml).toContain('<note id="n1" appliesTo="target" category="numbers" priority="1">');
    expect(xml).toContain('\u203937\u203a \u2192 38');
  });

  it('offers what the memory suggests as candidates for the segment, and nothing without any', () => {
    const matches = [
      { source: 'Bonsoir & <b>', target: 'Buenas\u001f noches', score: 101, origin: 'human' as const },
      { source: 'Bonjour', target: 'Hola', score: 72, origin: 'mt' as const },
    ];
    const xml = writeXliff21(file([{ pair: pair('Bonjour.', { text: null, matches }) }]));
    expect(xml).toContain('<segment id="s1-s"');
    expect(xml).toContain('<mtc:match id="m1" ref="#s1-s" type="tm" matchSuitability="100" similarity="100">');
    expect(xml).toContain('<mtc:match id="m2" ref="#s1-s" type="mt" matchSuitability="72">');
    expect(xml).toContain('<source>Bonsoir &amp; &lt;b&gt;</source>');
    expect(xml).toContain('<target>Buenas<cp hex="001F"/> noches</target>');
    expect(writeXliff21(file([{ pair: pair('Bonjour.', { matches: [] }) }]))).not.toContain('mtc');
  });

  describe.skipIf(!haveSchemas)('validated with the OASIS schemas (../shared/data/schemas must be there)', () => {
    it('is valid whatever stands in the article', () => {
      fc.assert(
        fc.property(anyFile, (input) => validateXliff21(writeXliff21(input))),
        { numRuns: 150 },
      );
    });

    it('is valid whatever the memory suggests, by the schema of its module', () => {
      fc.assert(
        fc.property(anyFile, anyMatches, (input, matches) => {
          for (const unit of input.units) unit.pair.target.matches = matches;
          validateXliff21(writeXliff21(input));
        }),
        { numRuns: 80 },
      );
      const matches = [{ source: 'a', target: 'b', score: 80, origin: 'human' as const }];
      const xml = writeXliff21(file([{ pair: pair('a', { matches }) }]));
      expect(() => validateXliff21(xml.replace('type="tm"', 'type="memory"'))).toThrow();
    });

    it('is valid for an article without text', () => {
      validateXliff21(writeXliff21(file([])));
    });

    it('would not pass with a state of another standard', () => {
      const xml = writeXliff21(file([{}])).replace('state="initial"', 'state="needs-review-translation"');
      expect(() => validateXliff21(xml)).toThrow();
    });
  });
});
