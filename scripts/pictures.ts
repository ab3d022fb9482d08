/**
 * Makes the pictures of the README from a real run: `node scripts/pictures.ts`. Needs Chromium; the demo must be able to translate.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { main } from '../src/cli/main.ts';

const images = fileURLToPath(new URL('../docs/images/', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'interlinear-pictures-'));
const status = await main(['demo', '--out', out]);
if (status !== 0) throw new Error(`the demo ended with status ${status}`);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
});
for (const [page, picture, height] of [
  ['article.page.html', 'all-languages.png', 1100],
  ['article.fr-es.page.html', 'side-by-side.png', 900],
  ['changes.html', 'changes.png', 800],
] as const) {
  const tab = await browser.newPage({ viewport: { width: 1360, height }, colorScheme: 'light' });
  await tab.goto(pathToFileURL(join(out, page)).href);
  await tab.screenshot({ path: join(images, picture) });
  await tab.close();
}
await browser.close();
rmSync(out, { recursive: true, force: true });
