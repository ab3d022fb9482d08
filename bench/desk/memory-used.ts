import type { Page } from 'playwright-core';

/** What the scripts of a page hold once all that is not needed was collected, in megabytes. */
export async function memoryUsed(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  // What is let go by the first collection may set other things free.
  for (let turn = 0; turn < 3; turn++) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const used = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
  return Math.round(used / 100_000) / 10;
}
