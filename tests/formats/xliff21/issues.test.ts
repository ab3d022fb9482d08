import { describe, expect, it } from 'vitest';
import { writeXliff21 } from '../../../src/formats/xliff21/write.ts';
import { file, finding, pair } from '../pairs.ts';

const source = '38 camions à Idlib.';

describe('the findings in an XLIFF 2.1 file', () => {
  it('are quality issues of the ITS module that the place in the text refers to', () => {
    const xml = writeXliff21(
      file([
        {
          pair: pair(source, { text: 'Los 37 camiones.' }),
          findings: [finding({ start: 4, end: 6, text: '37', severity: 'warning' })],
        },
      ]),
    );
    expect(xml).toContain('<its:locQualityIssues xml:id="lqi1-1">');
    expect(xml).toMatch(
      /locQualityIssueType="numbers" locQualityIssueSeverity="50" locQualityIssueComment="findings:numbers.missing/,
    );
    expect(xml).toContain(
      '<target>Los <sm id="lqi-mark1" type="its:generic" its:locQualityIssuesRef="#its=lqi1-1"/>37<em startRef="lqi-mark1"/> camiones.</target>',
    );
  });

  it('of one place share its mark; those of crossing places have marks of their own', () => {
    const text = 'Los 37 camiones.';
    const at = (start: number, end: number, more = {}) =>
      finding({ start, end, text: text.slice(start, end), ...more });
    const xml = writeXliff21(
      file([
        { pair: pair(source, { text }), findings: [at(4, 6), at(4, 6, { type: 'terminology' }), at(0, 5), at(5, 8)] },
      ]),
    );
    expect(xml.match(/<its:locQualityIssues /g)).toHaveLength(3);
    expect(xml.match(/<its:locQualityIssue /g)).toHaveLength(4);
    expect(xml.replaceAll(/ type="its:generic" its:\w+="[^"]+"/g, '')).toContain(
      '<target><sm id="lqi-mark2"/>Los <sm id="lqi-mark1"/>3<em startRef="lqi-mark2"/><sm id="lqi-mark3"/>7<em startRef="lqi-mark1"/> c<em startRef="lqi-mark3"/>amiones.</target>',
    );
  });

  it('whose place is gone, or whose side is not there, are about all of the text', () => {
    const xml = writeXliff21(file([{ pair: pair('Bonjour.', { text: null }), findings: [finding({ text: '99' })] }]));
    expect(xml).toMatch(/<source><sm id="lqi-mark1"[^>]*\/>Bonjour\.<em startRef="lqi-mark1"\/><\/source>/);
  });
});
