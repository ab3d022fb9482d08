import { readFileSync } from 'node:fs';
import { BadUsage } from '../program.ts';
import { seeded, shuffled } from './random.ts';

/** A sentence and its translation. */
export interface Row {
  source: string;
  target: string;
}

/**
 * Reads a tab-separated file with a header line; the last two columns are source and target.
 *
 * @throws BadUsage when the file cannot be read, and with its line where a row has another number of columns
 */
export function readRows(path: string): Row[] {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadUsage(`${path} cannot be read: ${(error as Error).message}`);
  }
  const [header = '', ...lines] = content.split('\n');
  const columns = header.split('\t').length;
  if (columns < 2) throw new BadUsage(`${path}:1: a header line with at least two tab-separated columns is needed`);
  return lines.flatMap((line, at) => {
    if (line === '') return [];
    const cells = line.replace(/\r$/, '').split('\t');
    if (cells.length !== columns)
      throw new BadUsage(`${path}:${at + 2}: ${cells.length} columns instead of ${columns}`);
    return [{ source: cells.at(-2) as string, target: cells.at(-1) as string }];
  });
}

/** What a run works on: sentences that are asked for, and the units of an index. */
export interface Material {
  /** Rows kept out of the index, in the order of the file, so that neighbours stand together. */
  heldOut: Row[];
  /** `count` units: rows of the file, then recombined ones. */
  units(count: number): Generator<Row>;
}

/** Parts the rows by a seed. @param keepOut how many rows are asked for and are no units */
export function material(rows: Row[], keepOut: number): Material {
  const order = shuffled([...rows.keys()], seeded(1));
  const heldOut = order.slice(0, keepOut).sort((a, b) => a - b);
  const rest = order.slice(keepOut);
  return {
    heldOut: heldOut.map((at) => rows[at] as Row),
    *units(count) {
      for (const at of rest.slice(0, count)) yield rows[at] as Row;
      const random = seeded(2);
      for (let made = rest.length; made < count; made += 1) yield recombined(rows, random);
    },
  };
}

/** The beginning of one row and the end of another, cut at about the same place in both languages. */
function recombined(rows: Row[], random: () => number): Row {
  const head = rows[Math.floor(random() * rows.length)] as Row;
  const tail = rows[Math.floor(random() * rows.length)] as Row;
  const cut = 0.1 + random() * 0.8;
  return { source: joined(head.source, tail.source, cut), target: joined(head.target, tail.target, cut) };
}

function joined(head: string, tail: string, cut: number): string {
  const [first, last] = [head.split(' '), tail.split(' ')];
  return [...first.slice(0, Math.ceil(first.length * cut)), ...last.slice(Math.floor(last.length * cut))].join(' ');
}

/** The sentences asked for: every second one as it stands, the others with one to four words removed, exchanged, added or moved. */
export function queriesOf(heldOut: Row[], rows: Row[]): string[] {
  const random = seeded(3);
  return heldOut.map(({ source }, at) => (at % 2 === 0 ? source : edited(source, rows, random)));
}

function edited(text: string, rows: Row[], random: () => number): string {
  const words = text.split(' ');
  const foreign = (): string => {
    const others = (rows[Math.floor(random() * rows.length)] as Row).source.split(' ');
    return others[Math.floor(random() * others.length)] as string;
  };
  for (let edits = 1 + Math.floor(random() * 4); edits > 0; edits -= 1) {
    const at = Math.floor(random() * words.length);
    const kind = Math.floor(random() * 4);
    if (kind === 0) words.splice(at, 1);
    else if (kind === 1) words.splice(at, 1, foreign());
    else if (kind === 2) words.splice(at, 0, foreign());
    else words.splice(Math.floor(random() * words.length), 0, ...words.splice(at, 1));
  }
  return words.join(' ');
}
