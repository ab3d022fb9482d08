import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { clean, field } from './desk-person.ts';
import { screensOf } from './desk-screens-of.ts';
import type { Stage } from './desk-stage.ts';

/** How a page is looked at. */
export interface Look {
  colours: 'light' | 'dark';
  /** Pixels. */
  width: number;
}

/** The person at a page reads the desk in another language from now on. */
export async function readIn(page: Page, language: string): Promise<void> {
  await page.setViewportSize({ width: 1360, height: 860 });
  await page.getByLabel(/Language of the page|Langue de la page|Idioma de la página|لغة الصفحة/).selectOption(language);
  await page.locator(`html[lang=${language}]`).waitFor();
}

/**
 * Looks at every screen in several ways; axe finds nothing, and nothing is wider than the window. A screen is opened once: what changes with
 * the window's width and the colours is up to its style sheets. @param more what else is looked for
 */
export async function lookAt(
  page: Page,
  stage: Stage,
  name: string,
  looks: Look[],
  screens = screensOf(stage.story),
  more?: (what: string) => Promise<void>,
): Promise<void> {
  for (const screen of screens) {
    await page.goto(`${stage.served.url()}/desk/${screen}`);
    await page.locator('main h1').waitFor();
    if (/articles\/[^/]+\/(es|en)/.test(screen)) await field(page).waitFor();
    await page.locator('.waiting').first().waitFor({ state: 'detached' });
    const seen = new Set<number>();
    for (const { colours, width } of looks) {
      // Colours that are on their way from one to another are neither: nothing moves while they are looked at.
      await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: width < 500 ? 844 : 860 });
      const what = `${name} ${colours} ${width} ${screen.replace(/articles\/[^/]+/, 'article') || 'inbox'}`;
      // Other colours change nothing but contrasts.
      await clean(page, what, seen.has(width) ? ['color-contrast', 'link-in-text-block'] : undefined);
      seen.add(width);
      const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await page.evaluate(wide), `${what} is wider than the window`).toBeLessThanOrEqual(1);
      await more?.(what);
    }
  }
}
