import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeXliff12 } from '../../../src/formats/xliff12/write.ts';
import { anyFile, file, finding, pair } from '../pairs.ts';
import { anyText } from '../texts.ts';
import { haveSchemas, validateXliff12 } from '../validators.ts';

describe('an XLIFF 1.2 file', () => {
  it('asks for a review of machine text, and does not approve it', () => {
    const xml = writeXliff12(file([{ pair: pair('Bonjour.', { text: 'Hola.', subState: 'interlinear:mt' }) }]));
    expect(xml).toContain('<target state="needs-review-translation" state-qualifier="leveraged-mt">Hola.</target>');
    expect(xml).toContain('approved="no"');
  });

  it('approves final text only', () => {
    const write = (state: 'translated' | 'reviewed' | 'final'): string =>
      writeXliff12(file([{ pair: pair('Bonjour.', { text: 'Hola.', state }) }]));
    expect(write('final')).toContain('approved="yes"');
    expect(write('reviewed')).toContain('approved="no"');
    expect(write('translated')).toContain('<target state="translated">');
  });

  it('does not approve a final row that lost its text', () => {
    const xml = writeXliff12(file([{ pair: pair('Bonjour.', { text: null, state: 'final' }) }]));
    expect(xml).not.toContain('<target');
    expect(xml).toContain('approved="no"');
  });

  it('keeps markup inside codes, as OmegaT reads it', () => {
    const codes = [
      { id: '1', kind: 'open' as const, at: 0, pair: '2', data: '<b>' },
      { id: '2', kind: 'close' as const, at: 1, pair: '1', data: '</b>' },
      { id: '3', kind: 'standalone' as const, at: 2, data: '<br>' },
      { id: '4', kind: 'open' as const, at: 2, pair: '9', data: '<i>' },
    ];
    const xml = writeXliff12(file([{ pair: pair('ab', {}, { sourceCodes: codes }) }]));
    expect(xml).toContain(
      '<source><bpt id="1">&lt;b&gt;</bpt>a<ept id="1">&lt;/b&gt;</ept>b<ph id="3">&lt;br&gt;</ph><it id="4" pos="open">&lt;i&gt;</it></source>',
    );
  });

  it('carries findings as notes', () => {
    const xml = writeXliff12(file([{ pair: pair('37', { text: '37' }), findings: [finding()] }]));
    expect(xml).toContain('<note from="interlinear:numbers" priority="1" annotates="target">');
  });

  it('offers what the memory suggests as other translations, and nothing without any', () => {
    const matches = [
      { source: 'Bonsoir', target: 'Buenas & noches', score: 101, origin: 'human' as const },
      { source: 'Bonjour', target: 'Hola', score: 72, origin: 'mt' as const },
    ];
    const xml = writeXliff12(file([{ pair: pair('Bonjour.', { text: null, matches }) }]));
    expect(xml).toContain('<alt-trans match-quality="100%" origin="memory" xml:space="preserve">');
    expect(xml).toContain('<target state-qualifier="fuzzy-match">Buenas &amp; noches</target>');
    expect(xml).toMatch(
      /match-quality="72%"[^>]*>\s*<source>Bonjour<\/source>\s*<target state-qualifier="leveraged-mt">Hola</,
    );
    expect(writeXliff12(file([{ pair: pair('Bonjour.', { matches: [] }) }]))).not.toContain('alt-trans');
  });

  describe.skipIf(!haveSchemas)('validated with the transitional schema (../shared/data/schemas must be there)', () => {
    it('is valid whatever stands in the article', () => {
      fc.assert(
        fc.property(anyFile, (input) => validateXliff12(writeXliff12(input))),
        { numRuns: 150 },
      );
    });

    it('is valid whatever the memory suggests', () => {
      const origin = fc.constantFrom('human', 'mt' as const);
      const anyMatch = fc.record({ source: anyText, target: anyText, score: fc.nat(101), origin });
      fc.assert(
        fc.property(anyFile, fc.array(anyMatch, { maxLength: 3 }), (input, matches) => {
          for (const unit of input.units) unit.pair.target.matches = matches;
          validateXliff12(writeXliff12(input));
        }),
        { numRuns: 80 },
      );
    });

    it('would not pass with a state of another standard', () => {
      const xml = writeXliff12(file([{ pair: pair('a', { text: 'b' }) }])).replace(
        'needs-review-translation',
        'initial',
      );
      expect(() => validateXliff12(xml)).toThrow();
    });
  });
});
