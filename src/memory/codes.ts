import type { InlineCode } from '../model/article.ts';

/** Whether two texts have the same codes. Ids are numbered anew in every text, so that kind, place and markup are what counts. */
export function sameCodes(a: InlineCode[], b: InlineCode[]): boolean {
  return sameShape(a, b) && a.every((code, index) => code.data === b[index]?.data);
}

/** Whether two texts have codes of the same kinds at the same places, whatever their markup: `<b>` for `<strong>`. */
export function sameShape(a: InlineCode[], b: InlineCode[]): boolean {
  return sameKinds(a, b) && a.every((code, index) => code.at === b[index]?.at);
}

/** Whether two texts have codes of the same kinds in the same order, wherever they stand. */
export function sameKinds(a: InlineCode[], b: InlineCode[]): boolean {
  return a.length === b.length && a.every((code, index) => code.kind === b[index]?.kind);
}

/**
 * The codes of a unit's target with the markup and ids of the segment's codes in place of those of the unit's source: the n-th code of
 * the one stands for the n-th of the other. A code that only the target has stays as it is, under an id that is free.
 */
export function codesFrom(segment: InlineCode[], source: InlineCode[], target: InlineCode[]): InlineCode[] {
  const ids = new Map<string, InlineCode>();
  for (const [index, code] of source.entries()) {
    const ours = segment[index];
    if (ours) ids.set(code.id, ours);
  }
  const taken = new Set(segment.map((code) => code.id));
  const renamed = new Map<string, string>();
  for (const code of target) {
    const ours = ids.get(code.id);
    if (ours?.kind === code.kind) {
      renamed.set(code.id, ours.id);
      continue;
    }
    let id = code.id;
    for (let next = 1; taken.has(id); next += 1) id = `${code.id}.${next}`;
    taken.add(id);
    renamed.set(code.id, id);
  }
  return target.map((code) => {
    const ours = ids.get(code.id);
    return {
      ...code,
      id: renamed.get(code.id) ?? code.id,
      ...(code.pair !== undefined ? { pair: renamed.get(code.pair) ?? code.pair } : {}),
      ...(ours?.kind === code.kind ? { data: ours.data } : {}),
    };
  });
}
