import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findProgram } from '../servers/program.ts';

const executable = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => findProgram(name)).find(Boolean);

/** Why no page can be looked at on this machine; undefined where there is a browser. */
export const noBrowser: string | undefined = executable ? undefined : 'chromium is not installed';

/** A browser without a window that asks nobody on the network but the page's own service. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable ?? '',
    args: [
      ...['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update'],
      ...['--disable-sync', '--disable-gpu'],
    ],
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong with a page, by the rules of WCAG 2.2 AA and its best practices: rule, place and why. @param rules only these, if given */
export async function axeViolations(page: Page, rules?: string[]): Promise<string[]> {
  // Evaluated by the browser itself: the page's content security policy lets no script in.
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axe);
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } };
    const { violations } = await axe.run({ resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) });
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('; ')}`,
    );
  }, rules);
}

interface Violation {
  id: string;
  nodes: { target: string[]; failureSummary: string }[];
}
