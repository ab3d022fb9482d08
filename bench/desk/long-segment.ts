import type { Page } from 'playwright-core';
import { percentile, timesOf, watchKeys } from './keys.ts';

/** A text of nearly 100 kB without the end of a sentence: one segment. */
export const longSegment = 'long and endless '.repeat(5850);

/**
 * How soon a key is seen in a segment of 100 kB, at its beginning, where all of its lines have to be looked at, and at its end.
 *
 * @param keys how many at each end
 * @returns 95th percentiles in milliseconds, the beginning first
 */
export async function longSegmentKeys(page: Page, url: string, keys: number): Promise<[number, number]> {
  await page.goto(url);
  await page.locator('.row.active .target-field').waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+i');
  await page.locator('.saving-saved').waitFor({ timeout: 60_000 });
  await page.evaluate(watchKeys);
  const found: number[] = [];
  for (const end of ['collapseToStart', 'collapseToEnd']) {
    await page.evaluate(`getSelection().selectAllChildren(document.activeElement); getSelection().${end}()`);
    found.push(percentile(await timesOf(page, keys, 'a'), 0.95));
  }
  return found as [number, number];
}
