import { expect, test } from 'vitest';
import { clean, field, goTo } from './desk-person.ts';
import { type Stage, stored } from './desk-stage.ts';

/** Segments are split with the keyboard. */
export function segmentsAreSplit(stage: Stage): void {
  test('a segment is split with the keyboard, for good or for a look', async () => {
    const { page } = stage.ana;
    await page.goto(`${stage.served.url()}/desk/articles/${stage.story}`);
    await field(page).waitFor();
    await goTo(page, 6);
    const before = await stored(stage, stage.story);
    await page.keyboard.press('Alt+s');
    await page.getByRole('dialog', { name: 'Split here' }).waitFor();
    await clean(page, 'split');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByText('The segment was split').waitFor();
    expect(await stored(stage, stage.story)).toHaveLength(before.length + 1);
    await page.locator('.target-field:focus').waitFor();
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await page.getByText('The segment was split').waitFor({ state: 'detached' });
    expect((await stored(stage, stage.story)).map(({ id, target }) => [id, target.text])).toEqual(
      before.map(({ id, target }) => [id, target.text]),
    );
  }, 120_000);
}
