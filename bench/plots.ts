/**
 * Draws the plots of docs/images from the figures in bench/results: `node bench/plots.ts`. A result is the last line that a bench program
 * printed, kept as it is, so that every bar can be traced to a run.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { barChart, type Chart } from './plots/bars.ts';
import { memoryCharts } from './plots/memory.ts';

const results = new URL('./results/', import.meta.url);
const images = new URL('../docs/images/', import.meta.url);

/** What draws which result; a result that is not there is left out. */
const plots: Record<string, (result: never) => Record<string, Chart>> = { memory: memoryCharts };

for (const [program, draw] of Object.entries(plots)) {
  const file = new URL(`${program}.json`, results);
  if (!existsSync(file)) continue;
  for (const [name, chart] of Object.entries(draw(JSON.parse(readFileSync(file, 'utf8')) as never))) {
    const path = fileURLToPath(new URL(`${name}.svg`, images));
    writeFileSync(path, barChart(chart));
    process.stdout.write(`${path}\n`);
  }
}
