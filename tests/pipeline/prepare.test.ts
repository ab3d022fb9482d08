import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { completeGiven } from '../../src/pipeline/complete.ts';
import { type Prepared, prepareArticle } from '../../src/pipeline/prepare.ts';
import { datedTerms } from '../../src/terminology/dated.ts';
import { builtinStyle } from '../../src/terminology/styles.ts';

const example = (name: string) => readFileSync(new URL(`../../examples/idleb/${name}`, import.meta.url));
const english = example('article.en.txt').toString();
const french = example('article.fr.txt');
const terms = datedTerms([], builtinStyle('ap'))('2020-02-12');
const tools = { findTerms: terms.findTerms, candidates: [] };

const prepare = (text: string, withSource = true) =>
  prepareArticle(
    {
      fileName: 'article.en.txt',
      input: Buffer.from(text),
      ...(withSource ? { source: { fileName: 'article.fr.txt', input: french } } : {}),
    },
    tools,
  );
const given = (prepared: Prepared) => {
  if (!prepared.source) throw new Error('no source');
  return completeGiven(prepared.source, prepared.delivered, prepared.beads, prepared.findings, terms);
};
const fidelity = (prepared: Prepared) =>
  given(prepared).findings.filter(({ check }) => ['omission', 'addition', 'numbers'].includes(check));

const whole = prepare(english);
/** Sentences of the story itself, with where they stand in the file. */
const sentences = whole.delivered.segments.flatMap((segment) => {
  const block = whole.delivered.blocks[segment.block];
  if (!block || block.role === 'furniture' || block.role === 'credit') return [];
  return [{ segment, block, start: block.start + segment.start, end: block.start + segment.end }];
});

test('a translation that lacks nothing raises no alarm of omission, addition or number', () => {
  expect(fidelity(whole)).toEqual([]);
  expect(given(whole)).toMatchObject({ kind: 'given', translated: 21, of: 21 });
});

describe('a sentence left out of the translation is the one omission', () => {
  test.each(sentences.map((sentence) => [sentence.segment.text.slice(0, 50), sentence] as const))(
    '%s',
    (_text, { segment, block, start, end }) => {
      const alone = segment.text.length === block.text.length;
      // With the blank beside it, so that the sentence before or after stays what it was.
      const text = alone
        ? english.slice(0, block.outer.start) + english.slice(block.outer.end)
        : english.slice(0, segment.start > 0 && segment.after === '' ? start - 1 : start) +
          english.slice(end + segment.after.length);
      const found = fidelity(prepare(text));
      expect(found.map(({ check, document, segment: where }) => ({ check, document, where }))).toEqual([
        { check: 'omission', document: 'original', where: segment.ordinal },
      ]);
    },
  );
});

describe('a number changed in the translation is the one finding on numbers, on that number', () => {
  const inStory = [...english.matchAll(/\d+(?:[.,]\d+)*/g)];
  test.each(inStory.map((match) => [match[0], match.index] as const))('%s at %i', (number, at) => {
    const changed = `${number.slice(0, -1)}${(Number(number.at(-1)) + 3) % 10}`;
    const found = fidelity(prepare(english.slice(0, at) + changed + english.slice(at + number.length)));
    expect(found).toMatchObject([{ check: 'numbers' }]);
    const { input, document, text } = found[0] ?? {};
    // Where the new number stands in the sentence already, what is seen is that the old one is missing.
    if (document === 'original') expect(text).toBe(number);
    else expect(input && input.start <= at && input.end >= at).toBe(true);
  });
});

test('without its source nothing is said about fidelity, and that is said', () => {
  const prepared = prepare(english, false);
  expect(prepared).toMatchObject({ original: { evidence: 'inferred', language: 'fr' }, beads: [] });
  expect(prepared.notRun.map(({ check }) => check)).toEqual(
    expect.arrayContaining(['omission', 'addition', 'numbers', 'unchanged']),
  );
  expect(new Set(prepared.notRun.map(({ reason }) => reason))).toEqual(
    new Set(['not-run.no-source', 'not-run.optional']),
  );
});

test('findings stand where their text stands in the file', () => {
  for (const { input, text } of whole.findings) expect(english.slice(input?.start, input?.end)).toBe(text);
});

test('only certain corrections are applied: names and acronyms, and furniture is left out', () => {
  const text = whole.corrected.map((one) => one.text ?? '').join('\n');
  expect(text).not.toMatch(/Idleb|Ocha/);
  expect(text).toContain('With AFP');
  expect(whole.corrected.filter((one) => one.text === null)).toHaveLength(4);
  for (const [index, segment] of whole.delivered.segments.entries()) {
    const corrected = whole.corrected[index]?.text;
    if (corrected !== null)
      expect(corrected?.replaceAll('Idlib', 'Idleb').replaceAll('OCHA', 'Ocha')).toBe(segment.text);
  }
});

test('a text whose language nobody can know is refused, and taken when it is said', () => {
  const input = Buffer.from('ok');
  expect(() => prepareArticle({ fileName: 'a.txt', input }, tools)).toThrowError(
    expect.objectContaining({ code: 'language.undetermined' }),
  );
  expect(prepareArticle({ fileName: 'a.txt', input, from: 'en' }, tools).delivered.language).toBe('en');
});
