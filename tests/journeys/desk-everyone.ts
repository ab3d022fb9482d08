import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { clean, field, saved } from './desk-person.ts';
import { lookAt, readIn } from './desk-screens.ts';
import { screensOf } from './desk-screens-of.ts';
import { type Stage, stored } from './desk-stage.ts';

/** Elements that would take time to change, or scroll as if on wheels. */
const moving = `[...document.querySelectorAll('*')].filter((element) => {
  const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
  return [transitionDuration, animationDuration].some((time) => parseFloat(time) > 0.01) || scrollBehavior === 'smooth';
}).map((element) => element.outerHTML.slice(0, 120))`;

/** What readers will see is what is printed, all of it and nothing else. */
async function onPaper(page: Page): Promise<void> {
  await page.locator('.reader-page .page p').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.locator('.rows').waitFor({ state: 'hidden' });
  const cut = `[...document.querySelectorAll('.reader-page')].map((one) => one.scrollHeight - one.clientHeight)`;
  expect(await page.evaluate(cut)).toEqual([0, 0]);
  await page.emulateMedia({ media: 'screen' });
}

/** Everybody can work on every screen: tests/long looks at all of them in every language, by day and at night, on every width. */
export function screensHoldForEveryone(stage: Stage): void {
  test('axe finds nothing on any screen, and nothing moves for whoever asked for stillness', async () => {
    const { page } = stage.ana;
    await lookAt(page, stage, 'English', [{ colours: 'light', width: 1360 }], screensOf(stage.story), async (what) =>
      expect(await page.evaluate(moving), what).toEqual([]),
    );
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
      if (keys === 'Alt+p') await onPaper(page);
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

  test('at 400 % the way to the screens opens from a button and leaves the page to the work', async () => {
    const { page } = stage.ana;
    // A window of 1280 by 1024 pixels that is enlarged four times.
    await page.setViewportSize({ width: 320, height: 256 });
    const menu = page.getByRole('button', { name: 'Menu' });
    await menu.waitFor();
    expect(await page.locator('header.bar').evaluate((bar) => bar.getBoundingClientRect().height)).toBeLessThan(60);
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    await menu.press('Enter');
    expect(await menu.getAttribute('aria-expanded')).toBe('true');
    // What opened comes next, in the order in which it is seen.
    await page.keyboard.press('Tab');
    await page.locator('nav a:focus', { hasText: 'Inbox' }).waitFor();
    await clean(page, 'menu at 400 percent');
    await page.keyboard.press('Escape');
    await page.locator('.menu-button:focus').waitFor();
    await page.getByRole('link', { name: 'Jobs' }).waitFor({ state: 'hidden' });
    await menu.press('Enter');
    await page.getByRole('link', { name: 'Jobs' }).press('Enter');
    await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor();
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
  }, 120_000);

  test('on a phone segments are read and confirmed with a finger, and no keyboard comes up over them', async () => {
    const { browser, ana, served } = stage;
    const context = await browser.newContext({
      ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'en-GB' },
      storageState: await ana.context.storageState(),
    });
    const page = await context.newPage();
    await page.goto(`${served.url()}/desk/articles/${stage.story}`);
    const confirm = page.locator('.row.active').getByRole('button', { name: 'Confirm' });
    await confirm.waitFor();
    const active = () => page.locator('.row.active').getAttribute('data-segment');
    const before = await active();
    await confirm.tap();
    await page.locator(`.row.active:not([data-segment="${before}"]) .row-acts button:focus`).waitFor();
    await saved(page);
    const segment = (await stored(stage, stage.story)).find(({ id }) => id === before);
    expect(segment?.target.state).not.toBe('initial');
    await context.close();
  }, 120_000);

  test('axe finds nothing in a table and in the editor at night, on a phone and in Arabic', async () => {
    const { page } = stage.ana;
    const some = ['administration/people', `articles/${stage.story}`];
    await readIn(page, 'ar');
    await lookAt(page, stage, 'Arabic', [{ colours: 'dark', width: 390 }], some);
    await page.locator('html[dir=rtl]').waitFor();
    expect(await field(page).getAttribute('dir')).toBe('ltr');
    await readIn(page, 'en');
    expect(stage.ana.errors).toEqual([]);
  }, 120_000);
}
