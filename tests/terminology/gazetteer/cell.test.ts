import { describe, expect, it } from 'vitest';
import { CellError, parseCell } from '../../../src/terminology/gazetteer/cell.ts';
import { parseTable } from '../../../src/terminology/gazetteer/table.ts';

describe('a cell of a table', () => {
  it('has its forms in order, the first preferred', () => {
    expect(parseCell('Latakia; Lattakia', 'place').map(({ text, status }) => [text, status])).toEqual([
      ['Latakia', 'preferred'],
      ['Lattakia', 'admitted'],
    ]);
  });

  it('limits a form to styles and months', () => {
    expect(parseCell('Turkey [ap reuters]; Türkiye [un 2022-06..]; Kiev [..2019-08]', 'place')).toMatchObject([
      { text: 'Turkey', styles: ['ap', 'reuters'], status: 'preferred' },
      { text: 'Türkiye', styles: ['un'], from: '2022-06', status: 'admitted' },
      { text: 'Kiev', to: '2019-08', status: 'superseded' },
    ]);
  });

  it('takes a form that is never right', () => {
    expect(parseCell('Talibans; !Talibs', 'org')[1]).toMatchObject({ text: 'Talibs', status: 'deprecated' });
  });

  it('makes a family name of what follows the star, and of that without its article', () => {
    const forms = parseCell('Muqtada *al-Sadr; Moqtada *al-Sadr', 'person');
    expect(forms.map(({ text, kind, status }) => [text, kind, status])).toEqual([
      ['Muqtada al-Sadr', 'name', 'preferred'],
      ['al-Sadr', 'surname', 'preferred'],
      ['Sadr', 'surname', 'admitted'],
      ['Moqtada al-Sadr', 'name', 'admitted'],
    ]);
  });

  it('parts groups, of which the first may be empty', () => {
    expect(parseCell('| Nations unies', 'org')).toMatchObject([{ text: 'Nations unies', group: 1 }]);
  });

  it.each(['Idlib;', '; Idlib', 'Idlib [2022]', 'Idlib [ap', 'Idlib [..22-6]', '!'])('is refused as %s', (cell) => {
    expect(() => parseCell(cell, 'place')).toThrow(CellError);
  });
});

describe('a table', () => {
  const kind = { source: 'curated', type: 'org', prefix: 'org' } as const;

  it('knows acronyms by a group in which one language writes capitals', () => {
    const [nato] = parseTable('id\ten\tfr\nnato\tNATO | North Atlantic Treaty Organization\tOtan', kind);
    expect(nato?.forms.get('fr')).toMatchObject([{ text: 'Otan', kind: 'acronym' }]);
    expect(nato?.forms.get('en')?.[1]).toMatchObject({ kind: 'name', group: 1 });
  });

  it('leaves out a row that cannot be read and tells its line and reason', () => {
    const faults: unknown[] = [];
    const rows = parseTable('# note\nid\ten\na\tA;\n\tB\nc\tC\td', kind, (fault) => faults.push(fault));
    expect(rows).toEqual([]);
    expect(faults).toEqual([
      { line: 3, reason: 'a wording is empty' },
      { line: 4, reason: 'the row has no id' },
      { line: 5, reason: '3 cells in a table of 2 columns' },
    ]);
  });
});
