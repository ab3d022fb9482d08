import { expect, test } from 'vitest';
import { clean, field, goTo, holdSaves, saved, signIn, write } from './desk-person.ts';
import { type Stage, stored } from './desk-stage.ts';

const saves = (url: URL) => /\/segments\/[^/]+$/.test(url.pathname);

/** What is typed lasts: whatever happens to the page, the session, the line or the server in the middle of it. */
export function whatIsTypedLasts(stage: Stage): void {
  const textOf = async (row: number) => (await stored(stage, stage.story))[row]?.target.text;
  const openStory = async (page = stage.ana.page) => {
    await page.goto(`${stage.served.url()}/desk/articles/${stage.story}`);
    await field(page).waitFor();
  };

  test('a reload in the middle of typing loses nothing', async () => {
    const { page } = stage.ana;
    await openStory();
    await write(page, 2, 'Escrito antes de recargar');
    await page.reload();
    await page.locator('.row', { hasText: 'Escrito antes de recargar' }).waitFor();
    await saved(page);
    expect(await textOf(2)).toBe('Escrito antes de recargar');
  }, 120_000);

  test('a session that ends while somebody types asks them to sign in over the page, and goes on', async () => {
    const { page, context } = stage.ana;
    await goTo(page, 3);
    await page.keyboard.press('Control+a');
    await context.clearCookies();
    await page.keyboard.type('Escrito sin sesión');
    await page.getByRole('heading', { name: 'Sign in again' }).waitFor();
    await clean(page, 'sign-in over the page');
    await signIn(stage.ana);
    await saved(page);
    expect(await textOf(3)).toBe('Escrito sin sesión');
  }, 120_000);

  test('a server that is killed gets what was typed meanwhile once it is back', async () => {
    const { page } = stage.ana;
    await write(page, 4, 'Escrito mientras ');
    await stage.served.kill();
    await page.keyboard.type('el servidor no está');
    await page.locator('.saving-offline').waitFor();
    await stage.served.start();
    await saved(page);
    expect(await textOf(4)).toBe('Escrito mientras el servidor no está');
  }, 120_000);

  test('a slow answer puts no older text over a newer one', async () => {
    const { page } = stage.ana;
    const { held, letGo } = await holdSaves(page);
    await write(page, 1, 'Primero');
    await held;
    await page.keyboard.type(' y después');
    await letGo();
    await saved(page);
    expect(await field(page).innerText()).toBe('Primero y después');
    expect(await textOf(1)).toBe('Primero y después');
  }, 120_000);

  test('an answer that gets lost is no conflict: the text arrives once, and typing goes on', async () => {
    const { page } = stage.ana;
    let lost = 0;
    await page.route(saves, async (route) => {
      if (route.request().method() !== 'PUT' || lost++ > 0) return route.continue();
      // The service has it; the page never hears so.
      await route.fetch();
      await route.abort('connectionreset');
    });
    await write(page, 2, 'Llegó sin respuesta');
    await page.locator('.saving-offline').waitFor();
    await saved(page);
    await page.unroute(saves);
    expect(lost).toBeGreaterThan(1);
    expect(await page.getByRole('alertdialog').count()).toBe(0);
    expect(await textOf(2)).toBe('Llegó sin respuesta');
  }, 120_000);

  test('answers that come out of order leave the newest text in the page', async () => {
    const { page } = stage.ana;
    await goTo(page, 0);
    const { id } = (await stored(stage, stage.story))[6] ?? { id: '' };
    const put = async (text: string) => {
      const { target } = (await stored(stage, stage.story))[6] ?? {};
      const place = `/v1/articles/${stage.story.replace('/', '/languages/')}/segments/${id}`;
      const { status } = await stage.served.ask('PUT', place, { text, codes: [], version: target?.version });
      expect(status).toBe(200);
    };
    const [asked, gate, delivered] = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
    let reads = 0;
    await page.route(
      (url) => url.pathname.endsWith(`/segments/${id}`),
      async (route) => {
        const response = await route.fetch();
        if (reads++ > 0) return route.fulfill({ response });
        asked?.resolve();
        await gate?.promise;
        await route.fulfill({ response });
        delivered?.resolve();
      },
    );
    await put('Lo primero que cambió otra persona');
    await asked?.promise;
    await put('Lo último que cambió otra persona');
    const row = page.locator(`[data-segment="${id}"]`);
    await row.getByText('Lo último que cambió otra persona').waitFor();
    gate?.resolve();
    await delivered?.promise;
    // The page has read the late answer once another request is through.
    await page.evaluate("fetch('/v1/session').then((answer) => answer.text())");
    expect(await row.innerText()).toContain('Lo último que cambió otra persona');
    await page.unrouteAll({ behavior: 'wait' });
  }, 120_000);

  test('two tabs of one person lose neither text', async () => {
    const { page, context } = stage.ana;
    const second = await context.newPage();
    await openStory(second);
    const { held, letGo } = await holdSaves(page);
    await write(page, 5, 'En la primera pestaña');
    await held;
    await write(second, 5, 'En la segunda pestaña');
    await saved(second);
    await letGo();
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor();
    expect((await dialog.innerText()).replace(/\s+/g, ' ')).toMatch(/primera pestaña.*segunda/);
    // Until that is answered, no key does anything else.
    await page.keyboard.press('Alt+k');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Keep mine' }).press('Enter');
    await saved(page);
    await second.locator('.row.active', { hasText: 'En la primera pestaña' }).waitFor();
    const history = await stage.served.ask(
      'GET',
      `/v1/articles/${stage.story.replace('/', '/languages/')}/segments/${(await stored(stage, stage.story))[5]?.id}/history`,
    );
    const texts = history.body.items.map(({ text }: { text: string }) => text);
    expect(texts).toEqual(expect.arrayContaining(['En la primera pestaña', 'En la segunda pestaña']));
    await second.close();
  }, 120_000);
}
