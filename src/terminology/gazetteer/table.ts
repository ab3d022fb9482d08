import { CellError, parseCell } from './cell.ts';
import type { Entity, EntitySource, EntityType } from './entity.ts';

/** Where a table comes from and what its rows are. */
export interface TableKind {
  source: EntitySource;
  type: EntityType;
  /** Stands before the row's id, so that ids of two tables never meet. */
  prefix: string;
}

/** A row that cannot be used, with its line in the file (from 1) and the reason. */
export interface TableFault {
  line: number;
  reason: string;
}

/**
 * Reads a table of names: tab-separated, `#` lines are notes, the first other line names the columns (`id` and languages).
 *
 * @param fault is told of each row that cannot be read; such a row is left out. Without it a fault is thrown.
 */
export function parseTable(text: string, kind: TableKind, fault: (fault: TableFault) => void = raise): Entity[] {
  const entities: Entity[] = [];
  let columns: string[] | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const cells = line.split('\t');
    if (!columns) {
      columns = cells;
      continue;
    }
    try {
      entities.push(readRow(cells, columns, kind));
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      fault({ line: index + 1, reason: error.message });
    }
  }
  return entities;
}

function readRow(cells: string[], columns: string[], { source, type, prefix }: TableKind): Entity {
  const id = cells[0];
  if (!id) throw new CellError('the row has no id');
  if (cells.length > columns.length)
    throw new CellError(`${cells.length} cells in a table of ${columns.length} columns`);
  const forms: Entity['forms'] = new Map();
  for (let column = 1; column < cells.length; column++) {
    const cell = cells[column];
    if (cell) forms.set(columns[column] ?? '', parseCell(cell, type));
  }
  if (type === 'org' || type === 'acronym') markAcronyms(forms);
  return { id: `${prefix}:${id}`, type, source, forms };
}

const capitals = /^[\p{Lu}\p{N}.+-]{2,}$/u;

/** A group is of acronyms when one of its wordings is in capitals: `Otan` and `Opep` are acronyms because NATO and OPEC are. */
function markAcronyms(forms: Entity['forms']): void {
  const all = [...forms.values()].flat();
  const groups = new Set(all.filter(({ text }) => capitals.test(text)).map(({ group }) => group));
  for (const form of all) if (groups.has(form.group) && !form.text.includes(' ')) form.kind = 'acronym';
}

function raise({ line, reason }: TableFault): never {
  throw new CellError(`line ${line}: ${reason}`);
}
