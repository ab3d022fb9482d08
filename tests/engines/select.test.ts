import { describe, expect, test } from 'vitest';
import { selectEngine } from '../../src/engines/select.ts';
import type { Engine } from '../../src/model/ports.ts';

/** An engine that only says what it can do. */
function engine(name: string, available: boolean, ...routes: string[]): [string, Engine] {
  const pairs = routes.map((route) => {
    const stops = route.split('>');
    return { from: stops[0] as string, to: stops.at(-1) as string, route };
  });
  const limits = { segmentCharacters: 1, segmentsPerCall: 1 };
  const capabilities = { available, pairs, limits, costPerMillionCharacters: 0, sendsTextOutside: false };
  return [
    name,
    {
      name,
      capabilities: async () => capabilities,
      version: async () => name,
      translate: async () => {
        throw new Error('only asked for capabilities');
      },
    },
  ];
}

const engines = new Map([engine('first', true, 'en>es'), engine('second', true, 'fr>es', 'en>es', 'fr>es>en')]);

describe('Choosing an engine', () => {
  test('auto takes the first one that can do the pair, and says the route', async () => {
    expect(await selectEngine(engines, 'auto', 'en', 'es')).toMatchObject({
      engine: { name: 'first' },
      route: 'en>es',
    });
    expect(await selectEngine(engines, 'auto', 'fr', 'en')).toMatchObject({
      engine: { name: 'second' },
      route: 'fr>es>en',
    });
  });

  test('a region does not matter', async () => {
    expect(await selectEngine(engines, 'auto', 'en-GB', 'es-419')).toMatchObject({ route: 'en>es' });
  });

  test('a name is taken at its word', async () => {
    expect(await selectEngine(engines, 'second', 'en', 'es')).toMatchObject({ engine: { name: 'second' } });
    expect(await selectEngine(engines, 'first', 'fr', 'es')).toMatchObject({
      reason: { code: 'engine.pair', parameters: { from: 'fr', to: 'es', engine: 'first' } },
    });
  });

  test('a pair that no engine can do is a reason, not an error', async () => {
    expect(await selectEngine(engines, 'auto', 'en', 'ar')).toMatchObject({
      reason: { code: 'engine.pair', parameters: { from: 'en', to: 'ar', engine: 'first, second' } },
    });
  });

  test('a machine without a working engine is a reason, too', async () => {
    const none = new Map([engine('first', false, 'en>es')]);
    for (const wanted of ['auto', 'first']) {
      expect(await selectEngine(none, wanted, 'en', 'es')).toMatchObject({
        reason: { code: 'engine.none', parameters: { from: 'en', to: 'es' } },
      });
    }
    expect(await selectEngine(new Map(), 'auto', 'en', 'es')).toMatchObject({ reason: { code: 'engine.none' } });
  });

  test('an unknown name is a usage error that lists the known ones', async () => {
    await expect(selectEngine(engines, 'babel', 'en', 'es')).rejects.toMatchObject({
      name: 'UsageError',
      code: 'engine.unknown',
      parameters: { name: 'babel', known: 'auto, first, second' },
    });
  });
});
