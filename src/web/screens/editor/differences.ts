/** A stretch of a text beside another one: in both, only in the first, only in the second. */
export interface Difference {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** Longest texts, in words, that are compared word by word: longer ones are shown one after the other. */
const MOST_WORDS = 1500;

/** Words, white space and signs, each a piece of its own; together they are the text. */
function wordsOf(text: string, language: string): string[] {
  return [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].map(({ segment }) => segment);
}

/**
 * What differs between two texts, word by word: a longest common subsequence (Wagner and Fischer 1974), where a change shows what is gone
 * before what is new.
 */
export function differencesOf(first: string, second: string, language: string): Difference[] {
  const [a, b] = [wordsOf(first, language), wordsOf(second, language)];
  if (a.length > MOST_WORDS || b.length > MOST_WORDS)
    return joined([
      { kind: first === second ? 'same' : 'gone', text: first },
      ...(first === second ? [] : [{ kind: 'new' as const, text: second }]),
    ]);
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: Difference[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      found.push({ kind: 'same', text: a[i] as string });
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1)))
      found.push({ kind: 'gone', text: a[i++] as string });
    else found.push({ kind: 'new', text: b[j++] as string });
  }
  return joined(found);
}

function joined(pieces: Difference[]): Difference[] {
  const found: Difference[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else if (piece.text) found.push({ ...piece });
  }
  return found;
}
