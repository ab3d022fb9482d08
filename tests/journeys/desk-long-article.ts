import { expect } from 'vitest';
import { field, saved } from './desk-person.ts';
import { type Stage, submitted } from './desk-stage.ts';

/** How long things took with a long article, in milliseconds. */
export interface LongArticle {
  /** Until the first segment can be worked on. */
  opened: number;
  /** Until all segments are there. */
  read: number;
  /** From the key to the last row on the screen. */
  scrolled: number;
}

/** Opens an article of so many segments, goes to its end, and writes there. */
export async function workOnLongArticle(stage: Stage, segments: number): Promise<LongArticle> {
  const text = Array.from({ length: segments }, (_, n) => `On day ${n + 1} the bridge was closed again.`).join('\n\n');
  const article = await submitted(stage, `long-${segments}.en.txt`, text, ['ar'], 540_000);
  const { page } = stage.ana;
  const began = performance.now();
  await page.goto(`${stage.served.url()}/desk/articles/${article}/ar`);
  await field(page).waitFor();
  const opened = performance.now() - began;
  const all = `of ${segments.toLocaleString('en-GB')} `;
  await page.locator('.editor-progress', { hasText: all }).waitFor({ timeout: 400_000 });
  const read = performance.now() - began;
  // Only what is on the screen, and a little around it, is drawn.
  expect(await page.locator('.row').count()).toBeLessThan(60);
  const from = performance.now();
  await page.locator('.rows').focus();
  await page.keyboard.press('End');
  const last = page.locator('.row', { hasText: `On day ${segments} the bridge` });
  await last.waitFor();
  const scrolled = performance.now() - from;
  await last.click();
  await page.keyboard.type('أغلق الجسر مرة أخرى.');
  await saved(page);
  const { body } = await stage.served.ask('GET', `/v1/articles/${article}/languages/ar`);
  expect(body.review.segments.initial).toBe(segments);
  expect(await last.innerText()).toContain('أغلق الجسر مرة أخرى.');
  return { opened, read, scrolled };
}
