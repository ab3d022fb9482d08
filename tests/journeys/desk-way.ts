import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { act, field, holdSaves, picture, saved, welcome, write } from './desk-person.ts';
import { type Stage, stored, storyFiles } from './desk-stage.ts';
import { until } from './interlinear.ts';

/** The way of a story over the desk, from its submission to the files, with two people in two browsers. */
export function wayOfAStory(stage: Stage): void {
  test('whoever has the first link becomes the administrator, settles two review steps and invites a reviewer', async () => {
    const { served, browser } = stage;
    await until(() => served.said().includes('works once'));
    const [, link = ''] = /works once: (\S+)/.exec(served.said()) ?? [];
    stage.ana = await welcome(browser, link, 'Ana');
    const { page } = stage.ana;
    await page.goto(`${served.url()}/desk/administration/desk`);
    await page.getByLabel('two, by two people: reviewed, then final').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('p.soft', { hasText: 'Saved' }).waitFor();
    await page.getByRole('link', { name: 'People' }).click();
    await page.locator('input[name=email]').fill('bo@example.org');
    await page.locator('input[name=name]').fill('Bo');
    await page.locator('select[name=role]').selectOption({ label: 'reviewer' });
    await page.keyboard.press('Enter');
    const invitation = await page.locator('.secret').innerText();
    stage.bo = await welcome(browser, invitation, 'Bo');
  }, 120_000);

  test('a story and its source are submitted, and the inbox shows by itself when they are translated', async () => {
    const { page } = stage.ana;
    await act(page, 'Inbox');
    await page.getByRole('button', { name: 'Submit articles' }).click();
    await page.getByLabel('Choose files').setInputFiles(storyFiles);
    // The two files share a name: one is offered as the source of the other.
    expect(await page.locator('.handed select').first().inputValue()).toBe('article.fr.txt');
    await page.getByLabel('Spanish').check();
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.locator('.status-done').waitFor({ timeout: 90_000 });
    await page.getByRole('link', { name: 'Spanish' }).click();
    await field(page).waitFor();
    stage.story = /articles\/([^/]+\/[^/]+)$/.exec(page.url())?.[1] ?? '';
  }, 120_000);

  test('a wrong name is found while it is typed, and put right with one key', async () => {
    const { page } = stage.ana;
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(
      'En Siria, en la provincia de Idleb, decenas de miles de familias esperan una ayuda que ya no llega.',
    );
    await page.locator('.finding-list bdi', { hasText: 'Idlib' }).first().waitFor();
    await page.keyboard.press('Alt+Enter');
    expect(await field(page).innerText()).toContain('provincia de Idlib,');
    await saved(page);
    await page.locator('.finding-list bdi', { hasText: 'Idlib' }).first().waitFor({ state: 'detached' });
    expect((await stored(stage, stage.story))[1]?.target).toMatchObject({
      state: 'initial',
      text: expect.stringContaining('Idlib,'),
    });
  }, 120_000);

  test('every segment is confirmed with the keyboard alone', async () => {
    const { page } = stage.ana;
    const total = await confirmAll(page);
    const segments = await stored(stage, stage.story);
    expect(segments.map(({ target }) => target.state)).toEqual(Array(total).fill('translated'));
    // The focus is where the work is.
    await page.locator('.target-field:focus').waitFor();
  }, 120_000);

  test('two people who write in one segment see both texts, and neither is lost before one of them chooses', async () => {
    const [mine, theirs] = [stage.ana.page, stage.bo.page];
    await theirs.goto(`${stage.served.url()}/desk/articles/${stage.story}`);
    await field(theirs).waitFor();
    // Each sees that the other is there.
    await mine.locator('.people [title=Bo]').waitFor();
    await theirs.locator('.people [title=Ana]').waitFor();
    const { held, letGo } = await holdSaves(mine);
    await write(mine, 5, 'Lo que ha escrito Ana.');
    await held;
    await write(theirs, 5, 'Lo que ha escrito Bo.');
    await saved(theirs);
    await letGo();
    const dialog = mine.getByRole('alertdialog');
    await dialog.waitFor();
    expect((await dialog.innerText()).replace(/\s+/g, ' ')).toMatch(/Lo que ha escrito Ana\..*Bo/);
    await picture(mine, 'conflict');
    expect((await stored(stage, stage.story))[5]?.target.text).toBe('Lo que ha escrito Bo.');
    await mine.getByRole('button', { name: 'Keep mine' }).press('Enter');
    await saved(mine);
    expect((await stored(stage, stage.story))[5]?.target.text).toBe('Lo que ha escrito Ana.');
    // Bo sees by himself what was chosen, and his own text stands in the history.
    await theirs.locator('.row.active', { hasText: 'Lo que ha escrito Ana.' }).waitFor();
    await theirs.keyboard.press('Alt+y');
    await theirs.locator('.segment-history ins', { hasText: 'Ana' }).first().waitFor();
    await theirs.locator('.segment-history li', { hasText: 'Bo' }).first().waitFor();
  }, 120_000);

  test('one person reviews every segment, and another says the last word', async () => {
    const [mine, theirs] = [stage.ana.page, stage.bo.page];
    await mine.keyboard.press('Control+Enter');
    await saved(mine);
    await theirs.reload();
    await field(theirs).waitFor();
    expect(await theirs.getByLabel('Step of the work').inputValue()).toBe('reviewed');
    const total = await confirmAll(theirs);
    const states = async () => (await stored(stage, stage.story)).map(({ target }) => target.state);
    expect(await states()).toEqual(Array(total).fill('reviewed'));
    // Who reviewed a text does not say the last word on it, too.
    await act(theirs, 'Approve the article');
    await theirs.getByRole('dialog').locator('.finding-list li').first().waitFor();
    await theirs.keyboard.press('Escape');

    await act(mine, 'Approve the article');
    const dialog = mine.getByRole('dialog', { name: 'Approve the article' });
    await dialog.waitFor();
    const reason = dialog.getByLabel('Why the errors may stand');
    // What stands in the way has been looked for.
    await dialog.locator('button[type=submit]:enabled').waitFor();
    if (await reason.count()) await reason.fill('Read against the French.');
    await dialog.locator('button[type=submit]').press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await states()).toEqual(Array(total).fill('final'));
  }, 120_000);

  test('the files to download hold what was approved', async () => {
    const { page } = stage.ana;
    await act(page, 'Jobs');
    await page.locator('.job-head button[aria-expanded]').first().click();
    await page.getByText('Files to download').click();
    await page.locator('a[download]').first().waitFor();
    const names = await page.locator('a[download]').allInnerTexts();
    const file = async (ending: string) => {
      const name = names.find((one) => one.endsWith(ending));
      expect(name, `${ending} in ${names}`).toBeDefined();
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: name as string, exact: true }).click();
      return readFileSync(await (await download).path(), 'utf8');
    };
    expect(await file('.es.txt')).toContain('Lo que ha escrito Ana.');
    const xliff = await file('.fr-es.xlf');
    expect(xliff).toContain('Lo que ha escrito Ana.');
    expect(xliff.match(/state="final"/g)).toHaveLength((await stored(stage, stage.story)).length);
  }, 120_000);

  test('what was approved is published, and readers find it', async () => {
    const { page } = stage.ana;
    await page.goto(`${stage.served.url()}/desk/administration/destinations`);
    await page.getByLabel('Name').fill('site');
    await page.getByLabel('Folder').fill('site');
    await page.keyboard.press('Enter');
    await page.locator('.units .card', { hasText: 'site' }).waitFor();
    await page.goto(`${stage.served.url()}/desk/articles/${stage.story}`);
    await field(page).waitFor();
    await act(page, 'Publish the version');
    const dialog = page.getByRole('dialog', { name: 'Publish the version' });
    // Not before the destinations are known.
    await dialog.getByRole('button', { name: 'Publish', disabled: false }).press('Enter');
    await dialog.getByText('edition 1 is live').waitFor();
    await page.keyboard.press('Escape');
    const [article = ''] = stage.story.split('/');
    const { body } = await stage.served.ask('GET', `/v1/articles/${article}/publications`);
    expect(body.items).toMatchObject([{ status: 'live', edition: 1, language: 'es', destination: 'site' }]);
    expect(stage.served.published(`site/${body.items[0].place}/es/index.html`)).toContain('Lo que ha escrito Ana.');
    for (const person of [stage.ana, stage.bo]) expect(person.errors, person.name).toEqual([]);
  }, 120_000);
}

/** Confirms with the key until none is open. @returns how many there are */
async function confirmAll(page: Page): Promise<number> {
  const progress = page.locator('.editor-progress');
  const counts = async () =>
    /(\d+) of (\d+)/
      .exec(await progress.innerText())
      ?.slice(1)
      .map(Number) ?? [];
  const [, total = 0] = await counts();
  for (let left = total; left > 0; left--) {
    const [done] = await counts();
    if (done === total) break;
    await page.keyboard.press('Control+Enter');
  }
  await page.getByText(`${total} of ${total} confirmed`).waitFor();
  await saved(page);
  return total;
}
