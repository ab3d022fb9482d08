import type { InlineCode } from '../../model/article.ts';

/** A code as TMX states it, before it has an id of ours. */
export interface RawCode {
  kind: InlineCode['kind'];
  at: number;
  data: string;
  /** Ties the two ends of a pair within a text. Absent for codes that are no bpt or ept. */
  i?: string;
  /** Ties a code to the same code of the other variants. */
  x?: string;
}

/**
 * Gives the codes of a unit's variants ids, the same code the same id in every variant.
 *
 * Our own files carry both ids of a pair (`x` the opening one, `i` the closing one) and get them back. In other tools' files the
 * numbers repeat or are missing: then the codes are numbered in order of appearance, by what `x`, else `i`, else their order says.
 */
export function identify(variants: RawCode[][]): InlineCode[][] {
  const stated = variants.map((codes) => build(codes, stateIds(codes)));
  if (stated.every((codes) => distinct(codes))) return stated;
  const numbers = new Map<string, string>();
  return variants.map((codes) => build(codes, numberIds(codes, numbers)));
}

function stateIds(codes: RawCode[]): string[] {
  return codes.map((code) => (code.kind === 'close' && code.i !== undefined ? code.i : (code.x ?? '')));
}

function numberIds(codes: RawCode[], numbers: Map<string, string>): string[] {
  const seen = new Map<string, number>();
  const pairKeys = new Map<string, string>();
  return codes.map((code) => {
    let key: string;
    if (code.i !== undefined && code.kind === 'close') {
      key = `close ${pairKeys.get(code.i) ?? code.i}`;
    } else {
      const base = `${code.kind} ${code.i === undefined ? 'alone' : 'pair'} ${code.x ?? code.i ?? ''}`;
      const copy = (seen.get(base) ?? 0) + 1;
      seen.set(base, copy);
      key = `${base} ${copy}`;
      if (code.i !== undefined) pairKeys.set(code.i, key);
    }
    const id = numbers.get(key) ?? String(numbers.size + 1);
    numbers.set(key, id);
    return id;
  });
}

function build(codes: RawCode[], ids: string[]): InlineCode[] {
  const built = codes.map(
    (code, index): InlineCode => ({ id: ids[index] ?? '', kind: code.kind, at: code.at, data: code.data }),
  );
  const waiting = new Map<string, InlineCode>();
  codes.forEach((code, index) => {
    const here = built[index];
    if (code.i === undefined || !here) return;
    if (code.kind === 'open') {
      waiting.set(code.i, here);
      return;
    }
    const opening = waiting.get(code.i);
    if (!opening) return;
    waiting.delete(code.i);
    opening.pair = here.id;
    here.pair = opening.id;
  });
  return built;
}

function distinct(codes: InlineCode[]): boolean {
  const ids = new Set(codes.map((code) => code.id));
  return ids.size === codes.length && !ids.has('');
}
