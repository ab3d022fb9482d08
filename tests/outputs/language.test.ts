import { describe, expect, it } from 'vitest';
import { readTmx } from '../../src/formats/tmx/read.ts';
import type { ArticleResult, OutputFile } from '../../src/model/result.ts';
import { articleOutputs } from '../../src/outputs/article.ts';
import { languageOutputs } from '../../src/outputs/language.ts';
import { validator } from '../formats/jsonl/schema.ts';
import { haveSchemas, validateTmx, validateXliff12, validateXliff21 } from '../formats/validators.ts';
import { context, withoutSource, withSource } from './sample.ts';

function outputs(article: ArticleResult, language: string): Map<string, string> {
  const result = article.languages.find((each) => each.language === language);
  if (!result) throw new Error(`no ${language}`);
  const files = languageOutputs(article, result, context(article));
  return new Map(files.map((file: OutputFile) => [file.name, String(file.content)]));
}

describe('the files of a language version', () => {
  it('are named after the article and its two languages', () => {
    expect([...outputs(withSource(), 'es').keys()]).toEqual([
      'article.fr-es.tmx',
      'article.fr-es.xlf',
      'article.fr-es.xliff12.xlf',
      'article.fr-es.jsonl',
      'article.fr-es.page.html',
      'article.es.txt',
    ]);
  });

  it('are XLIFF alone while the version is incomplete', () => {
    expect([...outputs(withSource(['Un convoy', null]), 'es').keys()]).toEqual([
      'article.fr-es.xlf',
      'article.fr-es.xliff12.xlf',
    ]);
  });

  it('are made only in the formats that were asked for', () => {
    const article = withSource();
    const [, spanish] = article.languages;
    if (!spanish) throw new Error('no Spanish');
    const files = languageOutputs(article, spanish, context(article, { formats: new Set(['jsonl']) }));
    expect(files.map(({ name }) => name)).toEqual(['article.fr-es.jsonl']);
  });

  it('have no translated article where the translation came with the article', () => {
    expect([...outputs(withSource(), 'en').keys()]).not.toContain('article.en.txt');
    expect(outputs(withSource(), 'en').get('article.fr-en.tmx')).toContain('With AFP');
  });

  it('hold the article in the other language, with its white space and without its furniture', () => {
    expect(outputs(withSource(), 'es').get('article.es.txt')).toBe(
      'Un convoy parado cerca de Idlib\n\nEl convoy dejó Idlib. Nevaba. La OCHA cuenta 38 camiones.\n\nPar Lina Haddad\n\nAvec AFP\n',
    );
    const made = outputs(withoutSource(), 'es').get('article.es.txt');
    expect(made).toBe('Convoy\n\nEl convoy. La OCHA.\n\nBy Lina Haddad\n\nWith AFP\n');
  });

  it('are made from the corrected text where there is no source', () => {
    const files = outputs(withoutSource(), 'es');
    expect(files.get('article.en-es.tmx')).toContain('OCHA counts 37 &lt;trucks&gt; &amp; drivers.');
    expect(files.get('article.en-es.tmx')).not.toContain('Idleb');
    expect(files.get('article.en-es.page.html')).toContain('outputs:banner.no-source');
    expect(outputs(withSource(), 'es').get('article.fr-es.page.html')).not.toContain('outputs:banner.no-source');
  });

  it('put a finding on the pair it was made on', () => {
    const lines = (outputs(withSource(), 'en').get('article.fr-en.jsonl') ?? '').trim().split('\n');
    const records = lines.map((line) => JSON.parse(line));
    const found = records.flatMap((record) => record.findings.map(() => record.ordinal));
    expect(found).toEqual([0, 1, 3, 3]);
    for (const { target, findings } of records) {
      for (const { start, end, side, text } of findings) {
        expect(side).toBe('target');
        expect(target.text.slice(start, end)).toBe(text);
      }
    }
    expect(records[3].findings.map(({ text }: { text: string }) => text)).toEqual(['Ocha', '37']);
  });

  it('say which words of a machine translation stand for which, where its engine says so', () => {
    const lines = (outputs(withSource(), 'es').get('article.fr-es.jsonl') ?? '').trim().split('\n');
    const told = lines.map((line) => JSON.parse(line).target).filter(({ alignment }) => alignment);
    expect(told).toMatchObject([{ alignment: [{ source: { start: 0, end: 2 }, target: { start: 0, end: 6 } }] }]);
    expect(told[0].text.slice(0, 6)).toBe('Nevaba');
  });

  it('say once what is found in a given text both alone and beside its source', () => {
    const article = withSource();
    const [given] = article.languages;
    const [alone] = article.findings;
    if (!given || !alone) throw new Error('no finding');
    given.findings.push({ ...alone, side: 'target' });
    expect((outputs(article, 'en').get('article.fr-en.jsonl') ?? '').split('"text":"Idleb"')).toHaveLength(3);
  });

  it('have the findings in a given text as notes on the target', () => {
    const files = outputs(withSource(), 'en');
    expect(files.get('article.fr-en.xlf')?.split('<note id="n1" appliesTo="target"')).toHaveLength(4);
    expect(files.get('article.fr-en.xliff12.xlf')).toContain(
      '<note from="interlinear:terminology" priority="4" annotates="target">',
    );
    expect(outputs(withSource(), 'es').get('article.fr-es.xlf')).not.toContain('<note');
  });

  it('put a finding in a bead of several sentences where its words stand', () => {
    const article = withSource();
    const [given] = article.languages;
    const [, second, omitted, third] = given?.pairs ?? [];
    if (!given || !second || !omitted || !third) throw new Error('no pairs');
    const text = `${second.target.text} ${third.target.text}`;
    const joined = { ...second, sourceSegments: [1, 2, 3], targetSegments: [1, 2], target: { ...second.target, text } };
    given.pairs = given.pairs.flatMap((pair) =>
      pair === second ? [joined] : pair === omitted || pair === third ? [] : [pair],
    );
    const line = (outputs(article, 'en').get('article.fr-en.jsonl') ?? '').split('\n')[1] ?? '';
    const { findings } = JSON.parse(line);
    expect(findings.map(({ start, end }: { start: number; end: number }) => text.slice(start, end))).toEqual([
      'Idleb',
      'Ocha',
      '37',
    ]);
  });

  it('hand over the suggestions of a memory that were not taken, and are the same as ever without any', () => {
    const article = withSource();
    const before = outputs(article, 'es');
    const [pair] = article.languages[1]?.pairs ?? [];
    if (!pair) throw new Error('no pair');
    pair.target = { ...pair.target, matches: [] };
    expect(outputs(article, 'es')).toEqual(before);
    const match = { source: 'Un convoi arrêté', target: 'Un convoy parado', score: 84, origin: 'human' as const };
    pair.target = { ...pair.target, matches: [match] };
    const files = outputs(article, 'es');
    expect(files.get('article.fr-es.xlf')).toContain('similarity="84"');
    expect(files.get('article.fr-es.xliff12.xlf')).toContain('match-quality="84%"');
    const [line = ''] = (files.get('article.fr-es.jsonl') ?? '').split('\n');
    expect(JSON.parse(line).target.matches).toEqual([match]);
    expect(validator('segment')(JSON.parse(line))).toBe(true);
    // A suggestion is no translation of the segment: a memory and the article do not have it.
    for (const name of ['article.fr-es.tmx', 'article.es.txt']) expect(files.get(name)).toBe(before.get(name));
  });

  it('explain the score of a target from memory, and count how such targets matched', () => {
    const article = withSource();
    const [pair] = article.languages[1]?.pairs ?? [];
    if (!pair) throw new Error('no pair');
    const match = {
      kind: 'exact' as const,
      base: 100,
      penalties: [{ reason: 'memory' as const, points: 2 }],
      differences: [],
      repairs: [],
      memory: 'agency',
    };
    pair.target = {
      ...pair.target,
      origin: 'memory',
      subState: 'interlinear:exact',
      score: 98,
      match: { ...match, unit: 'its row' },
    };
    const [line = ''] = (outputs(article, 'es').get('article.fr-es.jsonl') ?? '').split('\n');
    // Where the unit is stored is said to nobody: files of two runs are the same.
    expect(JSON.parse(line).target).toMatchObject({ score: 98 });
    expect(JSON.parse(line).target.match).toEqual(match);
    expect(validator('segment')(JSON.parse(line))).toBe(true);
    const written = articleOutputs(article, context(article)).find(({ name }) => name === 'report.json');
    const report = JSON.parse(String(written?.content));
    expect(report.languages.map(({ matches }: { matches: object }) => matches)).toEqual([{}, { exact: 1 }]);
    expect(validator('report')(report)).toBe(true);
  });

  it('do not pass a fuzzy match off as the translation of another sentence', () => {
    const article = withSource();
    const [pair] = article.languages[1]?.pairs ?? [];
    if (!pair) throw new Error('no pair');
    pair.target = { ...pair.target, origin: 'memory', subState: 'interlinear:fuzzy', score: 80 };
    const { units } = readTmx(outputs(article, 'es').get('article.fr-es.tmx') ?? '');
    expect(units.map((unit) => unit.variants[0]?.text)).not.toContain(pair.source);
    expect(units.length).toBe((article.languages[1]?.pairs.length ?? 0) - 1);
  });

  it('keep a match that has the words of its sentence, and leave out one that was repaired for another', () => {
    for (const [score, left] of [
      [99, 0],
      [95, 1],
    ] as const) {
      const article = withSource();
      const [pair] = article.languages[1]?.pairs ?? [];
      if (!pair) throw new Error('no pair');
      pair.target = { ...pair.target, origin: 'memory', subState: 'interlinear:repaired', score };
      const { units } = readTmx(outputs(article, 'es').get('article.fr-es.tmx') ?? '');
      expect(units.length).toBe((article.languages[1]?.pairs.length ?? 0) - left);
    }
  });

  it('follow the schema of a segment', () => {
    const validate = validator('segment');
    for (const [article, name] of [
      [withSource(), 'article.fr-es.jsonl'],
      [withoutSource(), 'article.en-es.jsonl'],
    ] as const) {
      for (const line of (outputs(article, 'es').get(name) ?? '').trim().split('\n')) {
        expect(validate(JSON.parse(line)), JSON.stringify(validate.errors)).toBe(true);
      }
    }
  });

  it.skipIf(!haveSchemas)('are valid by their standards (../shared/data/schemas must be there)', () => {
    for (const language of ['en', 'es']) {
      const files = outputs(withSource(), language);
      validateTmx(files.get(`article.fr-${language}.tmx`) ?? '');
      validateXliff21(files.get(`article.fr-${language}.xlf`) ?? '');
      validateXliff12(files.get(`article.fr-${language}.xliff12.xlf`) ?? '');
    }
  });
});
