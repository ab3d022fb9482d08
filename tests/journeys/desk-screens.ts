import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { clean, field } from './desk-person.ts';
import { screensOf } from './desk-screens-of.ts';
import type { Stage } from './desk-stage.ts';

/** How a page is looked at. */
export interface Look {
  name: string;
  colours: 'light' | 'dark';
  /** Pixels. */
  width: number;
  language: 'en' | 'fr' | 'es' | 'ar';
}

/** Looks at every screen in one way; axe finds nothing, and nothing is wider than the window. */
export async function lookAt(page: Page, url: string, story: string, look: Look, screens = screensOf(story)) {
  await page.emulateMedia({ colorScheme: look.colours });
  await page.setViewportSize({ width: look.width, height: look.width < 500 ? 844 : 860 });
  await page
    .getByLabel(/Language of the page|Langue de la page|Idioma de la página|لغة الصفحة/)
    .selectOption(look.language);
  await page.locator(`html[lang=${look.language}]`).waitFor();
  for (const screen of screens) {
    await page.goto(`${url}/desk/${screen}`);
    await page.locator('main h1').waitFor();
    if (/articles\/[^/]+\/(es|en)/.test(screen)) await field(page).waitFor();
    // Asked again and again from here: the page's content security policy lets nothing be evaluated in it.
    while ((await page.locator('.waiting').count()) > 0) await page.waitForTimeout(20);
    const what = `${look.name} ${screen.replace(/articles\/[^/]+/, 'article') || 'inbox'}`;
    await clean(page, what);
    const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(wide), `${what} is wider than the window`).toBeLessThanOrEqual(1);
  }
}

/** Everybody can work on every screen. */
export function screensHoldForEveryone(stage: Stage): void {
  test('axe finds nothing on any screen, by day', async () => {
    const look: Look = { name: 'light', colours: 'light', width: 1360, language: 'en' };
    await lookAt(stage.ana.page, stage.served.url(), stage.story, look);
  }, 120_000);

  test('axe finds nothing in what opens over the editor, and the focus comes back to the work', async () => {
    const { page } = stage.ana;
    await page.goto(`${stage.served.url()}/desk/articles/${stage.story}`);
    await field(page).waitFor();
    for (const [keys, what] of [
      ['Alt+a', 'Findings about the whole article'],
      ['Alt+p', 'See as readers will'],
      ['Alt+r', 'Reject with a reason'],
      ['Alt+h', 'Keys'],
      ['Control+Alt+f', 'Search and replace'],
      ['Control+k', 'All acts'],
      ['Alt+k', 'Look up in the memory'],
    ] as const) {
      await page.keyboard.press(keys);
      await page.getByRole('dialog', { name: what }).waitFor();
      await clean(page, what);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name: what }).waitFor({ state: 'detached' });
      await page.locator('.target-field:focus').waitFor();
    }
    await page.keyboard.press('Alt+k');
    await page.locator('input[type=search]:focus').waitFor();
    await page.keyboard.type('camions');
    await page.keyboard.press('Enter');
    await page.locator('mark.hit', { hasText: 'camions' }).first().waitFor();
    await page.keyboard.press('Escape');
  }, 120_000);

  test('axe finds nothing on a screen of each kind at night, on a phone and in Arabic', async () => {
    const look: Look = { name: 'phone', colours: 'dark', width: 390, language: 'ar' };
    const { page } = stage.ana;
    // tests/long looks at all of them, in all languages.
    const some = ['', `articles/${stage.story}`, 'memory', 'quality', 'administration/people', 'administration/audit'];
    await lookAt(page, stage.served.url(), stage.story, look, some);
    await page.goto(`${stage.served.url()}/desk/articles/${stage.story}`);
    await page.locator('html[dir=rtl]').waitFor();
    expect(await field(page).getAttribute('dir')).toBe('ltr');
    expect(stage.ana.errors).toEqual([]);
  }, 120_000);
}
