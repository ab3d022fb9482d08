import { describe, expect, test } from 'vitest';
import type { InstalledModel } from '../../../src/engines/bergamot/installed.ts';
import { modelRoutes } from '../../../src/engines/bergamot/routes.ts';

function model(pair: string, test = false): InstalledModel {
  const [from = '', to = ''] = pair.split('-');
  return { pair, from, to, architecture: 'tiny', test, storedAlphas: true, files: {}, bytes: 0, sha256: '' };
}

describe('Routes over models', () => {
  test('go through English where a pair has no model of its own', () => {
    const routes = modelRoutes([model('fr-en'), model('en-es'), model('es-en'), model('fr-es')]);
    expect(routes.map(({ route }) => route)).toEqual(['en>es', 'es>en', 'fr>en', 'fr>es']);
    const pivoted = modelRoutes([model('fr-en'), model('en-ar'), model('fr-es'), model('es-ca')]);
    // No other language is a pivot, and no pair leads back to where it began.
    expect(pivoted.map(({ route }) => route)).toEqual(['en>ar', 'es>ca', 'fr>en', 'fr>es', 'fr>en>ar']);
  });

  test('are test routes when one model on them is a test model', () => {
    const routes = modelRoutes([model('fr-en', true), model('en-es')]);
    expect(routes.map(({ route, test }) => [route, test])).toEqual([
      ['en>es', false],
      ['fr>en', true],
      ['fr>en>es', true],
    ]);
  });
});
