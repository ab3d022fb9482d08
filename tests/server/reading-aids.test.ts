import { describe, expect, test } from 'vitest';
import { databaseKinds } from '../servers/databases.ts';
import { type Row, reviewOf } from './review-desk.ts';

const [embedded] = databaseKinds;

describe('what a translator reads beside a text', () => {
  const { desk } = reviewOf((embedded as NonNullable<typeof embedded>).open);

  test('the memories say what was confirmed a moment ago, with the differences marked', async () => {
    const article = await desk.article(
      'The old ferry left the harbour at noon.\n\nThe old ferry left the harbour at midnight.\n\nNothing like it here.',
    );
    const [first, second, third] = (await desk.rows(article)) as [Row, Row, Row];
    const matches = async (row: Row, headers = {}) =>
      desk.ask('GET', `/v1/articles/${article}/languages/es/segments/${row.id}/matches`, undefined, headers);
    expect((await matches(second)).body.items).toEqual([]);
    await desk.write(article, first, { text: 'El viejo transbordador salió del puerto a mediodía.' });
    const [fuzzy] = (await matches(second)).body.items;
    expect(fuzzy).toMatchObject({ kind: 'fuzzy', origin: 'human', author: 'person:ana', source: first.source.text });
    expect(fuzzy.score).toBeLessThan(100);
    const [{ unit, segment }] = fuzzy.differences;
    expect([
      first.source.text.slice(unit.start, unit.end),
      second.source.text.slice(segment.start, segment.end),
    ]).toEqual(['noon', 'midnight']);
    expect((await matches(first)).body.items[0]).toMatchObject({ kind: 'context', score: 101 });
    expect((await matches(third)).body.items).toEqual([]);
    expect((await matches(first, { 'x-desk': 'other' })).status).toBe(404);
  });

  test('a preview shows the article as readers see it, with the texts as they stand now, and runs nothing', async () => {
    const html =
      '<html><body><h1>The <em>ferry</em> sank</h1><p>Nobody &lt;script&gt;alert(1)&lt;/script&gt; <a href="javascript:x()">drowned</a>.</p></body></html>';
    const article = await desk.article(html, ['es'], { fileName: 'ferry.en.html' });
    const preview = (query = '') => desk.ask('GET', `/v1/articles/${article}/preview${query}`);
    const spanish = await preview('?language=es');
    expect(spanish.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; sandbox;/,
    );
    expect(spanish.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(spanish.body).toContain('<html lang="es" dir="ltr">');
    expect(spanish.body).not.toMatch(/<script|onerror|javascript:/i);
    const row = (await desk.rows(article)).at(-1) as Row;
    const codes = await desk.ask('GET', `/v1/articles/${article}/languages/es/segments/${row.id}`);
    const places = codes.body.source.codes.map(({ id }: { id: string }, at: number) => ({ id, at }));
    const text = 'Nadie se ahogó <img src=x onerror=alert(1)>';
    const written = await desk.write(article, row, { text, codes: places });
    expect(written.status, JSON.stringify(written.body)).toBe(200);
    const now = (await preview('?language=es')).body;
    expect(now).toContain('onerror=alert(1)&gt;');
    expect(now).not.toMatch(/<img|<a |javascript:/);
    expect(now).toMatch(/<h1>.*<em>.*<\/em>.*<\/h1>/);
    expect((await preview()).body).toContain('<html lang="en"');
    expect((await preview('?language=it')).status).toBe(404);
    const foreign = { 'x-desk': 'other' };
    expect((await desk.ask('GET', `/v1/articles/${article}/preview`, undefined, foreign)).status).toBe(404);
  });

  test('a wording is replaced all over a version, as it was previewed and nowhere else', async () => {
    const article = await desk.article('Zorba came.\n\nNobody saw Zorba.\n\nZorbas left.\n\nThen it rained.');
    const rows = (await desk.rows(article)) as [Row, Row, Row, Row];
    const texts = ['Vino Zorba.', 'Nadie vio a Zorba.', 'Los Zorbas se fueron.', 'Luego llovió.'];
    for (const [place, row] of rows.entries()) await desk.write(article, row, { text: texts[place] });
    const url = `/v1/articles/${article}/languages/es/replace`;
    const wish = { find: 'Zorba', replacement: 'Zorbás', word: true };
    const seen = (await desk.ask('POST', url, wish, desk.as('ben'))).body;
    expect(seen).toMatchObject({ dryRun: true, count: 2, left: [] });
    expect(seen.items.map((item: { after: string }) => item.after)).toEqual(['Vino Zorbás.', 'Nadie vio a Zorbás.']);
    expect((await desk.rows(article)).map((row) => row.target.text)).toEqual(texts);
    await desk.write(article, rows[1], { text: 'Nadie vio llegar a Zorba.' });
    const segments = seen.items.map(({ segment, version }: { segment: string; version: number }) => ({
      segment,
      version,
    }));
    const done = (await desk.ask('POST', url, { ...wish, dryRun: false, segments }, desk.as('ben'))).body;
    expect(done.items).toMatchObject([{ segment: rows[0].id, after: 'Vino Zorbás.', state: 'initial' }]);
    expect(done.left).toMatchObject([{ segment: rows[1].id, problem: { code: 'target.changed' } }]);
    const now = await desk.rows(article);
    expect(now.map((row) => row.target.text)).toEqual(['Vino Zorbás.', 'Nadie vio llegar a Zorba.', ...texts.slice(2)]);
    const history = await desk.ask(
      'GET',
      `/v1/articles/${article}/languages/es/segments/${rows[0].id}/history?limit=1`,
    );
    expect(history.body.items).toMatchObject([{ act: 'replace', actor: 'person:ben', reason: 'Zorba → Zorbás' }]);
    expect((await desk.ask('POST', url, wish, { 'x-desk': 'other' })).status).toBe(404);
  });

  test('the desk sees what was found and rejected, how much of machines’ texts was changed, and how long that took', async () => {
    const article = await desk.article('Eleven owls sat here.\n\nTwelve crows flew away.', ['fr']);
    const [first, second] = (await desk.rows(article, 'fr')) as [Row, Row];
    await desk.write(article, first, { milliseconds: 8000 }, 'ana', 'fr');
    await desk.write(article, second, { text: 'Douze corbeaux se sont envolés.', milliseconds: 4000 }, 'ana', 'fr');
    const rejection = { reason: 'Shouting', category: 'style/register', severity: 'major' };
    await desk.write(article, first, { rejection }, 'ben', 'fr');
    const { body, status } = await desk.ask('GET', '/v1/quality?by=month&language=fr');
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.rejections).toMatchObject([
      { engine: 'capitals', category: 'style/register', severity: 'major', rejections: 1, points: 5 },
    ]);
    expect(body.edits).toMatchObject([
      { engine: 'capitals', segments: 2, words: 8, untouched: 1, secondsPerWord: 1.5, timedWords: 8 },
    ]);
    expect(body.edits[0].edited).toBeGreaterThan(0.3);
    expect(body.edits[0].edited).toBeLessThan(0.5);
    expect(body.findings.every((row: { language: string }) => row.language === 'fr')).toBe(true);
    expect((await desk.ask('GET', '/v1/quality', undefined, { 'x-desk': 'other' })).body.edits).toEqual([]);
    expect((await desk.ask('GET', '/v1/quality?from=2030-01-01T00:00:00Z')).body.code).toBe('quality.range');
  });
});
