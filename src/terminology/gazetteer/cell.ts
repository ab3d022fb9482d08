import type { EntityType, Form } from './entity.ts';

/** A cell that cannot be read: what is wrong with it, for the editor who wrote it. */
export class CellError extends Error {}

const months = /^(\d{4}-\d{2})?\.\.(\d{4}-\d{2})?$/;
const style = /^[a-z][a-z0-9-]*$/;

const special = /[;|[*!]|^\s|\s$/;

/** The group of family names; the parts of a cell count from 0. */
const SURNAME_GROUP = 9;

/**
 * Reads a cell of a table: `;` separates wordings, the house form first; `|` separates groups that stand for each other across languages
 * (acronym | full name). After a wording `[un 2022-06..]` limits it to house styles and to months, `!` before it says that it is never
 * right. In a person's name `*` stands before the family name that is used alone.
 *
 * @throws CellError when a wording is empty or its brackets say nothing that is known.
 */
export function parseCell(cell: string, type: EntityType): Form[] {
  const forms: Form[] = [];
  if (cell === '') return forms;
  // Most cells are one plain wording; reading them here halves the time that the tables take to load.
  if (!special.test(cell)) return [{ text: cell, status: 'preferred', kind: 'name', group: 0 }];
  for (const [group, part] of cell.split('|').entries()) {
    if (part.trim() === '') continue;
    for (const written of part.split(';')) readForm(written.trim(), group, type, forms);
  }
  return forms;
}

function readForm(written: string, group: number, type: EntityType, forms: Form[]): void {
  const bracket = written.indexOf('[');
  const named = (bracket < 0 ? written : written.slice(0, bracket)).trim();
  const wrong = named.startsWith('!');
  const marked = wrong ? named.slice(1).trim() : named;
  const star = type === 'person' ? marked.indexOf('*') : -1;
  const text = star < 0 ? marked : marked.slice(0, star) + marked.slice(star + 1);
  if (text === '') throw new CellError('a wording is empty');
  const limits = bracket < 0 ? {} : readLimits(written.slice(bracket));
  const kind = 'name';
  add(forms, { text, status: statusOf(wrong, limits, forms, group), kind, group, ...limits });
  if (star < 0) return;
  const surname = marked.slice(star + 1);
  const status = statusOf(wrong, limits, forms, SURNAME_GROUP);
  add(forms, { text: surname, status, kind: 'surname', group: SURNAME_GROUP, ...limits });
  // Second mentions leave the article out: `al-Sadr`, then `Sadr`.
  const plain = surname.replace(/^(?:al|el)[- ]/i, '');
  if (plain === surname) return;
  const admitted = status === 'preferred' ? 'admitted' : status;
  add(forms, { text: plain, status: admitted, kind: 'surname', group: SURNAME_GROUP, ...limits });
}

/** Two spellings of a first name share a family name: it is kept once, right everywhere when one of them is. */
function add(forms: Form[], form: Form): void {
  const known = forms.find(({ text, group }) => text === form.text && group === form.group);
  if (!known) forms.push(form);
  else if (!form.styles && !form.from && !form.to) {
    delete known.styles;
    delete known.from;
    delete known.to;
  } else if (known.styles && form.styles) known.styles = [...new Set([...known.styles, ...form.styles])];
}

function statusOf(wrong: boolean, limits: Pick<Form, 'to'>, forms: Form[], group: number): Form['status'] {
  if (wrong) return 'deprecated';
  if (limits.to) return 'superseded';
  return forms.some((form) => form.group === group && form.status === 'preferred') ? 'admitted' : 'preferred';
}

function readLimits(bracket: string): Pick<Form, 'styles' | 'from' | 'to'> {
  if (!bracket.endsWith(']')) throw new CellError(`"${bracket}" does not end in "]"`);
  const limits: Pick<Form, 'styles' | 'from' | 'to'> = {};
  for (const word of bracket.slice(1, -1).split(' ').filter(Boolean)) {
    const range = months.exec(word);
    if (range) {
      if (range[1]) limits.from = range[1];
      if (range[2]) limits.to = range[2];
    } else if (style.test(word)) limits.styles = [...(limits.styles ?? []), word];
    else throw new CellError(`"${word}" is neither a house style nor months such as 2022-06..`);
  }
  return limits;
}
