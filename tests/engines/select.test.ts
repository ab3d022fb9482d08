import { describe, expect, test } from 'vitest';
import { selectEngine, selectEngines } from '../../src/engines/select.ts';
import type { Confinement } from '../../src/model/embargo.ts';
import { TransientError } from '../../src/model/errors.ts';
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

/** An engine on the network, which takes every pair. */
function outside(name: string): [string, Engine] {
  const [, made] = engine(name, true);
  const capabilities = async () => ({ ...(await made.capabilities()), anyPair: true, sendsTextOutside: true });
  return [name, { ...made, capabilities }];
}

describe('Choosing several engines', () => {
  const many = new Map([...engines, outside('cloud'), outside('other')]);
  const names = async (wanted: string, to = 'es', confinement?: Confinement) => {
    const chain = await selectEngines(many, wanted, 'en', to, confinement);
    return 'reason' in chain ? chain.reason.code : chain.engines.map(({ engine: { name } }) => name);
  };

  test('takes them in the order in which they were named, and leaves out those that lack the pair', async () => {
    expect(await names('cloud, second,first')).toEqual(['cloud', 'second', 'first']);
    expect(await names('first,cloud', 'ar')).toEqual(['cloud']);
    expect(await names('cloud,cloud')).toEqual(['cloud']);
  });

  test('auto never takes one to which texts would be sent; beside it, one that is named is taken', async () => {
    expect(await names('auto')).toEqual(['first', 'second']);
    expect(await names('auto', 'ar')).toBe('engine.pair');
    expect(await names('auto,other', 'ar')).toEqual(['other']);
    expect(await names('other,auto')).toEqual(['other', 'first', 'second']);
  });

  test('a desk that forbids it sends nothing outside', async () => {
    expect(await names('cloud,first', 'es', { by: 'desk' })).toEqual(['first']);
    expect(await names('cloud,first', 'ar', { by: 'desk' })).toBe('engine.outside');
  });

  test('an article under an embargo goes to engines of this machine, and where there is none, the reason says until when', async () => {
    const until = '2026-12-03T06:00:00.000Z';
    expect(await names('cloud,first', 'es', { by: 'embargo', embargo: { until } })).toEqual(['first']);
    expect(await selectEngines(many, 'cloud', 'en', 'ar', { by: 'embargo', embargo: { until } })).toMatchObject({
      reason: { code: 'engine.embargo', parameters: { engine: 'cloud', until: '2026-12-03 06:00' } },
    });
    const open = { by: 'embargo', embargo: { stated: 'Embargoed until Monday' } } as const;
    expect(await selectEngines(many, 'cloud', 'en', 'ar', open)).toMatchObject({
      reason: { code: 'engine.embargo-open', parameters: { stated: 'Embargoed until Monday' } },
    });
  });

  test('a service that does not say what it can do stops nobody else; alone, it is asked again later', async () => {
    const error = new TransientError('engine.failed', { engine: 'silent', reason: 'ECONNREFUSED' });
    const silent: Engine = {
      ...(engines.get('first') as Engine),
      name: 'silent',
      capabilities: () => Promise.reject(error),
    };
    const some = new Map([['silent', silent], ...engines]);
    expect(await selectEngines(some, 'auto', 'en', 'es')).toMatchObject({ engines: [{}, {}] });
    await expect(selectEngines(some, 'silent', 'en', 'es')).rejects.toBe(error);
  });
});
