import { expect, test } from 'vitest';
import { workOnLongArticle } from '../journeys/desk-long-article.ts';
import { lookAt, readIn } from '../journeys/desk-screens.ts';
import { deskInFrontOf } from '../journeys/desk-set-up.ts';
import { wayOfAStory } from '../journeys/desk-way.ts';
import { codesAreWhole } from './desk-codes.ts';
import { articlesGoOn } from './desk-published.ts';

deskInFrontOf('the embedded set-up', (stage) => {
  wayOfAStory(stage);
  codesAreWhole(stage);
  articlesGoOn(stage);

  for (const language of ['en', 'fr', 'es', 'ar'] as const)
    test(`axe finds nothing on any screen by day and at night, on a desk and on a phone: ${language}`, async () => {
      const page = await stage.ana.context.newPage();
      await page.goto(`${stage.served.url()}/desk`);
      await readIn(page, language);
      const widths = [1360, 390];
      const looks = widths.flatMap((width) => (['light', 'dark'] as const).map((colours) => ({ width, colours })));
      await lookAt(page, stage, language, looks);
      await page.close();
    });

  // The last: whatever it makes of the service, the others have been there.
  test('an article of 20,000 segments opens at once, scrolls to its end and is written in there', async () => {
    const { page } = stage.ana;
    await page.goto(`${stage.served.url()}/desk`);
    await readIn(page, 'en');
    const times = await workOnLongArticle(stage, 20_000);
    console.log(`20,000 segments: ${JSON.stringify(times)}`);
    expect(times.opened).toBeLessThan(10_000);
    expect(times.scrolled).toBeLessThan(5000);
  }, 1_000_000);
});
