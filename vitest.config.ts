import { globSync, readFileSync } from 'node:fs';
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

/** Tests that put something in the place of a module: each in a worker of its own, where nobody has loaded that module before. */
const apart = globSync('tests/**/*.test.ts', { cwd: import.meta.dirname }).filter((file) =>
  readFileSync(new URL(file, import.meta.url), 'utf8').includes('vi.mock('),
);

/**
 * `vitest run` runs the suite of every change; `vitest run --mode long` runs tests/long alone.
 *
 * The files of a project share the modules of their worker: loading the product anew for each of them would take a fifth of the whole run.
 * A test that puts something in the place of a module costs that much; what many put there belongs to the `setupFiles` of a project.
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
            exclude: ['tests/long/**', ...pure, ...commands, ...apart],
            globalSetup,
            setupFiles,
          },
          {
            name: 'commands',
            include: commands,
            exclude: apart,
            globalSetup,
            setupFiles: [...setupFiles, 'tests/servers/kept-open.setup.ts'],
          },
          { name: 'stages', include: pure, exclude: apart, setupFiles },
          ...(apart.length > 0 ? [{ name: 'apart', include: apart, isolate: true, globalSetup, setupFiles }] : []),
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
      env: mode === 'long' ? { PICTURES: '1' } : {},
      hookTimeout: 120_000,
      reporters: ['default', './scripts/summary-reporter.ts'],
      projects: projects.map((test) => ({ extends: true, test })),
    },
  };
});
