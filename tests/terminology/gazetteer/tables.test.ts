import { describe, expect, it } from 'vitest';
import { gazetteerLanguages } from '../../../src/terminology/gazetteer/entity.ts';
import { evened } from '../../../src/terminology/gazetteer/evened.ts';
import { gateKinds, parseGates } from '../../../src/terminology/gazetteer/gates.ts';
import { houseForms } from '../../../src/terminology/gazetteer/house.ts';
import { parseTable, type TableFault } from '../../../src/terminology/gazetteer/table.ts';
import { gazetteer, readData, tables } from '../../../src/terminology/gazetteer/tables.ts';

const files = Object.entries(tables);
const parsed = files.map(([file, kind]) => {
  const faults: TableFault[] = [];
  return { file, kind, faults, entities: parseTable(readData(file), kind, (fault) => faults.push(fault)) };
});
const curated = parsed.filter(({ kind }) => kind.source === 'curated');

describe('the tables of the gazetteer', () => {
  it('say their source and licence, and have the columns of every language', () => {
    for (const [file] of files) {
      const lines = readData(file).split('\n');
      expect([
        file,
        ...lines.filter((line) => /^# (?:source|licence): \S/.test(line)).map((line) => line.slice(0, 8)),
      ]).toEqual([file, '# source', '# licenc']);
      expect(lines.find((line) => !line.startsWith('#'))).toBe(['id', ...gazetteerLanguages].join('\t'));
    }
  });

  it('have no row that cannot be read', () => {
    expect(parsed.flatMap(({ file, faults }) => faults.map((fault) => ({ file, ...fault })))).toEqual([]);
  });

  it('give every entity an id of its own that is plain enough for a URL', () => {
    const ids = parsed.flatMap(({ entities }) => entities.map(({ id }) => id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index && !id.startsWith('country:'))).toEqual([]);
    expect(ids.filter((id) => !/^[a-z]+:[\w.+/-]+$/.test(id))).toEqual([]);
  }, 20_000);

  it('hold composed letters, plain apostrophes and single blanks only, and dates that are months in order', () => {
    const bad = parsed.flatMap(({ entities }) =>
      entities.flatMap(({ id, forms }) =>
        [...forms.values()].flat().flatMap(({ text, from, to }) => {
          const even = evened(text).text === text && text.normalize('NFC') === text && !/ {2}|^ | $/.test(text);
          const months = [from, to].every((month) => month === undefined || /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month));
          return even && months && !(from && to && from > to) ? [] : [`${id}: ${text}`];
        }),
      ),
    );
    expect(bad).toEqual([]);
  });

  it('write Arabic in Arabic letters and the other languages in Latin ones', () => {
    const bad = curated.flatMap(({ entities }) =>
      entities.flatMap(({ id, forms }) =>
        [...forms].flatMap(([language, list]) =>
          list
            .filter(
              ({ text }) =>
                /\p{Script=Arabic}/u.test(text) !== (language === 'ar') ||
                /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(text),
            )
            .map(({ text }) => `${id} ${language} ${text}`),
        ),
      ),
    );
    expect(bad).toEqual([]);
  });

  it('have a form of today for every curated entity in English, French, Spanish, German and Arabic', () => {
    const ids = new Set(curated.flatMap(({ entities }) => entities.map(({ id }) => id)));
    const gone = new Set(['place:leningrad', 'place:constantinople']);
    const missing = gazetteer()
      .filter(({ id }) => ids.has(id) && !gone.has(id))
      .flatMap((entity) =>
        ['en', 'fr', 'es', 'de', 'ar']
          .filter((language) => !hasHouseForm(entity, language))
          .map((language) => `${entity.id} ${language}`),
      );
    expect(missing).toEqual([]);
    expect(ids.size).toBeGreaterThan(2000);
  });

  it('never say a form twice in one language of an entity, nor that it is right and wrong', () => {
    const twice = curated.flatMap(({ entities }) =>
      entities.flatMap(({ id, forms }) =>
        [...forms].flatMap(([language, list]) => {
          const names = list.filter(({ kind }) => kind !== 'surname').map(({ text }) => text);
          return names
            .filter((text, index) => names.indexOf(text) !== index)
            .map((text) => `${id} ${language} ${text}`);
        }),
      ),
    );
    expect(twice).toEqual([]);
  });

  it('call each curated place and person by names that no other row of its table claims whole', () => {
    for (const { file, entities } of curated.filter(({ kind }) => kind.type === 'person')) {
      const owners = new Map<string, string>();
      const shared = entities.flatMap(({ id, forms }) =>
        [...forms].flatMap(([language, list]) =>
          list
            .filter(({ kind }) => kind === 'name')
            .flatMap(({ text }) => {
              const owner = owners.get(`${language} ${text}`);
              owners.set(`${language} ${text}`, id);
              return owner && owner !== id ? [`${file}: ${language} ${text} is ${owner} and ${id}`] : [];
            }),
        ),
      );
      expect(shared).toEqual([]);
    }
  });
});

describe('the gates', () => {
  it('are of known kinds, for languages of the tables, each spelling once a language', () => {
    const rows = readData('gates.tsv')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const spellings = rows.slice(1).flatMap((row) => {
      const [language = '', gate = '', list = ''] = row.split('\t');
      expect(['*', ...gazetteerLanguages]).toContain(language);
      expect(gateKinds).toContain(gate);
      return list.split('; ').map((spelling) => `${language} ${spelling}`);
    });
    expect(spellings.filter((one, index) => spellings.indexOf(one) !== index || one.endsWith(' '))).toEqual([]);
    expect(parseGates(readData('gates.tsv')).size).toBe(spellings.length);
  });
});

function hasHouseForm(entity: Parameters<typeof houseForms>[0], language: string): boolean {
  return houseForms(entity, language, { group: 0, kind: 'name' }).length > 0;
}
