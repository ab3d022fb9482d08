import { expect, test } from 'vitest';
import { clean, field, goTo, saved } from '../journeys/desk-person.ts';
import { type Stage, stored, submitted } from '../journeys/desk-stage.ts';

const markup = `<!doctype html><html lang="en"><head><title>Aid</title></head><body><article><h1>Aid comes</h1>
<p>The <b>United Nations</b> sent <i>aid</i> on Monday.</p></article></body></html>`;

/** Inline codes are chips that nothing breaks, and terms stand in the match list. */
export function codesAreWhole(stage: Stage): void {
  test('a code goes only with the second key, comes back with one, and lasts through all that is done to its text', async () => {
    const { page } = stage.ana;
    const article = `${await submitted(stage, 'aid.en.html', markup, ['es'])}/es`;
    await page.goto(`${stage.served.url()}/desk/articles/${article}`);
    await field(page).waitFor();
    const row = (await stored(stage, article)).findIndex(({ target }) => target.text.includes('Unidas'));
    await goTo(page, row);
    const chips = async () => (await field(page).locator('.chip').allInnerTexts()).join(' ');
    const says = (sentence: string) => page.getByRole('status').filter({ hasText: sentence }).first().waitFor();
    const text = await field(page).innerText();
    expect(await chips()).toBe('b /b i /i');
    // Behind the first chip.
    await page.keyboard.press('Control+Home');
    while (!(await page.evaluate("getSelection().anchorNode.previousSibling?.className?.includes('chip-open')")))
      await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Backspace');
    await says('once more removes it');
    expect(await field(page).locator('.chip.chosen').innerText()).toBe('b');
    await clean(page, 'a code that is chosen');
    expect(await chips()).toBe('b /b i /i');
    await page.keyboard.press('Backspace');
    await says('The other end of </b> is missing');
    expect(await chips()).toBe('/b i /i');
    expect(await field(page).locator('.chip.lone').innerText()).toBe('/b');
    await page.getByText('1 code is missing').waitFor();
    await clean(page, 'a code that is missing');
    await page.keyboard.press('Control+z');
    expect(await field(page).innerText()).toBe(text);
    await page.keyboard.press('Control+y');
    expect(await chips()).toBe('/b i /i');
    await page.keyboard.press('Alt+c');
    expect(await field(page).innerText()).toBe(text);
    // Written over, deleted whole, cut and pasted: what was there is there.
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Hola');
    expect(await chips()).toBe('b /b i /i');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    expect(await chips()).toBe('b /b i /i');
    while ((await field(page).innerText()) !== text) await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+x');
    await page.getByText('4 codes are missing').waitFor();
    await page.keyboard.press('Control+v');
    expect(await field(page).innerText()).toBe(text);
    // The first term goes on with the numbers of the matches.
    await page.locator('.match-term kbd').first().waitFor();
    await clean(page, 'terms in the match list');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+1');
    await says('inserted');
    await saved(page);
    const { target } = (await stored(stage, article))[row] as { target: { codes?: object[] } };
    expect(target.codes).toHaveLength(4);
  }, 120_000);
}
