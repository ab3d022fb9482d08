import { defineConfig } from 'vitest/config';
import { DearestFirst } from './tests/order.ts';

/** Tests of rooms that need no database: they leave nothing behind. */
const pure = [
  'alignment',
  'architecture',
  'bench',
  'checks',
  'detection',
  'engines',
  'examples',
  'formats',
  'intake',
  'memory',
  'model',
  'outputs',
  'scripts',
  'segmentation',
  'terminology',
  'web',
].map((folder) => `tests/${folder}/**/*.test.ts`);
/** Tests of commands that ask the same database again and again: it is opened once a file (tests/servers/kept-open.ts). */
const commands = ['tests/cli/{credits,glossary,memory,people}.test.ts', 'tests/journeys/{bad-input,engines}.test.ts'];

/**
 * `vitest run` runs the suite of every change; `vitest run --mode long` runs tests/long alone.
 *
 * The files of a project share the modules of their worker: loading the product anew for each of them would take a fifth of the whole run.
 * A test must therefore put nothing in the place of a module; what has to be put there belongs to the project's `setupFiles`.
 */
export default defineConfig(({ mode }) => {
  const globalSetup = ['tests/servers/template.ts'];
  const setupFiles = ['tests/seed.ts'];
  const projects =
    mode === 'long'
      ? [{ name: 'long', include: ['tests/long/**/*.test.ts'], globalSetup, setupFiles }]
      : [
          {
            name: 'product',
            include: ['tests/**/*.test.ts'],
            exclude: ['tests/long/**', ...pure, ...commands],
            globalSetup,
            setupFiles,
          },
          {
            name: 'commands',
            include: commands,
            globalSetup,
            setupFiles: [...setupFiles, 'tests/servers/kept-open.setup.ts'],
          },
          { name: 'stages', include: pure, setupFiles },
        ];
  return {
    test: {
      environment: 'node',
      // The journeys start servers and workers of their own: more than two files at once would only make them wait for each other.
      maxWorkers: 3,
      isolate: false,
      sequence: { sequencer: DearestFirst },
      // The embedded database is WebAssembly: as in bin/interlinear.js, a test is over before optimising it would pay.
      execArgv: ['--wasm-tiering-budget=100000000'],
      testTimeout: mode === 'long' ? 600_000 : 60_000,
      hookTimeout: 120_000,
      reporters: ['default', './scripts/summary-reporter.ts'],
      projects: projects.map((test) => ({ extends: true, test })),
    },
  };
});
