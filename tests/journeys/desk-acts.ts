import { expect, test } from 'vitest';
import { clean, picture } from './desk-person.ts';
import type { Stage } from './desk-stage.ts';

/** What is done to several articles at once, and to a glossary in its table. */
export function manyAreWorkedOn(stage: Stage): void {
  test('articles that are chosen are given to somebody and made urgent at once, and get a deadline; the others stay', async () => {
    const { served, ana } = stage;
    const { page } = ana;
    const articles = ['one', 'two'].map((name) => ({
      fileName: `${name}.en.txt`,
      text: `The ${name} bridge is open.`,
    }));
    const { body } = await served.ask('POST', '/v1/jobs', { to: ['es'], from: 'en', name: 'Bridges', articles });
    await served.over(body.id);
    await page.goto(`${served.url()}/desk/?job=${body.id}`);
    await page.getByLabel('Choose all of Bridges').press('Space');
    const bar = page.getByRole('region', { name: 'With what is chosen' });
    await bar.getByText('2 articles chosen').waitFor();
    await bar.getByLabel('Give to…').selectOption({ label: 'Ana' });
    await page.getByText('Done for 2.').first().waitFor({ state: 'attached' });
    await bar.getByLabel('Priority…').selectOption({ label: 'urgent' });
    await page.locator('.priority-interactive').first().waitFor();
    await picture(page, 'batch');
    await page.getByRole('button', { name: 'Deadline and priority: Bridges' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Deadline and priority' });
    await dialog.getByLabel('Deadline').fill('2031-05-04T10:30');
    await clean(page, 'deadline');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const job = (await served.ask('GET', `/v1/jobs/${body.id}`)).body;
    expect(job).toMatchObject({ priority: 'interactive', deadline: expect.stringMatching(/^2031-05-0[345]T/) });
    const { items } = (await served.ask('GET', `/v1/articles?job=${body.id}`)).body;
    const whose = items.map(({ languages }: { languages: { assignee: string }[] }) => languages[0]?.assignee);
    expect(whose).toEqual([expect.stringMatching(/^person:/), whose[0]]);
  }, 60_000);

  test('a wording of a glossary is written in its cell with the keyboard, and left as it was with Escape', async () => {
    const { served, ana } = stage;
    const { page } = ana;
    await served.ask('POST', '/v1/glossaries', { name: 'bridges' });
    const { body: all } = await served.ask('GET', '/v1/glossaries');
    const { id } = all.items.find(({ name }: { name: string }) => name === 'bridges');
    const terms = [
      { language: 'en', text: 'drawbridge' },
      { language: 'es', text: 'puente levadiso' },
    ];
    await served.ask('POST', `/v1/glossaries/${id}/concepts`, { id: 'bridge', terms });
    await page.goto(`${served.url()}/desk/glossary`);
    await page.locator('.toolbar select').selectOption({ label: 'bridges' });
    const cell = page.locator('[data-cell]', { hasText: 'puente levadiso' });
    await cell.focus();
    await page.keyboard.press('Enter');
    const field = page.locator('.term-editor input[name=text]');
    await field.fill('puente alzado');
    await page.keyboard.press('Escape');
    await cell.waitFor();
    await page.keyboard.press('F2');
    await field.fill('puente levadizo');
    await clean(page, 'glossary cell');
    await page.keyboard.press('Enter');
    await page.locator('[data-cell]:focus', { hasText: 'puente levadizo' }).waitFor();
    const { items } = (await served.ask('GET', `/v1/glossaries/${id}/concepts`)).body;
    expect(items[0].terms.map(({ text }: { text: string }) => text)).toContain('puente levadizo');
  }, 60_000);
}
