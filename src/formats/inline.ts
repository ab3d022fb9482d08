import type { InlineCode } from '../model/article.ts';

/**
 * A code, or two codes that belong together, as exchange formats see them: `pair` has both ends in this text; `open` and `close` have
 * lost the other end to another segment.
 */
export interface InlineElement {
  id: string;
  kind: 'pair' | 'open' | 'close' | 'standalone';
  /** Whether a pair closes in the reverse of the order in which pairs open, so that one XML element can hold it. */
  nested: boolean;
  /** The first code; for a pair the opening one. */
  first: InlineCode;
  /** The closing code of a pair. */
  last?: InlineCode;
}

/** A stretch of text, or one end of an element. */
export type Piece = string | { element: InlineElement; end: 'first' | 'last' };

/**
 * Cuts a text at its codes. A code outside the text is drawn to its nearest edge, one inside a surrogate pair before it; codes at one
 * offset keep their order.
 */
export function pieces(text: string, codes: InlineCode[]): Piece[] {
  const placed = codes.map((code) => ({ code, at: boundary(text, code.at) })).sort((a, b) => a.at - b.at);
  const ends = elementEnds(placed.map(({ code }) => code));
  const cut: Piece[] = [];
  let from = 0;
  placed.forEach(({ at }, index) => {
    if (at > from) cut.push(text.slice(from, at));
    from = at;
    const end = ends[index];
    if (end) cut.push(end);
  });
  if (from < text.length) cut.push(text.slice(from));
  return cut;
}

/** The elements of a text, each once, in order of their first end. */
export function elements(cut: Piece[]): InlineElement[] {
  return cut.flatMap((piece) => (typeof piece !== 'string' && piece.end === 'first' ? [piece.element] : []));
}

/**
 * Gives the elements of a target the ids of the source elements they stand for, as XLIFF demands: the one with the same id and markup,
 * else the first unused one with the same markup, else an id that the source does not have.
 */
export function matchIds(source: InlineElement[], target: InlineElement[]): void {
  const free = new Set(source);
  const taken = new Set(source.map((element) => element.id));
  const take = (element: InlineElement, suits: (candidate: InlineElement) => boolean): boolean => {
    for (const candidate of free) {
      if (markup(candidate) !== markup(element) || !suits(candidate)) continue;
      free.delete(candidate);
      element.id = candidate.id;
      return true;
    }
    return false;
  };
  const unmatched = target.filter((element) => !take(element, (candidate) => candidate.id === element.id));
  for (const element of unmatched) {
    if (!take(element, () => true)) element.id = unusedId(`t${element.id}`, taken);
  }
}

/** The nearest offset at or before `at` that is in the text and splits no character. */
function boundary(text: string, at: number): number {
  const inside = Math.min(Math.max(at, 0), text.length);
  const splits = (text.codePointAt(inside - 1) ?? 0) > 0xffff;
  return splits ? inside - 1 : inside;
}

function elementEnds(codes: InlineCode[]): Exclude<Piece, string>[] {
  const partner = partners(codes);
  const taken = new Set<string>();
  const ends: Exclude<Piece, string>[] = [];
  const open: InlineElement[] = [];
  const byOpening = new Map<number, InlineElement>();
  codes.forEach((code, index) => {
    const other = partner.get(index);
    const opened = other === undefined ? undefined : byOpening.get(other);
    if (opened) {
      // A pair that closes while a later one is open overlaps it: neither can be an XML element around text.
      while (open.length > 0) {
        const top = open.pop();
        if (top === opened) break;
        if (top) top.nested = false;
        opened.nested = false;
      }
      ends.push({ element: opened, end: 'last' });
      return;
    }
    const paired = other === undefined ? undefined : codes[other];
    const element: InlineElement = {
      id: unusedId(code.id, taken),
      kind: paired ? 'pair' : code.kind,
      nested: true,
      first: code,
      ...(paired && { last: paired }),
    };
    if (paired) {
      byOpening.set(index, element);
      open.push(element);
    }
    ends.push({ element, end: 'first' });
  });
  return ends;
}

/** For each code that has its other end in the list after it (or before it), that end's index. */
function partners(codes: InlineCode[]): Map<number, number> {
  const found = new Map<number, number>();
  const waiting = new Map<string, number[]>();
  codes.forEach((code, index) => {
    if (code.kind === 'open') {
      const key = code.pair ?? '';
      waiting.set(key, [...(waiting.get(key) ?? []), index]);
    } else if (code.kind === 'close') {
      const candidates = waiting.get(code.id) ?? [];
      const at = candidates.findLastIndex((opening) => codes[opening]?.id === code.pair);
      const [opening] = at < 0 ? [] : candidates.splice(at, 1);
      if (opening === undefined) return;
      found.set(opening, index);
      found.set(index, opening);
    }
  });
  return found;
}

function markup(element: InlineElement): string {
  return JSON.stringify([element.kind, element.first.data, element.last?.data]);
}

function unusedId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let copy = 2; taken.has(id); copy++) id = `${wanted}-${copy}`;
  taken.add(id);
  return id;
}
