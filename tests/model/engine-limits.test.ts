import { expect, test } from 'vitest';
import { readLimits, readPrices } from '../../src/model/engine-limits.ts';

test('limits are read by engine, with their unit of time', () => {
  expect(readLimits('deepl.requests=20/s, deepl.characters=500000/h,apertium-apy.parallel = 4')).toEqual({
    deepl: { requests: { amount: 20, seconds: 1 }, characters: { amount: 500_000, seconds: 3600 } },
    'apertium-apy': { parallel: 4 },
  });
  expect(readLimits('')).toEqual({});
});

test('limits that cannot be meant are refused', () => {
  for (const written of [
    'deepl',
    'deepl.requests=20',
    'deepl.parallel=4/s',
    'deepl.requests=0/s',
    'deepl.words=4/s',
    'deepl.requests=-1/s',
  ])
    expect(readLimits(written), written).toBeUndefined();
});

test('prices are read by engine', () => {
  expect(readPrices('deepl=18,openai=2.5/10')).toEqual({ deepl: 18, openai: { sent: 2.5, received: 10 } });
  expect(readPrices('deepl=18,openai=4.5')).toEqual({ deepl: 18, openai: 4.5 });
  for (const written of [
    'deepl',
    'deepl=',
    'deepl=-1',
    'deepl=1e9',
    'openai=2/',
    'openai=/2',
    'openai=1/2/3',
    'deepl=18/2',
  ])
    expect(readPrices(written), written).toBeUndefined();
});
