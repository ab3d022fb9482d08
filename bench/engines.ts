import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { enginesOf } from '../src/cli/engines.ts';
import { readConfig } from '../src/config.ts';
import { checkEngineNames, selectEngine } from '../src/engines/select.ts';
import { countWords } from '../src/memory/analysis.ts';
import { InterlinearError } from '../src/model/errors.ts';
import { type LanguageTag, parseLanguage } from '../src/model/language.ts';
import type { CallLedger, Engine } from '../src/model/ports.ts';
import { translateOnce } from '../src/pipeline/pay-once.ts';
import { bleu, bleuSignature } from './engines/bleu.ts';
import { chrf, chrfSignature } from './engines/chrf.ts';
import { readColumns } from './engines/columns.ts';
import { seeded, shuffled } from './memory/random.ts';
import { BadUsage, type BenchProgram, note } from './program.ts';

/** Segments that are handed to an engine at a time, as a worker does. */
const BATCH = 16;

/** Machine translation against human references: quality, speed, cost. */
export const engines: BenchProgram = {
  usage: '--engine LIST --data FILE.tsv --from LANG --to LANG [--rows N] [--seed N] (columns named by language)',
  async run(args) {
    const options = read(args);
    const known = enginesOf(readConfig());
    usable(() => checkEngineNames(known.keys(), options.engines.join(',')));
    const all = readColumns(readFile(options.data), options.data, options.from, options.to);
    const chosen = shuffled([...all.keys()], seeded(options.seed)).slice(0, options.rows ?? all.length);
    // A sample stays in the order of the file, where neighbours belong to one article.
    const rows = chosen.sort((a, b) => a - b).map((at) => all[at] as (typeof all)[number]);
    const words = rows.reduce((sum, { source }) => sum + countWords(source, options.from), 0);
    note(`${rows.length} of ${all.length} rows, ${words} words; chrF ${chrfSignature}; BLEU ${bleuSignature}`);
    const figures: Record<string, unknown> = {};
    for (const name of options.engines) {
      figures[name] = await measure(known, name, rows, words, options);
      note(`${name}: ${JSON.stringify(figures[name])}`);
    }
    const { from, to } = options;
    return {
      engines: figures,
      from,
      to,
      rows: rows.length,
      words,
      // Engines of this machine take what they get: Apertium's steps and Bergamot's threads run side by side.
      cores: availableParallelism(),
      chrfSignature,
      bleuSignature,
      load: loadavg()[0],
    };
  },
};

async function measure(
  known: Map<string, Engine>,
  name: string,
  rows: { source: string; target: string }[],
  words: number,
  { from, to }: { from: LanguageTag; to: LanguageTag },
) {
  try {
    const selected = await selectEngine(known, name, from, to);
    if ('reason' in selected) throw selected.reason;
    const { engine, route } = selected;
    const version = await engine.version(from, to);
    const segments = rows.map(({ source }) => ({ text: source, codes: [], terms: [] }));
    // What is read or started once, such as models, is no part of the speed.
    await translateOnce(engine, { from, to, segments: segments.slice(0, 1) }, paid());
    const ledger = paid();
    const translations: string[] = [];
    const begun = performance.now();
    for (let at = 0; at < segments.length; at += BATCH) {
      const results = await translateOnce(engine, { from, to, segments: segments.slice(at, at + BATCH) }, ledger);
      translations.push(...results.map(({ text }) => text));
    }
    const seconds = (performance.now() - begun) / 1000;
    const references = rows.map(({ target }) => target);
    return {
      chrf: round(chrf(translations, references), 2),
      bleu: round(bleu(translations, references), 2),
      wordsPerSecond: round(words / seconds, 1),
      cost: round(ledger.cost(), 4),
      empty: translations.filter((text) => text.trim() === '').length,
      route,
      version,
    };
  } catch (error) {
    if (!(error instanceof InterlinearError)) throw error;
    return { chrf: null, bleu: null, wordsPerSecond: null, cost: null, error: error.message };
  }
}

/** A ledger that has seen nothing, and adds up what is paid. */
function paid(): CallLedger & { cost(): number } {
  let cost = 0;
  return {
    cost: () => cost,
    claim: async (calls) => ({ recorded: new Map(), ours: new Set(calls.map(({ key }) => key)), busy: new Set() }),
    async record(replies) {
      for (const reply of replies) cost += reply.cost;
    },
    release: async () => {},
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function read(args: string[]) {
  const text = { type: 'string' } as const;
  const options = { engine: text, data: text, from: text, to: text, rows: text, seed: text };
  const { values } = usable(() => parseArgs({ args, options }));
  const needed = (name: 'engine' | 'data' | 'from' | 'to') => {
    const value = values[name];
    if (!value) throw new BadUsage(`--${name} is missing.`);
    return value;
  };
  return {
    engines: needed('engine')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
    data: needed('data'),
    from: usable(() => parseLanguage(needed('from'))),
    to: usable(() => parseLanguage(needed('to'))),
    rows: values.rows === undefined ? undefined : wholeNumber(values.rows, '--rows'),
    seed: wholeNumber(values.seed ?? '1', '--seed'),
  };
}

function readFile(path: string): string {
  return usable(() => readFileSync(path, 'utf8'));
}

/** What cannot be used is bad usage, whoever says so. */
function usable<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof BadUsage ? error : new BadUsage((error as Error).message);
  }
}

function wholeNumber(written: string, option: string): number {
  const number = Number(written);
  if (!Number.isInteger(number) || number < 1)
    throw new BadUsage(`${option} is a whole number above 0, not ${written}.`);
  return number;
}
