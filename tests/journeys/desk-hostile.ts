import { expect, test } from 'vitest';
import { workOnLongArticle } from './desk-long-article.ts';
import { field, picture, saved, welcome } from './desk-person.ts';
import { type Stage, submitted } from './desk-stage.ts';

/** Text that would run as a script, if it were ever taken for markup. */
const markup = `<img src=x onerror="window.hit=1"><script>window.hit=1</script>`;
/** A right-to-left override that nobody ends: what follows in the same run would be shown backwards. */
const override = '\u202Egnp.exe';

/** What people and articles bring is shown as text, and reaches nothing around it. */
export function hostileTextIsText(stage: Stage): void {
  test('markup, scripts and bidi overrides in segments, names and comments are shown as text', async () => {
    const { served, browser } = stage;
    const name = `Eve ${markup} ${override}`;
    const invited = await served.ask('POST', '/v1/people', { email: 'eve@example.org', name, roles: ['reviewer'] });
    expect(invited.status, JSON.stringify(invited.body)).toBe(201);
    const text = `The mayor said ${markup} on Monday.\n\nThe file ${override} was sent on Tuesday.`;
    const article = await submitted(stage, `odd ${override} & <b>bold<:b>.en.txt`.replaceAll(':', ''), text, ['ar']);
    const eve = await welcome(browser, invited.body.link.url, 'Eve');
    const { page } = eve;
    await page.addInitScript(
      "addEventListener('securitypolicyviolation', (event) => { (window.violations ??= []).push(event.violatedDirective); });",
    );
    await page.goto(`${served.url()}/desk/articles/${article}/ar`);
    await field(page).waitFor();
    expect(await page.locator('.row .row-source').first().innerText()).toContain('<script>window.hit=1</script>');
    // Arabic is written from the right, in an Arabic field.
    expect(await field(page).getAttribute('dir')).toBe('rtl');
    expect(await field(page).getAttribute('lang')).toBe('ar');
    await page.keyboard.type(`قال العمدة ${markup} ${override}`);
    await saved(page);
    await page.locator('.finding-list, .side .empty').first().waitFor();
    await page.keyboard.press('Control+Shift+C');
    await page.locator('.comment-field:focus').waitFor();
    await page.keyboard.type(`${markup} ${override}`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.talk li', { hasText: '<script>window.hit=1</script>' }).waitFor();
    await picture(page, 'hostile text');
    await page.keyboard.press('Alt+p');
    await page.locator('.reader-page .page', { hasText: '<script>' }).first().waitFor();
    expect(await page.locator('.reader-page img').count()).toBe(0);
    await page.keyboard.press('Escape');
    // An override ends with the name or the text that has it.
    const isolated = await page.evaluate(`[...document.querySelectorAll('body *')]
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.includes('\\u202E')))
      .filter((element) => element.getClientRects().length > 0)
      .filter((element) => {
        const { display, unicodeBidi } = getComputedStyle(element);
        return display === 'inline' && !/isolate|plaintext/.test(unicodeBidi);
      })
      .map((element) => element.outerHTML.slice(0, 200))`);
    expect(isolated).toEqual([]);
    for (const place of ['', 'jobs', 'administration/people', 'administration/audit']) {
      await stage.ana.page.goto(`${served.url()}/desk/${place}`);
      const shown = stage.ana.page.getByText('<script>').or(stage.ana.page.getByText('gnp.exe'));
      await shown.filter({ visible: true }).first().waitFor();
    }
    for (const one of [page, stage.ana.page]) {
      expect(await one.evaluate('window.hit')).toBe(undefined);
      expect(await one.locator('img[src=x]').count()).toBe(0);
    }
    expect(await page.evaluate('window.violations')).toBe(undefined);
    expect([...eve.errors, ...stage.ana.errors]).toEqual([]);
    await eve.context.close();
  }, 120_000);

  test('a segment of nearly 100,000 letters opens, takes a key and is saved', async () => {
    const { served } = stage;
    const { page } = stage.ana;
    const article = await submitted(stage, 'endless.en.txt', `${'long and endless '.repeat(5850)}`, ['ar']);
    await page.goto(`${served.url()}/desk/articles/${article}/ar`);
    await field(page).waitFor();
    await page.keyboard.press('Control+i');
    await page.keyboard.type('!');
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('so ');
    await saved(page);
    const { body } = await served.ask('GET', `/v1/articles/${article}/languages/ar/segments`);
    const { text } = body.items[0].target;
    // Not the whole of it: a failure would print it.
    const whole = text === `so ${'long and endless '.repeat(5850).trim()}!`;
    expect([text.slice(0, 8), text.slice(-12), whole]).toEqual(['so long ', 'and endless!', true]);
  }, 120_000);

  test('a long article is worked on at its end while only what is seen of it is drawn', async () => {
    await workOnLongArticle(stage, 700);
  }, 120_000);
}
