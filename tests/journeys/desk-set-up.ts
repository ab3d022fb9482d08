import { afterAll, beforeAll, describe } from 'vitest';
import { setUps, type Wishes } from '../faults/served.ts';
import { freePort } from '../servers/port.ts';
import { noBrowser, openBrowser } from './browser.ts';
import { buildDesk } from './built-desk.ts';
import type { Stage } from './desk-stage.ts';
import { noApertium } from './interlinear.ts';

/** Tests of the desk in front of a set-up, which share one service and one browser. */
export function deskInFrontOf(wanted: string, tests: (stage: Stage) => void, wishes: Wishes = {}): void {
  const setUp = setUps.find(({ name }) => name === wanted);
  if (!setUp) throw new Error(`there is no set-up ${wanted}`);
  const reason = noBrowser ?? noApertium ?? setUp.missing;
  describe.skipIf(reason)(`the desk in a browser, ${wanted}${reason ? ` (skipped: ${reason})` : ''}`, () => {
    const stage = {} as Stage;
    beforeAll(async () => {
      buildDesk();
      const open = async () => {
        stage.served = await setUp.open({ port: await freePort(), ...wishes });
        await stage.served.start();
      };
      const browse = async () => {
        stage.browser = await openBrowser();
      };
      await Promise.all([open(), browse()]);
    }, 180_000);
    afterAll(async () => {
      await Promise.all([stage.browser?.close(), stage.served?.remove()]);
    }, 120_000);

    tests(stage);
  });
}
