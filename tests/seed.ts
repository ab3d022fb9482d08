import fc from 'fast-check';

/**
 * Property tests draw the same inputs in every run, so that a failure belongs to the change at hand. `SEED=random npm test` draws new ones,
 * `SEED=1234` repeats a run whose seed a failure named.
 */
const { SEED } = process.env;
if (SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(SEED ?? 20_260_101) });
