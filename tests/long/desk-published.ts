import { expect, test } from 'vitest';
import { act, clean, field, goTo, saved } from '../journeys/desk-person.ts';
import { type Stage, submitted } from '../journeys/desk-stage.ts';

/** What becomes of articles after they were handed in: they are canceled, come again, and go to readers and back. */
export function articlesGoOn(stage: Stage): void {
  const inbox = (query = '') => stage.ana.page.goto(`${stage.served.url()}/desk/${query}`);

  test('the inbox tells live what readers find: published, outdated, withdrawn', async () => {
    const { served, ana, bo } = stage;
    const [article = ''] = stage.story.split('/');
    await inbox();
    const standing = ana.page.getByRole('combobox', { name: 'What readers find' });
    const line = ana.page.locator('tr', { hasText: 'article.en.txt' }).locator('.publication');
    await line.filter({ hasText: 'site: published (edition 1)' }).waitFor();
    await clean(ana.page, 'published in the inbox');
    // Somebody else writes, and the page that is open says so by itself.
    await bo.page.goto(`${served.url()}/desk/articles/${stage.story}`);
    await field(bo.page).waitFor();
    await goTo(bo.page, 1);
    await bo.page.keyboard.press('End');
    await bo.page.keyboard.type(' Ahora.');
    await saved(bo.page);
    await line.filter({ hasText: 'site: published, outdated (edition 1)' }).waitFor();
    await standing.selectOption({ label: 'published, outdated' });
    await ana.page.waitForURL(/publication=outdated/);
    await line.first().waitFor();
    await standing.selectOption({ label: 'withdrawn' });
    await ana.page.locator('.empty-screen').waitFor();
    // A destination at which something is live stays.
    await ana.page.goto(`${served.url()}/desk/administration/destinations`);
    await ana.page.locator('.units .card', { hasText: '1 version live' }).waitFor();
    await clean(ana.page, 'destinations');

    await ana.page.goto(`${served.url()}/desk/articles/${stage.story}`);
    await field(ana.page).waitFor();
    await act(ana.page, 'Publish the version');
    const publishing = ana.page.getByRole('dialog', { name: 'Publish the version' });
    await publishing.getByText('changed since').waitFor();
    await clean(ana.page, 'publish');
    await publishing.getByRole('button', { name: 'Publish', disabled: false }).press('Enter');
    await publishing.locator('.note-error').waitFor();
    await ana.page.keyboard.press('Escape');
    await act(ana.page, 'Withdraw the version');
    const dialog = ana.page.getByRole('dialog', { name: 'Withdraw the version' });
    await dialog.getByLabel('Why, for the record of the desk').fill('The town is wrong.');
    await clean(ana.page, 'withdraw');
    await ana.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await inbox('?publication=withdrawn');
    await line.filter({ hasText: 'site: withdrawn (edition 2)' }).waitFor();
    const { items } = (await served.ask('GET', `/v1/articles/${article}/publications`)).body;
    expect(items[0]).toMatchObject({ status: 'live', editionStatus: 'canceled', reason: 'The town is wrong.' });
  }, 120_000);

  test('a source that comes again is compared with the old one, and what did not change is accepted', async () => {
    const { served, ana } = stage;
    const { page } = ana;
    const article = await submitted(stage, 'ferry.en.txt', 'The ferry is late.\n\nThe harbour is open.', ['es']);
    await page.goto(`${served.url()}/desk/articles/${article}/changes`);
    await page.getByText('This is the first revision').waitFor();
    await page.getByRole('button', { name: 'Hand in a new revision' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Hand in a new revision' });
    const text = Buffer.from('The ferry is not late.\n\nThe harbour is open.');
    await dialog
      .getByLabel('The article, as it is now')
      .setInputFiles({ name: 'ferry.en.txt', mimeType: 'text/plain', buffer: text });
    await clean(page, 'a new revision is handed in');
    await dialog.getByRole('button', { name: 'Submit' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    // By itself, once it was read.
    await page.locator('.change-counts').getByText('1 changed').waitFor({ timeout: 60_000 });
    await page.locator('.change-counts').getByText('1 as before').waitFor();
    await page.locator('.changes tbody tr', { hasText: 'The ferry is not late.' }).waitFor();
    expect(await page.locator('.changes tbody tr').count()).toBe(1);
    await clean(page, 'source changed with a new text');
    await page.getByLabel('Warnings and machine text were seen').check();
    await page.getByRole('button', { name: 'Accept all untouched: Spanish' }).press('Enter');
    await page.locator('.accept [role=status]', { hasText: 'approved' }).waitFor();
    await inbox();
    await page.getByRole('link', { name: 'Source changed: revision 2' }).waitFor();
  }, 120_000);

  test('one language of an article is canceled, then the article: what is over stays', async () => {
    const { served, ana } = stage;
    const { page } = ana;
    const text = Array.from({ length: 12_000 }, (_, n) => `On day ${n + 1} the bridge was closed again.`).join('\n\n');
    const articles = [{ fileName: 'endless.en.txt', text }];
    const { body } = await served.ask('POST', '/v1/jobs', { to: ['es', 'ca'], from: 'en', articles });
    await inbox(`?job=${body.id}`);
    const sure = page.getByRole('alertdialog').getByRole('button', { name: 'Cancel the work' });
    await page.getByRole('button', { name: 'Cancel Catalan of endless' }).press('Enter', { timeout: 60_000 });
    await sure.waitFor();
    await clean(page, 'one language is canceled');
    await sure.press('Enter');
    await page.locator('.version', { hasText: 'Catalan' }).getByText('canceled').waitFor();
    await page.getByRole('button', { name: 'Cancel endless', exact: true }).press('Enter');
    await sure.waitFor();
    await clean(page, 'an article is canceled');
    await sure.press('Enter');
    await page.locator('.status-canceled').waitFor();
    expect(await served.over(body.id)).toBe('canceled');
  }, 240_000);
}
