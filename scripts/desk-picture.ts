/**
 * Makes the picture of the desk for the README from a real run: `node scripts/desk-picture.ts`. Needs Chromium and Apertium; the sample story
 * is submitted to a service of its own, which is gone afterwards.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noBrowser, openBrowser } from '../tests/journeys/browser.ts';
import { buildDesk } from '../tests/journeys/built-desk.ts';
import { root, start, until } from '../tests/journeys/interlinear.ts';
import { freePort } from '../tests/servers/port.ts';

if (noBrowser) throw new Error(noBrowser);
buildDesk();
const data = mkdtempSync(join(tmpdir(), 'interlinear-picture-'));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const service = start(['serve', '--port', String(port), '--data', data]);
let out = '';
service.child.stdout?.on('data', (chunk) => {
  out += chunk;
});
try {
  await until(() => out.includes('Listening on'), 90_000);
  const headers = { authorization: `Bearer ${readFileSync(join(data, 'local-token'), 'utf8')}` };
  const read = (name: string) => readFileSync(join(root, 'examples/idleb', name), 'utf8');
  const story = {
    fileName: 'article.en.txt',
    text: read('article.en.txt'),
    source: { fileName: 'article.fr.txt', text: read('article.fr.txt') },
  };
  await fetch(`${url}/v1/jobs`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ to: ['es'], articles: [story] }),
  });
  await using browser = await openBrowser();
  const context = await browser.newContext({
    extraHTTPHeaders: headers,
    viewport: { width: 1360, height: 860 },
    colorScheme: 'light',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.goto(`${url}/desk`);
  await page.locator('.status-done').waitFor({ timeout: 120_000 });
  await page.getByRole('link', { name: 'Spanish' }).click();
  await page.locator('.row.active .target-field').waitFor();
  // Two segments are confirmed; the third shows what the desk found in it.
  for (const keys of ['Control+Enter', 'Control+Enter']) await page.keyboard.press(keys);
  await page.keyboard.press('Alt+f');
  await page.locator('.finding-list li').first().waitFor();
  await page.locator('.saving-saved').waitFor();
  await page.screenshot({ path: join(root, 'docs/images/desk.png') });
} finally {
  service.child.kill('SIGTERM');
  await service.ended;
  rmSync(data, { recursive: true, force: true, maxRetries: 3 });
}
