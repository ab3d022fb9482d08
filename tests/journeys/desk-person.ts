import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeViolations } from './browser.ts';
import { root } from './interlinear.ts';

/** Somebody at the desk, in a browser window of their own. */
export interface Person {
  name: string;
  email: string;
  password: string;
  context: BrowserContext;
  page: Page;
  /** What went wrong in their pages: exceptions, and what the content security policy had to stop. */
  errors: string[];
}

/** Opens a one-time link as somebody who was handed it, who chooses a password there and is signed in. */
export async function welcome(
  browser: Browser,
  link: string,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 }, locale: 'en-GB', ...options });
  const errors: string[] = [];
  context.on('page', (page) => watch(page, errors));
  const page = await context.newPage();
  const password = `a phrase of the people of the desk`;
  const email = `${name.toLowerCase()}@example.org`;
  await page.goto(link);
  // The first administrator says who they are; others were invited by name.
  if (await page.locator('input[name=email]').count()) {
    await page.fill('input[name=name]', name);
    await page.fill('input[name=email]', email);
  }
  await page.fill('input[name=password]', password);
  await page.fill('input[name=again]', password);
  const chosen = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.keyboard.press('Enter');
  await (await chosen).finished();
  await page.waitForLoadState();
  await page.goto(`${new URL(link).origin}/desk`);
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  return { name, email, password, context, page, errors };
}

function watch(page: Page, errors: string[]): void {
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => errors.push(String(error.stack)));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) errors.push(message.text());
  });
}

/** Writes e-mail address and password where they are asked for. */
export async function signIn({ page, email, password }: Person): Promise<void> {
  await page.fill('input[type=email]', email);
  await page.fill('input[type=password]', password);
  await page.keyboard.press('Enter');
}

/** The field of the active segment. */
export const field = (page: Page) => page.locator('.row.active .target-field');

/** Waits until the service has all that was typed. */
export const saved = (page: Page) => page.locator('.saving-saved').waitFor({ timeout: 60_000 });

/** Goes to one of the first rows, as somebody who scrolls up and clicks it: only rows near what is seen are in the page. */
export async function goTo(page: Page, row: number): Promise<void> {
  await page.evaluate("document.querySelector('.rows').scrollTop = 0");
  await page.locator(`.rows-place[data-index="${row}"] .row`).click();
}

/** Goes to one of the first rows and writes something in the place of its text. */
export async function write(page: Page, row: number, text: string): Promise<void> {
  await goTo(page, row);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Does an act by its name from the command palette. */
export async function act(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('.palette input').fill(name);
  await page.keyboard.press('Enter');
}

/** axe finds nothing in the page as it is. @param rules only these, if given */
export async function clean(page: Page, what: string, rules?: string[]): Promise<void> {
  await picture(page, what);
  expect(await axeViolations(page, rules), what).toEqual([]);
  expect(await page.evaluate(idsUsedTwice), what).toEqual([]);
}

/** axe no longer asks whether an id stands twice; a label or a heading that points to one of them is then another's. */
const idsUsedTwice = `[...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at)`;

/** Keeps a picture of the page in artifacts/desk, to be looked at; `PICTURES=1 npm test` and the long tests do, nobody else waits for it. */
export async function picture(page: Page, what: string): Promise<void> {
  if (!process.env.PICTURES) return;
  const path = join(root, 'artifacts/desk', `${what.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`);
  await page.screenshot({ path, animations: 'disabled' });
}

/** Holds the requests of a page that save a segment back, until they are let go. */
export async function holdSaves(page: Page): Promise<{ held: Promise<void>; letGo(): Promise<void> }> {
  const gate = Promise.withResolvers<void>();
  const came = Promise.withResolvers<void>();
  const saves = (url: URL) => /\/segments\/[^/]+$/.test(url.pathname);
  const underWay = new Set<Promise<void>>();
  await page.route(saves, (route) => {
    const going = (async () => {
      if (route.request().method() === 'PUT') {
        came.resolve();
        await gate.promise;
      }
      await route.continue();
    })();
    underWay.add(going);
    return going;
  });
  return {
    held: came.promise,
    async letGo() {
      gate.resolve();
      await Promise.all(underWay);
      await page.unroute(saves);
    },
  };
}
