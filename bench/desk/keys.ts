import type { Page } from 'playwright-core';

/**
 * Runs in the page: measures from a key to the frame after the one that shows what it did. A confirmation is over once the field of another
 * segment has the focus.
 */
export const watchKeys = `{
  window.times = [];
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Control') return;
    const began = event.timeStamp;
    // Where the key was pressed: the focus may have moved on already.
    const before = event.target.id;
    const over = () => (event.ctrlKey ? document.activeElement?.id !== before && document.activeElement?.id.startsWith('target-') : true);
    const look = () => requestAnimationFrame(() => {
      if (!over()) return look();
      // The frame is painted when the task after it runs.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.times.push(performance.now() - began);
      channel.port2.postMessage(null);
    });
    look();
  }, true);
}`;

/** Presses a key so many times, each once the one before is seen. @returns milliseconds from each key to what it did on the screen */
export async function timesOf(page: Page, count: number, key: string): Promise<number[]> {
  await page.evaluate('window.times = []');
  for (let n = 1; n <= count; n++) {
    await page.keyboard.press(key);
    // Asked by the page itself: its content security policy lets nothing be evaluated in it.
    await page.evaluate(`new Promise((done) => {
      const look = () => (window.times.length >= ${n} ? done() : setTimeout(look, 2));
      look();
    })`);
  }
  return page.evaluate('window.times') as Promise<number[]>;
}

/** The value that so large a share of the values is not above, to a tenth. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
  return Math.round(value * 10) / 10;
}
