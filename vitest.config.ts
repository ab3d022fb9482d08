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
const pureFiles = `tests/{${pure.join(',')}}/**/*.test.ts`;

/** `vitest run` runs the suite of every change; `vitest run --mode long` runs tests/long alone. */
export default defineConfig(({ mode }) => {
  const whole =
    mode === 'long'
      ? { name: 'long', include: ['tests/long/**/*.test.ts'] }
      : { name: 'product', include: ['tests/**/*.test.ts'], exclude: ['tests/long/**', pureFiles] };
  return {
    test: {
      environment: 'node',
      // The journeys start servers and workers of their own: more than two files at once would only make them wait for each other.
      maxWorkers: 2,
      setupFiles: ['tests/seed.ts'],
      testTimeout: mode === 'long' ? 600_000 : 30_000,
      hookTimeout: 60_000,
      reporters: ['default', './scripts/summary-reporter.ts'],
      projects: [
        { extends: true, test: { ...whole, globalSetup: ['tests/servers/template.ts'] } },
        ...(mode === 'long'
          ? []
          : [{ extends: true as const, test: { name: 'stages', include: [pureFiles], isolate: false } }]),
      ],
    },
  };
});
