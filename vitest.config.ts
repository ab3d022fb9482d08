import { defineConfig } from 'vitest/config';

/** `vitest run` runs the suite of every change; `vitest run --mode long` runs tests/long alone. */
export default defineConfig(({ mode }) => ({
  test: {
    environment: 'node',
    include: mode === 'long' ? ['tests/long/**/*.test.ts'] : ['tests/**/*.test.ts'],
    exclude: mode === 'long' ? [] : ['tests/long/**'],
    // The journeys start servers and workers of their own: more than two files at once would only make them wait for each other.
    maxWorkers: 2,
    testTimeout: mode === 'long' ? 600_000 : 30_000,
    hookTimeout: 60_000,
    globalSetup: ['tests/servers/template.ts'],
    reporters: ['default', './scripts/summary-reporter.ts'],
  },
}));
