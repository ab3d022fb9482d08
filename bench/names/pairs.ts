import { type Confusable, folded, type NameRow } from './rows.ts';

/** Two spellings that name the same entity, or do not. */
export interface Pair {
  row: NameRow | undefined;
  spelling: string;
  /** Accepted forms of one entity, or one wrong name. */
  names: string[];
  same: boolean;
  confusable: boolean;
}

/** Rows that a convention can link: those that differ from the English form. */
export const positives = (rows: NameRow[]): NameRow[] =>
  rows.filter((row) => row.class === 'near' || row.class === 'marks');

/**
 * For each row the wrong English names nearest to its spelling by Levenshtein distance over folded letters, nearest first; ties in the
 * order of the file. Wrong is a name that no row accepts together with the spelling or with one of its right forms.
 */
export function nearestWrong(rows: NameRow[], asked: NameRow[], count: number): Map<NameRow, string[]> {
  const pool = [...formsOf(rows)];
  const right = rightForms(rows);
  const nearest = new Map<NameRow, string[]>();
  for (const row of asked) {
    const letters = folded(row.spelling);
    const forms = right(row);
    const found: { name: string; distance: number }[] = [];
    for (const [form, name] of pool) {
      if (forms.has(form)) continue;
      const bound = found.length < count ? Number.POSITIVE_INFINITY : (found.at(-1)?.distance as number);
      if (Math.abs(form.length - letters.length) >= bound) continue;
      const distance = levenshtein(letters, form);
      if (distance >= bound) continue;
      const place = found.findLastIndex((other) => other.distance <= distance) + 1;
      found.splice(place, 0, { name, distance });
      if (found.length > count) found.pop();
    }
    nearest.set(
      row,
      found.map(({ name }) => name),
    );
  }
  return nearest;
}

/** Every English name of the rows by its folded letters, in the order of the file. */
function formsOf(rows: NameRow[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const form of rows.flatMap((row) => row.accepted)) {
    if (!names.has(folded(form))) names.set(folded(form), form);
  }
  return names;
}

/** For a row, the folded names that are not wrong: those that some row accepts together with its spelling or with one of its forms. */
export function rightForms(rows: NameRow[]): (row: NameRow) => Set<string> {
  const together = new Map<string, Set<string>>();
  for (const row of rows) {
    const forms = row.accepted.map(folded);
    for (const form of [...forms, `= ${folded(row.spelling)}`]) {
      const known = together.get(form) ?? new Set();
      for (const other of forms) known.add(other);
      together.set(form, known);
    }
  }
  return (row) => {
    const keys = [...row.accepted.map(folded), `= ${folded(row.spelling)}`];
    return new Set(keys.flatMap((key) => [...(together.get(key) ?? [])]));
  };
}

/** The pairs that the figures are taken from: every positive, every confusable, and each positive's nearest wrong name. */
export function pairsOf(rows: NameRow[], confusables: Confusable[]): Pair[] {
  const right = positives(rows);
  const wrong = nearestWrong(rows, right, 1);
  return [
    ...right.map((row) => ({ row, spelling: row.spelling, names: row.accepted, same: true, confusable: false })),
    ...right.flatMap((row) =>
      (wrong.get(row) ?? []).map((name) => ({
        row,
        spelling: row.spelling,
        names: [name],
        same: false,
        confusable: false,
      })),
    ),
    ...confusables.map(({ spelling, name }) => ({
      row: undefined,
      spelling,
      names: [name],
      same: false,
      confusable: true,
    })),
  ];
}

/** Levenshtein distance in code units (Wagner and Fischer 1974). */
export function levenshtein(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (above[j - 1] as number) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      row.push(Math.min(changed, (above[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    above = row;
  }
  return above[b.length] as number;
}
