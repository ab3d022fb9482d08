import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { setUps } from '../faults/served.ts';
import { freePort } from '../servers/port.ts';
import { noBrowser, openBrowser } from './browser.ts';
import { buildDesk } from './built-desk.ts';
import { manyAreWorkedOn } from './desk-acts.ts';
import { hostileTextIsText } from './desk-hostile.ts';
import { whatIsTypedLasts } from './desk-lasting.ts';
import { screensHoldForEveryone } from './desk-screens.ts';
import { segmentsAreSplit } from './desk-splits.ts';
import type { Stage } from './desk-stage.ts';
import { wayOfAStory } from './desk-way.ts';
import { noApertium } from './interlinear.ts';

let browser: Browser;
beforeAll(async () => {
  if (noBrowser ?? noApertium) return;
  buildDesk();
  browser = await openBrowser();
}, 120_000);
afterAll(() => browser?.close(), 60_000);

for (const { name, missing, open } of setUps) {
  const reason = noBrowser ?? noApertium ?? missing;
  describe.skipIf(reason)(`the desk in a browser, ${name}${reason ? ` (skipped: ${reason})` : ''}`, () => {
    const stage = {} as Stage;
    beforeAll(async () => {
      stage.browser = browser;
      stage.served = await open({ port: await freePort(), workers: 2 });
      await stage.served.start();
    }, 120_000);
    afterAll(async () => {
      await Promise.all([stage.ana?.context.close(), stage.bo?.context.close()]);
      await stage.served?.remove();
    }, 120_000);

    wayOfAStory(stage);
    // What the browser and the page do by themselves is the same in front of every set-up.
    if (name === 'the embedded set-up') {
      segmentsAreSplit(stage);
      manyAreWorkedOn(stage);
      whatIsTypedLasts(stage);
      hostileTextIsText(stage);
      screensHoldForEveryone(stage);
    }
  });
}
