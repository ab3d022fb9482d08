import { describe, expect, it } from 'vitest';
import { readTmx } from '../../src/formats/tmx/read.ts';
import type { ArticleResult } from '../../src/model/result.ts';
import { articleOutputs } from '../../src/outputs/article.ts';
import { languageOutputs } from '../../src/outputs/language.ts';
import { validator } from '../formats/jsonl/schema.ts';
import { haveSchemas, validateTmx } from '../formats/validators.ts';
import { context, inHtml, withoutSource, withSource } from './sample.ts';

function outputs(article: ArticleResult, more: Parameters<typeof context>[1] = {}): Map<string, string | Uint8Array> {
  return new Map(articleOutputs(article, context(article, more)).map((file) => [file.name, file.content]));
}

describe('the files of an article', () => {
  it('have no memory and no English-English pair without a source', () => {
    expect([...outputs(withoutSource()).keys()]).toEqual([
      'article.en.txt',
      'article.en.corrected.txt',
      'changes.html',
      'article.en.jsonl',
      'article.en.page.html',
      'report.json',
    ]);
  });

  it('have one memory and one page of all languages with a source, and the source beside them', () => {
    const names = [...outputs(withSource(), { sourceBytes: new Uint8Array([65]) }).keys()];
    expect(names).toContain('article.tmx');
    expect(names).toContain('article.page.html');
    expect(names).toContain('article.fr.txt');
  });

  it('hold the delivered file byte for byte', () => {
    const inputBytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x80, 0x00]);
    expect(outputs(withoutSource(), { inputBytes }).get('article.en.txt')).toEqual(inputBytes);
  });

  it('hold the corrected text without furniture; credit lines and bylines stay', () => {
    expect(outputs(withoutSource()).get('article.en.corrected.txt')).toBe(
      'Convoy stopped near Idlib\n\nThe convoy left Idlib. OCHA counts 37 <trucks> & drivers.\n\nBy Lina Haddad\n\nWith AFP\n',
    );
  });

  it('keep markup where it was around what is corrected', () => {
    const corrected = String(outputs(inHtml()).get('article.en.corrected.html'));
    expect(corrected).toContain('<p>In <b>Idlib Province</b> it <i>snowed.</i> So.</p>');
    expect(corrected).not.toContain('Home');
  });

  it('close markup after the last word of a correction that has several words', () => {
    const corrected = (input: string): string =>
      String(outputs(inHtml(input, 'Idleb', 'the Idlib area')).get('article.en.corrected.html'));
    expect(corrected('<p>In <b>Idleb</b> it <i>snowed</i>.</p>')).toBe(
      '<p>In <b>the Idlib area</b> it <i>snowed</i>.</p>',
    );
    expect(corrected('<p><a href="x"><b>Idleb</b></a></p>')).toBe('<p><a href="x"><b>the Idlib area</b></a></p>');
    expect(corrected('<p><i>Near Idleb</i>, so.</p>')).toBe('<p><i>Near the Idlib area</i>, so.</p>');
  });

  it('mark HTML whose meta element may name an old encoding as UTF-8', () => {
    const article = inHtml();
    article.delivered = { ...article.delivered, encoding: 'windows-1252' };
    expect(String(outputs(article).get('article.en.corrected.html')).startsWith('\ufeff')).toBe(true);
    expect(String(outputs(inHtml()).get('article.en.corrected.html')).startsWith('<p>')).toBe(true);
  });

  it('show every insertion and deletion with its finding', () => {
    const changes = String(outputs(withoutSource()).get('changes.html'));
    expect(changes).toContain('The convoy left <del>Idleb</del><ins>Idlib</ins>.');
    expect(changes).toContain('<del>Download the app</del>');
    expect(changes).toContain('findings:terminology.replace{&quot;found&quot;:&quot;Idleb&quot;');
    expect(changes).toContain('&lt;trucks&gt; &amp; drivers.');
  });

  it('show a correction as the whole span that was found, whatever words the old and the new wording share', () => {
    const changes = String(
      outputs(inHtml('<p>The Idleb road.</p>', 'The Idleb road', 'The Idlib road')).get('changes.html'),
    );
    expect(changes).toContain('<del>The Idleb road</del><ins>The Idlib road</ins>.');
  });

  it('put every language of a bead into one unit of the memory', () => {
    const { units } = readTmx(String(outputs(withSource()).get('article.tmx')));
    expect(units.map((unit) => unit.variants.map(({ language, origin }) => `${language} ${origin}`))).toContainEqual([
      'fr human',
      'en mt',
      'es mt',
    ]);
    const omitted = units.find((unit) => unit.variants.some(({ text }) => text === 'Il neigeait.'));
    expect(omitted?.variants.map(({ language }) => language)).toEqual(['fr', 'es']);
  });

  it('show source, delivered, corrected and target text side by side', () => {
    const page = String(outputs(withSource()).get('article.page.html'));
    const row = page.split('<tr').find((each) => each.includes('El convoy dejó Idlib.')) ?? '';
    expect(row).toContain('Le convoi a quitté Idleb.');
    expect(row).toMatch(/<mark class="warning"[^>]*>Idleb<\/mark>/);
    expect(row).toContain('<ins>Idlib</ins>');
    expect(row).toContain('lang="fr" dir="ltr"');
    expect(page).toMatch(/<tr class="left-out">.*Download the app/);
    expect(page).toMatch(/<tr class="muted">.*With AFP/);
    expect(page).toMatch(/<mark class="error"[^>]*data-n[^>]*>37<\/mark>/);
    expect(page).toContain('<span class="unknown"');
  });

  it('write right-to-left text from the right', () => {
    const article = withSource();
    const [, target] = article.languages;
    if (!target) throw new Error('no target');
    target.language = 'ar';
    expect(String(outputs(article).get('article.page.html'))).toContain('lang="ar" dir="rtl"');
    expect(String(outputs(article, { interfaceLanguage: 'ar' }).get('changes.html'))).toContain(
      '<html lang="ar" dir="rtl">',
    );
  });

  it('load nothing and run nothing', () => {
    for (const [name, content] of outputs(withSource())) {
      if (!name.endsWith('page.html') && name !== 'changes.html') continue;
      expect(String(content)).not.toMatch(/<script|<link|<img|@import|url\(|https?:/);
    }
  });

  it('report what was dismissed apart from what is open, and what holds no more', () => {
    const article = withoutSource(['Convoy', null]);
    const [first, ...rest] = article.findings;
    if (!first) throw new Error('nothing to dismiss');
    const said = { reason: 'The agency writes it so.', by: 'ana', at: new Date('2026-01-01T00:00:00Z') };
    article.findings = rest;
    article.dismissed = [{ ...first, dismissed: said }];
    article.lapsed = [{ check: 'numbers', side: 'source', text: '37', ...said }];
    const report = JSON.parse(String(outputs(article).get('report.json')));
    const validate = validator('report');
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report.dismissed).toMatchObject([
      { check: first.check, dismissed: { by: 'ana', at: '2026-01-01T00:00:00.000Z' } },
    ]);
    expect(report.counts.dismissed).toBe(1);
    expect(report.findings).toHaveLength(report.counts.findings.total);
    expect(report.lapsedDismissals).toMatchObject([{ text: '37', reason: 'The agency writes it so.' }]);
  });

  it('report what was not checked, and what is left to do', () => {
    const article = withoutSource(['Convoy', null]);
    const report = JSON.parse(String(outputs(article).get('report.json')));
    expect(report.notRun).toEqual([
      { check: 'omission', reason: 'not-run.no-source', message: 'findings:not-run.no-source' },
    ]);
    expect(report.languages[0]).toMatchObject({ complete: false, translated: 3, of: 5, route: 'en>es' });
    expect(report.languages[0].reason).toMatchObject({
      code: 'engine.pair',
      what: expect.stringContaining('errors:engine.pair.what'),
    });
    expect(report.original).toEqual({ evidence: 'unknown', given: false });
  });

  it('report each finding where it stands in the input', () => {
    const article = withoutSource();
    const report = JSON.parse(String(outputs(article).get('report.json')));
    expect(report.findings).toHaveLength(4);
    for (const finding of report.findings) {
      expect(article.delivered.input.slice(finding.input.start, finding.input.end)).toBe(finding.text);
      expect(finding.applied).toBe(true);
    }
  });

  it('report as applied only what stands in the corrected text', () => {
    const article = withoutSource();
    const [first] = article.findings;
    if (!first) throw new Error('no finding');
    // Certain, but within a stretch that was corrected already.
    article.findings.push({ ...first, check: 'brackets', start: first.start + 1, text: first.text.slice(1) });
    const { findings } = JSON.parse(String(outputs(article).get('report.json')));
    expect(findings.map(({ check, applied }: { check: string; applied: boolean }) => [check, applied])).toEqual([
      ['terminology', true],
      ['terminology', true],
      ['terminology', true],
      ['furniture', true],
      ['brackets', false],
    ]);
  });

  it('report the findings in the given text for the given version too', () => {
    const { languages, counts } = JSON.parse(String(outputs(withSource()).get('report.json')));
    expect(languages[0].findings).toEqual({ total: 5, error: 1, warning: 4, info: 0 });
    expect(languages[1].findings.total).toBe(0);
    expect(counts.findings.total).toBe(5);
  });

  it('name the story by its headline', () => {
    const report = JSON.parse(String(outputs(withSource()).get('report.json')));
    expect(report.article).toMatchObject({ name: 'article', headline: 'Convoy stopped near Idleb' });
  });

  it('report exactly the files that are written, by a schema', () => {
    const validate = validator('report');
    for (const article of [withSource(), withoutSource(), withoutSource(['Convoy', null])]) {
      const of = context(article);
      const written = [
        ...articleOutputs(article, of),
        ...article.languages.flatMap((each) => languageOutputs(article, each, of)),
      ];
      const report = JSON.parse(String(written.find(({ name }) => name === 'report.json')?.content));
      expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
      expect(report.files.map(({ name }: { name: string }) => name).sort()).toEqual(
        written.map(({ name }) => name).sort(),
      );
    }
  });

  it('describe each delivered segment by the schema of a segment', () => {
    const validate = validator('segment');
    const lines = String(outputs(withoutSource()).get('article.en.jsonl')).trim().split('\n');
    expect(lines).toHaveLength(6);
    for (const line of lines) expect(validate(JSON.parse(line)), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.parse(lines[5] ?? '').corrected).toBe(null);
  });

  it.skipIf(!haveSchemas)('have a valid memory (../shared/data/schemas must be there)', () => {
    validateTmx(String(outputs(withSource()).get('article.tmx')));
  });
});
