/**
 * Makes the pictures of the desk for the README from a real run: `node scripts/desk-picture.ts`. Needs Chromium and Apertium; stories are
 * submitted to a service of its own and worked on, which is gone afterwards.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { noBrowser, openBrowser } from '../tests/journeys/browser.ts';
import { buildDesk } from '../tests/journeys/built-desk.ts';
import { root, start, until } from '../tests/journeys/interlinear.ts';
import { freePort } from '../tests/servers/port.ts';

if (noBrowser) throw new Error(noBrowser);
buildDesk();
const data = mkdtempSync(join(tmpdir(), 'interlinear-picture-'));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const service = start(['serve', '--port', String(port), '--data', data]);
let out = '';
service.child.stdout?.on('data', (chunk) => {
  out += chunk;
});
let headers: Record<string, string> = {};

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape.
async function ask(method: string, path: string, body?: object): Promise<any> {
  const json = body ? { 'content-type': 'application/json' } : {};
  const answer = await fetch(url + path, {
    method,
    headers: { ...headers, ...json },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.json();
}

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const read = (name: string) => readFileSync(join(root, 'examples/idleb', name), 'utf8');
const story = {
  fileName: 'Aid convoy.en.txt',
  text: read('article.en.txt'),
  source: { fileName: 'Aid convoy.fr.txt', text: read('article.fr.txt') },
};
const morning = [
  {
    fileName: 'Old harbour.en.txt',
    text: `The old harbour opens again

The town opened the old harbour on Monday after two years of work. The mayor said the first boats would leave at 9.30 a.m.

"We waited a long time for this day," said a fisherman. Some 1,200 people came to see it, according to the police.

The work cost 4.6 million euros. The region paid half of it.`,
  },
  {
    fileName: 'New school.en.txt',
    text: `A new school for the valley

The children of the valley have a new school. It has room for 240 pupils, and it opens in September.

Until now they took the bus for an hour every morning. "Now they can walk," the minister said.`,
  },
];

async function settle(job: string): Promise<void> {
  for (;;) {
    const { status } = await ask('GET', `/v1/jobs/${job}`);
    if (!['accepted', 'running'].includes(status)) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

async function published(article: string, version: string, destination: string): Promise<void> {
  const { id } = await ask('POST', `${version}/publish`, { destination });
  for (;;) {
    const { items } = await ask('GET', `/v1/articles/${article}/publications`);
    const { status, error } = items.find((one: { id: string }) => one.id === id);
    if (status === 'failed') throw new Error(error.title);
    if (status !== 'waiting') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function openVersion(page: Page, article: string, language: string): Promise<void> {
  await page.goto(`${url}/desk/articles/${article}/${language}`);
  await page.locator('.row.active .target-field').waitFor();
}
const saved = (page: Page) => page.locator('.saving-saved').waitFor({ timeout: 60_000 });
const picture = (page: Page, name: string) => page.screenshot({ path: join(root, 'docs/images', name) });

try {
  await until(() => out.includes('Listening on'), 90_000);
  headers = { authorization: `Bearer ${readFileSync(join(data, 'local-token'), 'utf8')}` };
  const people: string[] = [];
  for (const name of ['Inés Vidal', 'Omar Haddad']) {
    const email = `${name.split(' ')[0]?.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()}@example.org`;
    people.push((await ask('POST', '/v1/people', { name, email, roles: ['translator', 'reviewer'] })).person.id);
  }
  const { id: house } = await ask('POST', '/v1/memories', { name: 'house' });
  const memory = await fetch(`${url}/v1/memories/${house}/import`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-tmx+xml' },
    body: read('memory.tmx'),
  });
  if (!memory.ok) throw new Error(await memory.text());
  const first = await ask('POST', '/v1/jobs', {
    to: ['es', 'ca'],
    name: 'Foreign',
    deadline: inHours(5),
    articles: [story],
  });
  const second = await ask('POST', '/v1/jobs', {
    to: ['es'],
    name: 'Morning page',
    deadline: inHours(26),
    articles: morning,
  });
  await settle(first.id);
  await settle(second.id);
  const { items: articles } = await ask('GET', '/v1/articles');
  const idOf = (name: string) => articles.find((one: { fileName: string }) => one.fileName === name)?.id;
  const [convoy, harbour, school] = [story, ...morning].map(({ fileName }) => idOf(fileName));
  for (const [article, language, person] of [
    [convoy, 'es', people[0]],
    [convoy, 'ca', people[1]],
    [harbour, 'es', people[0]],
  ])
    await ask('PATCH', `/v1/articles/${article}/languages/${language}`, { assignee: `person:${person}` });

  await using browser = await openBrowser();
  const context = await browser.newContext({
    extraHTTPHeaders: headers,
    viewport: { width: 1360, height: 860 },
    colorScheme: 'light',
    // Nothing is caught on its way from one colour to another.
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await openVersion(page, convoy, 'es');
  // Two segments are confirmed; in the third somebody writes a name as the French do, and the desk finds it.
  for (const keys of ['Control+Enter', 'Control+Enter']) await page.keyboard.press(keys);
  await page.keyboard.press('Control+End');
  for (let letters = 'Idlib.'.length; letters > 0; letters--) await page.keyboard.press('Backspace');
  await page.keyboard.type('Idleb.');
  await page.locator('.finding-list li').first().waitFor();
  await saved(page);
  await picture(page, 'desk.png');

  // Some work on the others: words that are changed, and a segment that is sent back.
  for (const [article, language, segments] of [
    [convoy, 'ca', 6],
    [harbour, 'es', 4],
    [school, 'es', 5],
  ] as const) {
    await openVersion(page, article, language);
    for (let n = 0; n < segments; n++) {
      await page.keyboard.press('End');
      await page.keyboard.type(n % 2 ? ' ayer' : '');
      await page.waitForTimeout(700 + n * 300);
      await page.keyboard.press('Control+Enter');
    }
    await saved(page);
  }
  // Two of them are published, one in two places; what happens to the other afterwards, its readers do not see.
  for (const name of ['website', 'app'])
    await ask('POST', '/v1/destinations', { name, kind: 'folder', settings: { folder: name } });
  for (const [article, destinations] of [
    [harbour, ['website', 'app']],
    [school, ['website']],
  ] as const) {
    const version = `/v1/articles/${article}/languages/es`;
    await ask('POST', `${version}/approve`, { acknowledge: true, override: { reason: 'Read against the English.' } });
    for (const destination of destinations) await published(article, version, destination);
  }
  await openVersion(page, school, 'es');
  await page.keyboard.press('Alt+r');
  await page.getByRole('dialog').locator('textarea').fill('The bus took an hour, not the walk.');
  await page.getByRole('dialog').locator('button[type=submit]').press('Enter');
  await saved(page);

  await page.goto(`${url}/desk`);
  await page.locator('.publication').nth(2).waitFor();
  await picture(page, 'desk-inbox.png');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'desk-phone.png');
  await page.setViewportSize({ width: 1360, height: 860 });
  await page.emulateMedia({ colorScheme: 'light' });

  await openVersion(page, school, 'es');
  await page.getByRole('button', { name: 'Publish', exact: true }).press('Enter');
  await page.getByRole('dialog').locator('.standings li').first().waitFor();
  await page.getByRole('dialog').locator('option').first().waitFor({ state: 'attached' });
  await picture(page, 'desk-publish.png');
  await page.keyboard.press('Escape');

  await page.goto(`${url}/desk/quality`);
  await page.locator('.charts svg').first().waitFor();
  const answered = page.waitForResponse((response) => response.url().includes('/v1/quality'));
  await page.getByRole('combobox').filter({ hasText: 'Last 7 days' }).first().selectOption('7');
  await answered;
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  await picture(page, 'desk-quality.png');
} finally {
  service.child.kill('SIGTERM');
  await service.ended;
  rmSync(data, { recursive: true, force: true, maxRetries: 3 });
}
