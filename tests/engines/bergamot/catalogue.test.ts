import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelsFor, parseCatalogue, releasedModel } from '../../../src/engines/bergamot/catalogue.ts';

const files = {
  model: { path: 'models/m.bin.gz' },
  lexicalShortlist: { path: 'models/l.bin.gz' },
  vocab: { path: 'models/v.spm.gz' },
};
const list = (models: Record<string, unknown>) =>
  JSON.stringify({ generated: 'now', baseUrl: 'https://example.org', models });
const read = (models: Record<string, unknown>) => parseCatalogue(list(models), 'here').models;
const entry = (architecture: string, releaseStatus: string) => ({ architecture, releaseStatus, files });

describe('The list of a registry', () => {
  test('offers the released model, for everybody before for some, the better kind first', () => {
    const models = read({
      'fr-en': [
        entry('tiny', 'Release'),
        entry('base', 'Nightly'),
        entry('base-memory', 'Release'),
        entry('base', 'Release Desktop'),
      ],
    });
    expect(releasedModel(models, 'fr', 'en')).toMatchObject({ architecture: 'base-memory', releaseStatus: 'Release' });
    expect(releasedModel(models, 'fr', 'en', 'tiny')).toMatchObject({ architecture: 'tiny' });
    expect(releasedModel(models, 'fr', 'en', 'base')).toMatchObject({ releaseStatus: 'Release Desktop' });
    expect(releasedModel(models, 'fr', 'en', 'giant')).toBeUndefined();
    expect(releasedModel(read({ 'fr-en': [entry('tiny', 'Nightly')] }), 'fr', 'en')).toBeUndefined();
  });

  test('serves a language of a region or script with the model that there is', () => {
    const models = read({ 'en-zh_hant': [entry('tiny', 'Release')], 'en-zh': [entry('tiny', 'Release')] });
    expect(releasedModel(models, 'en', 'zh-Hant')?.pair).toBe('en-zh_hant');
    expect(releasedModel(models, 'en-GB', 'zh')?.pair).toBe('en-zh');
  });

  test('leads through English where there is no direct pair', () => {
    const models = read({ 'fr-en': [entry('tiny', 'Release')], 'en-es': [entry('tiny', 'Release')] });
    expect(modelsFor(models, 'fr', 'es')?.map(({ pair }) => pair)).toEqual(['fr-en', 'en-es']);
    expect(modelsFor(models, 'fr', 'ca')).toBeUndefined();
    expect(modelsFor(models, 'es', 'fr')).toBeUndefined();
  });

  test('says nothing of models that lack a part, of pairs that are none, and of paths that lead elsewhere', () => {
    const { vocab: _, ...incomplete } = files;
    const split = { ...incomplete, srcVocab: { path: 's.spm.gz' }, trgVocab: { path: 't.spm.gz' } };
    const outside = (path: string) => ({ ...entry('tiny', 'Release'), files: { ...files, model: { path } } });
    const models = read({
      'fr-en': [{ ...entry('tiny', 'Release'), files: incomplete }, null, 'x', { architecture: 'tiny' }],
      'ja-en': [{ ...entry('tiny', 'Release'), files: split }],
      'es-en': ['../../etc/passwd', '/etc/passwd', 'a//b', 'https://elsewhere.org/x', 'a\\b'].map(outside),
      '../x': [entry('tiny', 'Release')],
    });
    expect(models.map(({ pair }) => pair)).toEqual(['ja-en']);
  });

  test('that is none is refused with the reason', () => {
    for (const text of ['', '<html>', '[]', '{}', '{"models":[]}', 'null']) {
      expect(() => parseCatalogue(text, 'here')).toThrow(expect.objectContaining({ code: 'models.registry' }));
    }
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (models) => {
        expect(Array.isArray(read(models))).toBe(true);
      }),
    );
  });
});
