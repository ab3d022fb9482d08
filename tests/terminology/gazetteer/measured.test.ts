import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aliasesIn } from '../../../src/terminology/gazetteer/aliases.ts';
import { lookup } from '../../../src/terminology/gazetteer/lookup.ts';

const data = new URL('../../../../shared/data/names/names-dev.tsv', import.meta.url);

// The development half of the name-variant data; it is not part of the checkout.
describe.skipIf(!existsSync(data))('on the name-variant data (skipped where ../shared/data/names is absent)', () => {
  const rows = existsSync(data)
    ? readFileSync(data, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t'))
    : [];

  it('remarks on at most 0.5 % of the names that are right in English already', () => {
    const right = rows.filter(([, , kind]) => kind === 'same');
    const flagged = right.filter(
      ([, , , name = '']) => aliasesIn(`They spoke about ${name} at length.`, 'en').length > 0,
    );
    expect(right.length).toBeGreaterThan(3000);
    expect(flagged.length / right.length).toBeLessThanOrEqual(0.005);
  });

  it('covers at least 95 % of the curated places from French to English', () => {
    const places = rows.filter(([, type, , , , , source]) => type === 'place' && source?.startsWith('curated'));
    const covered = places.filter(([, , , french = '', english = '']) => {
      const forms = lookup(french, 'fr').flatMap(({ entity }) => entity.forms.get('en') ?? []);
      return english.split(';').some((accepted) => forms.some(({ text }) => text === accepted));
    });
    expect(places.length).toBeGreaterThan(50);
    expect(covered.length / places.length).toBeGreaterThanOrEqual(0.95);
  });
});
