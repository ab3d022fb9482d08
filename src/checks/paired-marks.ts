/** A bracket or quotation mark without its other half. */
export interface Unpaired {
  at: number;
  mark: string;
  /** `opens` is never closed, `closes` was never opened. */
  kind: 'opens' | 'closes';
}

const brackets: Record<string, string> = { '(': ')', '[': ']', '{': '}', '（': '）', '［': '］', '【': '】' };
const closers = new Set(Object.values(brackets));

/** Brackets of a text that have no other half. Smileys and the `a)` of a list are no brackets. */
export function unpairedBrackets(text: string): Unpaired[] {
  const open: Unpaired[] = [];
  const faults: Unpaired[] = [];
  for (const { index: at, 0: mark } of text.matchAll(/[()[\]{}（）［］【】]/gu)) {
    if (/[:;]-?$/u.test(text.slice(Math.max(0, at - 2), at))) continue;
    if (!closers.has(mark)) {
      open.push({ at, mark, kind: 'opens' });
    } else if (brackets[open.at(-1)?.mark ?? ''] === mark) {
      open.pop();
    } else if (!(mark === ')' && /(?:^|\s)[\p{L}\p{N}]{1,3}$/u.test(text.slice(Math.max(0, at - 4), at)))) {
      faults.push({ at, mark, kind: 'closes' });
    }
  }
  return [...faults, ...open].sort((a, b) => a.at - b.at);
}

/**
 * Double quotation marks of a text that have no other half: `« »`, `“ ”`, `„ “`, `” ”`, and straight ones in twos. Single ones are left
 * out, since nobody can tell them from apostrophes; so are inches (`5"`).
 */
export function unpairedQuotes(text: string): Unpaired[] {
  const open: Unpaired[] = [];
  const faults: Unpaired[] = [];
  const close = (openers: string[]): boolean => {
    const found = open.findLastIndex(({ mark }) => openers.includes(mark));
    if (found >= 0) open.splice(found, 1);
    return found >= 0;
  };
  for (const { index: at, 0: mark } of text.matchAll(/["«»“”„]/gu)) {
    const pushed = { at, mark, kind: 'opens' as const };
    if (mark === '"') {
      if (!close(['"']) && !/\p{Nd}/u.test(text.slice(Math.max(0, at - 1), at))) open.push(pushed);
    } else if (mark === '«' || mark === '„') {
      open.push(pushed);
    } else if (mark === '“') {
      if (!close(['„'])) open.push(pushed);
    } else if (mark === '»') {
      if (!close(['«'])) faults.push({ at, mark, kind: 'closes' });
    } else if (!close(['“', '„', '”'])) {
      // Swedish and Finnish open with the mark that closes elsewhere; it does so before a word.
      if (/^\p{L}/u.test(text.slice(at + 1)) && !/[\p{L}\p{P}]/u.test(text.slice(Math.max(0, at - 1), at)))
        open.push(pushed);
      else faults.push({ at, mark, kind: 'closes' });
    }
  }
  return [...faults, ...open].sort((a, b) => a.at - b.at);
}
