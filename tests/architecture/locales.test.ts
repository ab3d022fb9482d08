import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogueFaults, flatten } from './catalogues.ts';

const locales = fileURLToPath(new URL('../../locales/', import.meta.url));
const languages = ['fr', 'es', 'ar'];

function read(language: string, namespace: string): Map<string, string> {
  return flatten(JSON.parse(readFileSync(`${locales}/${language}/${namespace}.json`, 'utf8')));
}

function namespaces(language: string): string[] {
  return globSync('*.json', { cwd: `${locales}/${language}` })
    .map((file) => file.replace(/\.json$/, ''))
    .sort();
}

const ours = namespaces('en');

describe.skipIf(ours.length === 0)(
  `the sentences of the product${ours.length === 0 ? ' (skipped: there are none yet)' : ''}`,
  () => {
    it.each(ours)('are well formed in English: %s', (namespace) => {
      const english = read('en', namespace);
      expect(catalogueFaults(english, english, 'en')).toEqual([]);
    });

    it.each(languages)('have no namespace in %s that English lacks', (language) => {
      expect(namespaces(language).filter((namespace) => !ours.includes(namespace))).toEqual([]);
    });

    it.each(languages.flatMap((language) => ours.map((namespace) => [language, namespace] as const)))(
      'are all there in %s, with the same placeholders: %s',
      (language, namespace) => {
        expect(existsSync(`${locales}/${language}/${namespace}.json`), `locales/${language}/${namespace}.json`).toBe(
          true,
        );
        expect(catalogueFaults(read('en', namespace), read(language, namespace), language)).toEqual([]);
      },
    );

    const more = globSync('*/*.json', { cwd: locales })
      .map((file) => file.replace(/\.json$/, '').split(/[\\/]/) as [string, string])
      .filter(([language]) => language !== 'en' && !languages.includes(language));
    it.runIf(more.length > 0).each(more)('that readers see are all there in %s: %s', (language, namespace) => {
      expect(catalogueFaults(read('en', namespace), read(language, namespace), language)).toEqual([]);
    });
  },
);

describe('the comparison of sentences in two languages', () => {
  const english = flatten({
    input: { empty: 'The file {{path}} is empty.' },
    segments_one: '{{count}} segment',
    segments_other: '{{count}} segments',
  });
  const french = {
    input: { empty: 'Le fichier {{path}} est vide.' },
    segments_one: 'un segment',
    segments_many: '{{count}} de segments',
    segments_other: '{{count, number}} segments',
  };
  const faults = (changes: Record<string, unknown>, language = 'fr') =>
    catalogueFaults(english, flatten({ ...french, ...changes }), language);

  it('accepts a complete translation, with plural forms of its own and a number in words', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ segments_zero: 'aucun segment' })).toEqual([]);
  });

  it('sees what is missing, superfluous or empty', () => {
    expect(faults({ input: {} })).toEqual(['input.empty is missing']);
    expect(faults({ more: 'x' })).toEqual(['more is not in English']);
    expect(faults({ input: { empty: ' ' } })).toEqual(['input.empty is empty']);
  });

  it('sees plural forms that the language lacks or does not have', () => {
    const arabic = ['zero', 'one', 'two', 'few', 'many', 'other'].map((form) => [`segments_${form}`, '{{count}}']);
    expect(faults(Object.fromEntries(arabic), 'ar')).toEqual([]);
    expect(faults({}, 'ar')).toEqual([
      'segments_zero is missing',
      'segments_two is missing',
      'segments_few is missing',
    ]);
    expect(faults({ segments_few: '{{count}}' })).toEqual(['segments_few: fr has no such plural form']);
  });

  it('sees a placeholder that was lost, translated or made up', () => {
    expect(faults({ input: { empty: 'Le fichier {{chemin}} est vide.' } })).toEqual([
      'input.empty lacks {{path}}',
      'input.empty has {{chemin}}, which English has not',
    ]);
    expect(faults({ segments_other: 'des segments' })).toEqual(['segments_other lacks {{count}}']);
  });
});
