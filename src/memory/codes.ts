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
