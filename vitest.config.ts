import { defineConfig } from 'vitest/config';

/** Tests of pure rooms: they start nothing and leave nothing behind, so one worker runs many files without loading everything anew. */
const pure = [
  'alignment',
  'checks',
  'detection',
  'formats',
  'intake',
  'memory',
  'model',
  'outputs',
  'segmentation',
  'terminology',
];
/** Tests that open databases of their own and close them again, and put nothing in the place of a module. */
const rooms = ['pipeline', 'queue', 'server', 'storage', 'workers'];
const filesOf = (folders: string[]) => `tests/{${folders.join(',')}}/**/*.test.ts`;

/** `vitest run` runs the suite of every change; `vitest run --mode long` runs tests/long alone. */
export default defineConfig(({ mode }) => {
  const templates = ['tests/servers/template.ts'];
  const projects =
    mode === 'long'
      ? [{ name: 'long', include: ['tests/long/**/*.test.ts'], globalSetup: templates }]
      : [
          {
            name: 'product',
            include: ['tests/**/*.test.ts'],
            exclude: ['tests/long/**', filesOf([...pure, ...rooms])],
            globalSetup: templates,
          },
          { name: 'rooms', include: [filesOf(rooms)], isolate: false, globalSetup: templates },
          { name: 'stages', include: [filesOf(pure)], isolate: false },
        ];
  return {
    test: {
      environment: 'node',
      // The journeys start servers and workers of their own: more than two files at once would only make them wait for each other.
      maxWorkers: 3,
      // The embedded database is WebAssembly: as in bin/interlinear.js, a test is over before optimising it would pay.
      execArgv: ['--wasm-tiering-budget=100000000'],
      setupFiles: ['tests/seed.ts'],
      testTimeout: mode === 'long' ? 600_000 : 30_000,
      hookTimeout: 60_000,
      reporters: ['default', './scripts/summary-reporter.ts'],
      projects: projects.map((test) => ({ extends: true, test })),
    },
  };
});
