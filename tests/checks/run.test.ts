import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { categories } from '../../src/checks/categories.ts';
import { toPairInput, toTextInput } from '../../src/checks/check.ts';
import { applyCertain } from '../../src/checks/correct.ts';
import { pairChecks } from '../../src/checks/registry.ts';
import { checkAlignment, checkPair, checksNeeding, checkText } from '../../src/checks/run.ts';
import type { Finding } from '../../src/model/finding.ts';
import { findCalques, withCalques } from '../../src/terminology/calques.ts';
import { datedTerms } from '../../src/terminology/dated.ts';
import { builtinStyle } from '../../src/terminology/styles.ts';

const { findTerms: find } = datedTerms([], builtinStyle('ap'))('2020-02-12');

describe('checking a text alone', () => {
  it('gives findings in text order, with the text of their spans', () => {
    const text = 'The the forces in Idleb (Ocha said.';
    const { findings } = checkText(toTextInput({ text, terms: find(text, 'en') }));
    expect(findings.map(({ check, side, text: span, suggestions }) => [check, side, span, suggestions[0]])).toEqual([
      ['doubled-words', 'source', 'The the', 'The'],
      ['terminology', 'source', 'Idleb', 'Idlib'],
      ['brackets', 'source', '(', undefined],
      ['terminology', 'source', 'Ocha', 'OCHA'],
    ]);
    expect(applyCertain(text, [], findings).text).toBe('The the forces in Idlib (OCHA said.');
  });
});

describe('checking a translation against its source', () => {
  const pair = toPairInput({ from: 'fr', to: 'en', source: '689 000 personnes', target: '698,000 people in in Idleb' });
  pair.target.terms = find(pair.target.text, 'en');

  it('also looks at the text of a translation made here', () => {
    const { findings } = checkPair({ ...pair, origin: 'mt' });
    expect(findings.map(({ check, side, text }) => [check, side, text])).toEqual([
      ['numbers', 'target', '698,000'],
      ['doubled-words', 'target', 'in in'],
      ['terminology', 'target', 'Idleb'],
    ]);
  });

  it('but not at that of a given one, which was checked as it came in', () => {
    expect(checkPair({ ...pair, origin: 'given' }).findings.map(({ check }) => check)).toEqual(['numbers']);
  });
});

describe('checking an alignment', () => {
  it('says which sentence was left out', () => {
    const { findings } = checkAlignment({
      beads: [{ source: [0], target: [] }],
      source: [{ text: 'Rien n’a été fait.', role: 'body' }],
      target: [],
    });
    expect(findings).toMatchObject([{ check: 'omission', side: 'source', segment: 0, text: 'Rien n’a été fait.' }]);
  });
});

describe('what cannot run without a source', () => {
  it('is listed by name', () => {
    expect(checksNeeding('pair')).toEqual(pairChecks.map(({ id }) => id));
    expect(checksNeeding('pair')).toEqual(expect.arrayContaining(['numbers', 'negation', 'names', 'markup']));
    expect(checksNeeding('article')).toEqual(['consistency']);
    expect(checksNeeding('alignment')).toEqual(['omission', 'addition']);
  });
});

const sample = new URL('../../../shared/examples/idleb/article.en.txt', import.meta.url);
const acceptance = new URL('../../../shared/data/names/sample-article-acceptance.json', import.meta.url);

interface Expected {
  category: string;
  severity: string;
  start: number;
  end: number;
  text: string;
}

describe.skipIf(!existsSync(sample) || !existsSync(acceptance))(
  'the sample story (skipped where ../shared is absent)',
  () => {
    const text = existsSync(sample) ? readFileSync(sample, 'utf8') : '';
    const expected: { findings: Expected[]; must_not_flag: { start: number; end: number }[] } = existsSync(acceptance)
      ? JSON.parse(readFileSync(acceptance, 'utf8'))
      : { findings: [], must_not_flag: [] };
    /** Roles as intake gives them: the credit line, then the page's furniture. */
    const roleOf = (line: string): 'body' | 'credit' | 'furniture' =>
      line === 'With AFP'
        ? 'credit'
        : /France 24 week|^I subscribe|^Download|^google/u.test(line)
          ? 'furniture'
          : 'body';
    const findings: Finding[] = [...text.matchAll(/[^\n]+/gu)].flatMap((line) =>
      checkText(toTextInput({ text: line[0], role: roleOf(line[0]), terms: find(line[0], 'en') })).findings.map(
        (finding) => ({
          ...finding,
          start: finding.start + line.index,
          end: finding.end + line.index,
        }),
      ),
    );

    it('has every Idleb, Ocha, the credit line and the furniture found, and nothing else', () => {
      const wanted = expected.findings.filter(({ category }) =>
        ['name.transliteration', 'acronym.case', 'credit', 'boilerplate'].includes(category),
      );
      // The house writes `Bashar Assad`, which the list has as the family name's article.
      const style = findings.filter(({ text: span }) => span === 'Bashar al-Assad');
      expect(style).toMatchObject([{ severity: 'info', suggestions: ['Bashar Assad'] }]);
      expect(
        findings.filter((one) => !style.includes(one)).map(({ start, end, text: span }) => [start, end, span]),
      ).toEqual(wanted.map(({ start, end, text: span }) => [start, end, span]));
    });

    it('has no name flagged that is right', () => {
      const flagged = new Set(findings.map(({ start, end }) => `${start}-${end}`));
      expect(expected.must_not_flag.filter(({ start, end }) => flagged.has(`${start}-${end}`))).toEqual([]);
    });
  },
);

describe('a finding', () => {
  it('says by ITS and MQM what its check looks for, and how sure it is where it is certain', () => {
    const { findings } = checkPair(toPairInput({ from: 'fr', to: 'en', source: '17 morts', target: '14  dead' }));
    expect(findings.map(({ check, type, mqm }) => [check, type, mqm])).toEqual([
      ['numbers', 'numbers', 'accuracy/mistranslation'],
      ['spaces', 'whitespace', 'linguistic-conventions/whitespace'],
    ]);
    const { findings: certain } = checkText(toTextInput({ text: 'in Idleb', terms: find('in Idleb', 'en') }));
    expect(certain).toMatchObject([{ certain: true, confidence: 1, type: 'terminology' }]);
  });

  it('of a calque, a name or an acronym says which of these it is', () => {
    const mqmOf = (text: string) =>
      checkText(
        toTextInput({ text, terms: withCalques(find(text, 'en'), findCalques(text, 'en', 'fr')) }),
      ).findings.map(({ type, mqm }) => ({ type, mqm }));
    expect(mqmOf('It remained a dead letter.')).toEqual([categories.calque]);
    expect(mqmOf('the province of Homs')).toEqual([categories['phrase.order']]);
    expect(mqmOf('as Ocha said')).toEqual([categories['acronym.case']]);
  });
});
