import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setUps } from '../faults/served.ts';
import { noBrowser, openBrowser } from '../journeys/browser.ts';
import { buildDesk } from '../journeys/built-desk.ts';
import { workOnLongArticle } from '../journeys/desk-long-article.ts';
import { lookAt } from '../journeys/desk-screens.ts';
import type { Stage } from '../journeys/desk-stage.ts';
import { wayOfAStory } from '../journeys/desk-way.ts';
import { noApertium } from '../journeys/interlinear.ts';
import { freePort } from '../servers/port.ts';

const reason = noBrowser ?? noApertium;

describe.skipIf(reason)(`the desk in a browser, at length${reason ? ` (skipped: ${reason})` : ''}`, () => {
  const stage = {} as Stage;
  let browser: Browser;
  beforeAll(async () => {
    buildDesk();
    browser = await openBrowser();
    stage.browser = browser;
    const [embedded] = setUps;
    if (!embedded) throw new Error('there is no embedded set-up');
    stage.served = await embedded.open({ port: await freePort() });
    await stage.served.start();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stage.served?.remove();
  }, 120_000);

  wayOfAStory(stage);

  for (const language of ['en', 'fr', 'es', 'ar'] as const)
    for (const colours of ['light', 'dark'] as const)
      for (const width of [1360, 390])
        test(`axe finds nothing on any screen: ${language}, ${colours}, ${width} pixels`, async () => {
          const name = `${language} ${colours} ${width}`;
          await lookAt(stage.ana.page, stage.served.url(), stage.story, { name, colours, width, language });
        }, 300_000);

  test('an article of 20,000 segments opens at once, scrolls to its end and is written in there', async () => {
    const times = await workOnLongArticle(stage, 20_000);
    console.log(`20,000 segments: ${JSON.stringify(times)}`);
    expect(times.opened).toBeLessThan(10_000);
    expect(times.scrolled).toBeLessThan(5000);
  }, 600_000);
});
