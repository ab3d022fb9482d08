import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deepl } from '../../src/engines/deepl.ts';
import { segment } from './segments.ts';
import { DEEPL_KEY, deeplService } from './services/deepl.ts';

let service: Awaited<ReturnType<typeof deeplService>>;
beforeEach(async () => {
  service = await deeplService();
});
afterEach(() => service.close());

const engine = (settings: object = {}) => deepl({ deeplUrl: service.url, deeplKey: DEEPL_KEY, ...settings });
const term = segment('The road to Idleb is closed.', [], { Idleb: 'Idlib' });
const glossary = (number = 0) => ({
  key: `${number}`.padStart(64, 'f').slice(-24).padEnd(64, '0'),
  entries: [
    { source: 'Idleb', target: 'Idlib' },
    { source: 'a\tb', target: 'not writable' },
  ],
});
const sent = (call = 0) => service.received[call]?.body as Record<string, unknown>;

describe('DeepL', () => {
  test('gets the desk’s terms as a glossary of its own, made once and found again by other processes', async () => {
    const request = { from: 'en', to: 'es', segments: [term], glossary: glossary() };
    const one = engine();
    for (const [index, mine] of [one, one, engine()].entries()) {
      const { results } = await mine.translate(request);
      expect(results[0]).toMatchObject({ text: 'THE ROAD TO Idlib IS CLOSED.', terms: [{ outcome: 'native' }] });
      expect(sent(index).glossary_id).toBe('glossary-1');
    }
    expect(service.glossaries.size).toBe(1);
    expect([...service.glossaries.values()][0]?.entries).toEqual(new Map([['Idleb', 'Idlib']]));
  });

  test('gets them as elements to ignore where it takes no glossary of the pair', async () => {
    const { results } = await engine().translate({ from: 'en', to: 'ar', segments: [term], glossary: glossary() });
    expect(results[0]).toMatchObject({ text: 'THE ROAD TO Idlib IS CLOSED.', terms: [{ outcome: 'placeholder' }] });
    expect(sent()).toMatchObject({ ignore_tags: ['t'], text: ['The road to <t id="0">Idlib</t> is closed.'] });
    expect(sent().glossary_id).toBeUndefined();
  });

  test('is asked for no glossary by segments without terms', async () => {
    await engine().translate({ from: 'en', to: 'es', segments: [segment('It rained.')], glossary: glossary() });
    expect(service.glossaries.size).toBe(0);
  });

  test('never keeps more than a few glossaries of ours, and none of others’ is touched', async () => {
    service.glossaries.set('theirs', { name: 'House style', entries: new Map(), made: '2020-01-01T00:00:00Z' });
    for (let number = 0; number < 23; number++)
      await engine().translate({ from: 'en', to: 'es', segments: [term], glossary: glossary(number) });
    const names = [...service.glossaries.values()].map(({ name }) => name);
    expect(names).toContain('House style');
    expect(names.filter((name) => name.startsWith('interlinear '))).toHaveLength(20);
  });

  test('is asked with the settings, and says what it cost', async () => {
    const settings = { deeplFormality: 'prefer_more', deeplModel: 'quality_optimized', prices: { deepl: 10 } };
    const mine = engine(settings);
    const { cost, version } = await mine.translate({ from: 'en', to: 'es', segments: [segment('It rained.')] });
    expect(sent()).toMatchObject({ formality: 'prefer_more', model_type: 'quality_optimized', tag_handling: 'xml' });
    expect(cost).toBeCloseTo(10 * 10e-6);
    expect(version).toContain('quality_optimized');
    expect(await engine().version('en', 'es')).not.toBe(version);
  });

  test('gets neighbouring sentences as context where the settings say so', async () => {
    const asked = { ...segment('It rained.'), previous: 'Snow fell.', next: 'The sun shone.' };
    await engine({ deeplContext: true }).translate({ from: 'en', to: 'es', segments: [asked] });
    expect(sent().context).toBe('Snow fell.\nThe sun shone.');
  });

  test('is told the variant of a target language as it wants it', async () => {
    for (const [to, written] of [
      ['en', 'EN-US'],
      ['en-GB', 'EN-GB'],
      ['es-MX', 'ES'],
    ] as const) {
      service.received.length = 0;
      await engine().translate({ from: 'fr', to, segments: [segment('Il pleut.')] });
      expect(sent().target_lang, to).toBe(written);
    }
  });

  test('is found where the key belongs, and counts as outside; a service on this machine does not', async () => {
    const outside = async (settings: object) =>
      (await deepl({ deeplKey: 'a-key', ...settings }).capabilities()).sendsTextOutside;
    expect(await outside({})).toBe(true);
    expect(await outside({ deeplUrl: 'http://127.0.0.1:1' })).toBe(false);
    expect(await outside({ deeplUrl: 'https://deepl.desk.example', insideHosts: ['deepl.desk.example'] })).toBe(false);
    expect(await outside({ deeplUrl: 'http://localhost.example' })).toBe(true);
  });
});
