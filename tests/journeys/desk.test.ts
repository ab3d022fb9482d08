import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryData } from '../servers/databases.ts';
import { freePort } from '../servers/port.ts';
import { axeViolations, noBrowser, openBrowser } from './browser.ts';
import { buildDesk } from './built-desk.ts';
import { noApertium, type Running, root, start, until } from './interlinear.ts';

const reason = noBrowser ?? noApertium;
const story = ['article.en.txt', 'article.fr.txt'].map((name) => join(root, 'examples/idleb', name));
const ana = { email: 'ana@example.org', password: 'a phrase of my own' };

interface StoredSegment {
  id: string;
  target: { text: string; state: string; version: number };
}

describe.skipIf(reason)(`the desk in a browser${reason ? ` (skipped: ${reason})` : ''}`, () => {
  const data = temporaryData();
  let port = 0;
  let service: Running;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let out = '';
  const errors: string[] = [];
  const url = () => `http://127.0.0.1:${port}`;

  async function serve(): Promise<void> {
    out = '';
    service = start(['serve', '--port', String(port), '--data', data.path]);
    service.child.stdout?.on('data', (chunk) => {
      out += chunk;
    });
    await until(() => out.includes('Listening on'), 60_000);
  }
  /** Asks the service past the browser, as the owner of the machine. */
  async function ask(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const authorization = `Bearer ${readFileSync(join(data.path, 'local-token'), 'utf8')}`;
    const answer = await fetch(url() + path, {
      method,
      headers: { authorization, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(answer.ok, `${method} ${path} ${answer.status}`).toBe(true);
    return answer.json();
  }
  /** The segments of the open article as the service has them. */
  async function stored(): Promise<StoredSegment[]> {
    const [, address] = /articles\/([^/]+\/[^/]+)$/.exec(page.url()) ?? [];
    const [article, language] = (address ?? '').split('/');
    const answer = await ask('GET', `/v1/articles/${article}/languages/${language}/segments`);
    return (answer as { items: StoredSegment[] }).items;
  }
  const field = () => page.locator('.row.active .target-field');
  const saved = () => page.locator('.saving-saved').waitFor();
  const signIn = async () => {
    await page.fill('input[type=email]', ana.email);
    await page.fill('input[type=password]', ana.password);
    await page.keyboard.press('Enter');
  };
  const clean = async (what: string) => expect(await axeViolations(page), what).toEqual([]);

  beforeAll(async () => {
    buildDesk();
    [port, browser] = await Promise.all([freePort(), openBrowser()]);
    await serve();
    await until(() => out.includes('works once'));
    context = await browser.newContext({ viewport: { width: 1360, height: 860 }, locale: 'en-GB' });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => errors.push(String(error.stack)));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    service?.child.kill('SIGTERM');
    await service?.ended;
    data.remove();
  }, 120_000);

  test('whoever has the first link becomes the administrator, signs out and in again', async () => {
    const [, link = ''] = /works once: (\S+)/.exec(out) ?? [];
    await page.goto(link);
    await page.fill('input[name=name]', 'Ana');
    await page.fill('input[name=email]', ana.email);
    await page.fill('input[name=password]', ana.password);
    await page.fill('input[name=again]', ana.password);
    const chosen = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.keyboard.press('Enter');
    await (await chosen).finished();
    await page.waitForLoadState();
    await page.goto(`${url()}/desk`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('input[type=email]').waitFor();
    await clean('sign-in');
    await signIn();
    await page.getByRole('heading', { name: 'Inbox' }).waitFor();
    await clean('empty inbox');
  }, 120_000);

  test('a story and its source are submitted, and the inbox shows by itself when they are translated', async () => {
    await page.getByRole('button', { name: 'Submit articles' }).click();
    await page.getByLabel('Files').setInputFiles(story);
    // The two files share a name: one is offered as the source of the other.
    expect(await page.locator('.handed select').first().inputValue()).toBe('article.fr.txt');
    await page.getByLabel('Spanish').check();
    await clean('submission');
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.locator('.status-done').waitFor({ timeout: 90_000 });
    await clean('inbox');
    await page.getByRole('link', { name: 'Spanish' }).click();
    await field().waitFor();
    await clean('editor');
  }, 120_000);

  test('a wrong name is found while it is typed, and put right with one key', async () => {
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(
      'En Siria, en la provincia de Idleb, decenas de miles de familias esperan una ayuda que ya no llega.',
    );
    await page.locator('.finding-list bdi', { hasText: 'Idlib' }).first().waitFor();
    await page.keyboard.press('Alt+Enter');
    expect(await field().innerText()).toContain('provincia de Idlib,');
    await saved();
    await page.locator('.finding-list bdi', { hasText: 'Idlib' }).first().waitFor({ state: 'detached' });
    expect((await stored())[1]?.target).toMatchObject({ state: 'initial', text: expect.stringContaining('Idlib,') });
  }, 120_000);

  test('what is typed outlives a reload, the end of the session, and a server that is killed', async () => {
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Escrito antes de recargar');
    await page.reload();
    await page.locator('.row', { hasText: 'Escrito antes de recargar' }).waitFor();
    await saved();
    expect((await stored())[2]?.target.text).toBe('Escrito antes de recargar');

    await page.locator('.row').nth(3).click();
    await page.keyboard.press('Control+a');
    await context.clearCookies();
    await page.keyboard.type('Escrito sin sesión');
    await page.getByRole('heading', { name: 'Sign in again' }).waitFor();
    await clean('sign-in over the page');
    await signIn();
    await saved();
    expect((await stored())[3]?.target.text).toBe('Escrito sin sesión');

    await page.locator('.row').nth(4).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Escrito mientras ');
    service.child.kill('SIGKILL');
    await service.ended;
    await page.keyboard.type('el servidor no está');
    await page.locator('.saving-offline').waitFor();
    await serve();
    await page.locator('.saving-saved').waitFor({ timeout: 60_000 });
    expect((await stored())[4]?.target.text).toBe('Escrito mientras el servidor no está');
  }, 120_000);

  test('two people at one segment see both texts, and neither is lost before one of them chooses', async () => {
    await page.locator('.row').nth(5).click();
    const theirs = (await stored())[5];
    const [, address] = /articles\/([^/]+\/[^/]+)$/.exec(page.url()) ?? [];
    const place = `/v1/articles/${address?.replace('/', '/languages/')}/segments/${theirs?.id}`;
    const body = { text: 'Lo que otra persona escribió.', codes: [], version: theirs?.target.version };
    // While the line is down this page does not hear of it; with the line it would show the other text before anything is typed.
    await context.setOffline(true);
    await ask('PUT', place, body);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Lo mío.');
    await context.setOffline(false);
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor();
    expect(await dialog.innerText()).toMatch(/Lo mío\.[\s\S]*otra persona/);
    await clean('conflict');
    await page.getByRole('button', { name: 'Keep mine' }).press('Enter');
    await saved();
    expect((await stored())[5]?.target.text).toBe('Lo mío.');
  }, 120_000);

  test('a segment is split with the keyboard, for good or for a look', async () => {
    await page.locator('.row').nth(6).click();
    const before = await stored();
    await page.keyboard.press('Alt+s');
    await page.getByRole('dialog', { name: 'Split here' }).waitFor();
    await clean('split');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByText('The segment was split').waitFor();
    expect(await stored()).toHaveLength(before.length + 1);
    await page.locator('.target-field:focus').waitFor();
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await page.getByText('The segment was split').waitFor({ state: 'detached' });
    expect((await stored()).map(({ id, target }) => [id, target.text])).toEqual(
      before.map(({ id, target }) => [id, target.text]),
    );
  }, 120_000);

  test('what looks like a page, or turns around, is only text', async () => {
    const bad = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>\u202egnp.exe`;
    await page.locator('.row').nth(7).click();
    const before = (await stored())[7]?.target.text ?? '';
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(bad);
    await saved();
    expect((await stored())[7]?.target.text).toBe(bad);
    await page.keyboard.press('Control+Shift+C');
    await page.locator('.comment-field:focus').waitFor();
    await page.keyboard.insertText(bad);
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await page.locator('.talk li', { hasText: '<script>' }).waitFor();
    await page.keyboard.press('Alt+p');
    await page.locator('.reader-page .page', { hasText: '<script>' }).waitFor();
    expect(await page.locator('.rows img, .side img, .reader-page img').count()).toBe(0);
    expect(await page.title()).not.toContain('broken');
    await page.keyboard.press('Escape');
    await page.locator('.row').nth(7).locator('.target-field').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(before);
    await saved();
  }, 120_000);

  test('every segment is confirmed with the keyboard alone, and the next article knows them', async () => {
    const total = (await stored()).length;
    for (let left = total; left > 0; left--) {
      if ((await page.locator('.editor-progress').innerText()).includes(`${total} of ${total}`)) break;
      await page.keyboard.press('Control+Enter');
    }
    await page.getByText(`${total} of ${total} confirmed`).waitFor();
    await saved();
    expect((await stored()).map(({ target }) => target.state)).toEqual(Array(total).fill('translated'));
    for (const [keys, what] of [
      ['Alt+a', 'Findings about the whole article'],
      ['Alt+p', 'See as readers will'],
      ['Alt+k', 'Look up in the memory'],
      ['Alt+h', 'Keys'],
      ['Control+Alt+f', 'Search and replace'],
    ] as const) {
      await page.keyboard.press(keys);
      await page.getByRole('dialog', { name: what }).waitFor();
      await clean(what);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name: what }).waitFor({ state: 'detached' });
    }
    // The focus is where the work is again.
    await page.locator('.target-field:focus').waitFor();
    await page.keyboard.press('Alt+k');
    await page.locator('input[type=search]:focus').waitFor();
    await page.keyboard.type('camions');
    await page.keyboard.press('Enter');
    await page.locator('mark.hit', { hasText: 'camions' }).first().waitFor();
    await page.keyboard.press('Escape');
  }, 120_000);

  test('the other screens hold for everyone, in Arabic too', async () => {
    for (const [place, name] of [
      ['jobs', 'Jobs'],
      ['memory', 'Memory'],
      ['glossary', 'Glossary and names'],
      ['quality', 'Quality'],
      ...['people', 'keys', 'desk', 'desks', 'engines', 'styles', 'webhooks', 'audit'].map(
        (section) => [`administration/${section}`, 'Administration'] as const,
      ),
    ] as const) {
      await page.goto(`${url()}/desk/${place}`);
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await clean(name);
    }
    await page.getByLabel('Language of the page').selectOption('ar');
    await page.locator('html[dir=rtl][lang=ar]').waitFor();
    await page.goto(`${url()}/desk`);
    await page.locator('.articles a').nth(1).click();
    await field().waitFor();
    expect(await field().getAttribute('dir')).toBe('ltr');
    await clean('editor in Arabic');
    await page.setViewportSize({ width: 390, height: 844 });
    await clean('editor on a phone');
    expect(errors).toEqual([]);
  }, 120_000);
});
