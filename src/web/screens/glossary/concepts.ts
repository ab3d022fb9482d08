/** A wording as the service has it; what the table does not show goes back as it came. */
export interface Term {
  id: string;
  language: string;
  text: string;
  status: 'preferred' | 'admitted' | 'deprecated' | 'superseded';
  kind: 'term' | 'name' | 'acronym';
  note?: string;
  [more: string]: unknown;
}

/** What is said of a wording when it is written. */
export type WrittenTerm = Omit<Term, 'id'>;

export interface Concept {
  id: string;
  domain?: string;
  doNotTranslate?: boolean;
  terms: Term[];
  /** Whoever changes it says which version was read. */
  version: string;
}

export interface GlossaryInfo {
  id: string;
  name: string;
  concepts: number;
  terms: number;
  languages: string[];
}

export const termStatuses = ['preferred', 'admitted', 'deprecated', 'superseded'] as const;
export const termKinds = ['term', 'name', 'acronym'] as const;

/** Where the arrow keys lead in a table of `rows` by `columns`; undefined where they lead nowhere. */
export function neighbour(
  key: string,
  [row, column]: [row: number, column: number],
  [rows, columns]: [rows: number, columns: number],
  rightToLeft: boolean,
): [row: number, column: number] | undefined {
  const across = rightToLeft ? -1 : 1;
  const steps: Record<string, [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowRight: [0, across],
    ArrowLeft: [0, -across],
    Home: [0, -columns],
    End: [0, columns],
  };
  const step = steps[key];
  if (!step) return undefined;
  const within = (place: number, most: number) => Math.min(Math.max(place, 0), most - 1);
  const next: [number, number] = [within(row + step[0], rows), within(column + step[1], columns)];
  return next[0] === row && next[1] === column ? undefined : next;
}
