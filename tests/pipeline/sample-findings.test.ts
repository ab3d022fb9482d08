import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Category, categories } from '../../src/checks/categories.ts';
import { prepareArticle } from '../../src/pipeline/prepare.ts';
import { datedTerms } from '../../src/terminology/dated.ts';
import { builtinStyle } from '../../src/terminology/styles.ts';

const sample = new URL('../../../shared/examples/idleb/article.en.txt', import.meta.url);
const acceptance = new URL('../../../shared/data/names/sample-article-acceptance.json', import.meta.url);

interface Span {
  category: Category;
  start: number;
  end: number;
  text: string;
  severity: string;
}

describe.skipIf(!existsSync(sample) || !existsSync(acceptance))(
  'the sample story without its source (skipped where ../shared is absent)',
  () => {
    const findings = (style: string) =>
      prepareArticle(
        { fileName: 'article.en.txt', input: readFileSync(sample) },
        { ...datedTerms([], builtinStyle(style))('2020-02-12'), candidates: [] },
      ).findings.map(({ input, start, end, text, type, mqm }) => ({
        ...{ start: input?.start ?? start, end: input?.end ?? end, text },
        ...{ type, mqm },
      }));
    const { findings: expected, must_not_flag: right }: { findings: Span[]; must_not_flag: Span[] } = existsSync(
      acceptance,
    )
      ? JSON.parse(readFileSync(acceptance, 'utf8'))
      : { findings: [], must_not_flag: [] };

    it('has every mistake that must be found, most that should be, and no right name flagged', () => {
      const found = findings('ap');
      const met = (severity: string) =>
        expected.filter(
          (one) => one.severity === severity && found.some(({ start, end }) => start < one.end && one.start < end),
        );
      expect(met('must')).toEqual(expected.filter(({ severity }) => severity === 'must'));
      expect(met('should').length).toBeGreaterThanOrEqual(10);
      const flagged = found.filter(({ start, end }) => right.some((one) => one.start <= start && end <= one.end));
      expect(flagged).toEqual([]);
      expect(found).toContainEqual(expect.objectContaining({ start: 1010, end: 1022, text: 'Idleb region' }));
    });

    it('says of each mistake what standards call its category', () => {
      const found = findings('ap');
      for (const { category, start, end, text } of expected) {
        expect(categories, category).toHaveProperty([category]);
        const met = found.filter((one) => one.start < end && start < one.end);
        if (met.length === 0) continue;
        const said = met.map(({ type, mqm }) => ({ type, mqm }));
        expect(said, `${category}: ${text}`).toContainEqual(categories[category]);
      }
    });

    it('keeps Ocha for the Guardian', () => {
      expect(findings('ap').some(({ text }) => text === 'Ocha')).toBe(true);
      expect(findings('guardian').some(({ text }) => text === 'Ocha')).toBe(false);
    });
  },
);
