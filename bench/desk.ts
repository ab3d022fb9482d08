import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { axeViolations, noBrowser, openBrowser } from '../tests/journeys/browser.ts';
import { buildDesk } from '../tests/journeys/built-desk.ts';
import { screensOf } from '../tests/journeys/desk-screens-of.ts';
import { start, until } from '../tests/journeys/interlinear.ts';
import { freePort } from '../tests/servers/port.ts';
import { percentile, timesOf, watchKeys } from './desk/keys.ts';
import { longSegment, longSegmentKeys } from './desk/long-segment.ts';
import { memoryUsed } from './desk/memory-used.ts';
import { editorScript } from './desk/script-size.ts';
import { BadUsage, type BenchProgram, note } from './program.ts';

/** Waits until a long article is translated, or until it is sure that it cannot be, in milliseconds. */
const TRANSLATED_MS = 300_000;

/**
 * The desk in a browser, on a long article: how much script it loads, how soon a key is seen, how soon the next segment is there, what axe finds
 * on every screen by day and at night, and what the page holds in memory before and after many edits.
 */
export const desk: BenchProgram = {
  usage: '[--segments 2000] [--keys 200] [--confirmations 100] [--edits 1000]',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...{ segments: { type: 'string' }, keys: { type: 'string' } },
        ...{ confirmations: { type: 'string' }, edits: { type: 'string' } },
      },
    });
    if (noBrowser) throw new BadUsage(noBrowser);
    const [segments, keys, confirmations, edits] = [
      values.segments ?? '2000',
      values.keys ?? '200',
      values.confirmations ?? '100',
      values.edits ?? '1000',
    ].map(Number) as [number, number, number, number];
    buildDesk();
    const data = mkdtempSync(join(tmpdir(), 'interlinear-bench-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const limits = { INTERLINEAR_REQUESTS_PER_MINUTE: '0', INTERLINEAR_ADDRESS_REQUESTS_PER_MINUTE: '0' };
    const service = start(['serve', '--port', String(port), '--data', data], { environment: limits });
    let out = '';
    service.child.stdout?.on('data', (chunk) => {
      out += chunk;
    });
    try {
      await until(() => out.includes('Listening on'), 90_000);
      const headers = { authorization: `Bearer ${readFileSync(join(data, 'local-token'), 'utf8')}` };
      const address = await submit(url, headers, 'long.en.txt', sentences(segments).join('\n\n'));
      await using browser = await openBrowser();
      const context = await browser.newContext({
        extraHTTPHeaders: headers,
        viewport: { width: 1360, height: 860 },
        locale: 'en-GB',
      });
      const page = await context.newPage();
      const violations: string[] = [];
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const screen of screensOf(address)) {
          await page.goto(`${url}/desk/${screen}`);
          await page.locator('main h1').waitFor();
          await page.waitForLoadState('load');
          for (const line of await axeViolations(page)) violations.push(`${colorScheme} /desk/${screen}: ${line}`);
        }
      }
      await page.goto(`${url}/desk/articles/${address}`);
      await page.locator('.row.active .target-field').waitFor({ timeout: 60_000 });
      // The whole article is there: what is measured is the work, not the reading.
      await page
        .locator('.editor-progress', { hasText: segments.toLocaleString('en-GB') })
        .or(page.locator('.editor-progress', { hasText: String(segments) }))
        .first()
        .waitFor();
      for (const line of violations) note(line);
      await page.evaluate(watchKeys);
      const painted = await timesOf(page, keys, 'a');
      await page.locator('.saving-saved').waitFor();
      const confirmed = await timesOf(page, confirmations, 'Control+Enter');
      const memoryMegabytes = await memoryAround(page, edits);
      const single = await submit(url, headers, 'endless.en.txt', longSegment);
      const longSegmentKeyToPaintP95 = await longSegmentKeys(page, `${url}/desk/articles/${single}`, keys);
      note(`keys: ${painted.length}, confirmations: ${confirmed.length}, edits: ${edits}, segments: ${segments}`);
      return {
        editorScriptKilobytes: editorScript(),
        keyToPaintP95: percentile(painted, 0.95),
        confirmToNextP95: percentile(confirmed, 0.95),
        axeViolations: violations.length,
        memoryMegabytes,
        longSegmentKeyToPaintP95,
        segments,
        keyToPaintP50: percentile(painted, 0.5),
        confirmToNextP50: percentile(confirmed, 0.5),
      };
    } finally {
      service.child.kill('SIGTERM');
      await service.ended;
      rmSync(data, { recursive: true, force: true, maxRetries: 3 });
    }
  },
};

const people = ['The mayor', 'A teacher', 'The minister', 'Her lawyer', 'The crew', 'A witness', 'The union'];
const acts = ['opened', 'left', 'described', 'defended', 'closed', 'visited', 'rebuilt', 'refused'];
const things = ['the school', 'a new bridge', 'the report', 'the old harbour', 'three letters', 'the budget'];

/** So many different sentences of plain news. */
function sentences(count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const [who, did, what] = [people, acts, things].map((list, place) => list[(n * (place + 3) + n) % list.length]);
    return `${who} ${did} ${what} on day ${n + 1}, while ${(n * 37) % 900} people waited in front of the town hall.`;
  });
}

/** Submits an article. @returns its place in the desk, once it is there to be worked on */
async function submit(url: string, headers: Record<string, string>, fileName: string, text: string): Promise<string> {
  const answer = await fetch(`${url}/v1/jobs`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ to: ['es'], from: 'en', articles: [{ fileName, text }] }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  const late = Date.now() + TRANSLATED_MS;
  for (;;) {
    const { items } = (await (await fetch(`${url}/v1/articles`, { headers })).json()) as {
      items: { id: string; fileName: string; status: string }[];
    };
    const article = items.find((one) => one.fileName === fileName);
    if (article && !['accepted', 'segmented'].includes(article.status)) return `${article.id}/es`;
    if (Date.now() > late) throw new Error('the article was not translated in time');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** Segments among which the edits go to and fro. */
const RING = 50;

/**
 * What the page holds before and after so many edits, each a word that is written, or taken away again, and saved, in megabytes. They go to
 * and fro among the same segments, which were all edited before the first look: what is held more afterwards is held for nothing.
 */
async function memoryAround(page: Page, edits: number): Promise<[number, number]> {
  let turn = 0;
  const edit = async (times: number) => {
    for (const end = turn + times; turn < end; turn++) {
      const pass = Math.floor(turn / RING);
      // Written on the way down, taken away on the way up.
      if (pass % 2 === 0) await page.keyboard.type(' so');
      else for (let n = 0; n < 3; n++) await page.keyboard.press('Backspace');
      if (turn % RING < RING - 1) await page.keyboard.press(pass % 2 === 0 ? 'Control+ArrowDown' : 'Control+ArrowUp');
    }
    await page.locator('.saving-saved').waitFor({ timeout: 120_000 });
    await page.evaluate('window.times = []');
  };
  await edit(2 * RING);
  const before = await memoryUsed(page);
  await edit(edits);
  return [before, await memoryUsed(page)];
}
