import { EditDistance } from './distance.ts';
import { type CodedText, likeness, NAME_BIT, TOKEN_MASK } from './likeness.ts';
import { NAME, Scan } from './tokens.ts';

/**
 * How alike two texts of one language are, 0 to 1, as likeness defines it: word-level edit distance (Levenshtein 1966) over folded
 * tokens, divided by the number of tokens of the longer text. It is symmetric.
 *
 * - 1: identical (NFC).
 * - 0.99 at most: the same words and numbers; case, punctuation or spacing differ.
 * - 0.95 at most: a number, or a name (a capitalised word that does not start a sentence) differs. Numbers count as placeables: one number
 *   is as good as another for the distance, since only the figure has to be exchanged.
 */
export function similarity(a: string, b: string): number {
  const known = new Map<string, number>();
  const [codedA, codedB] = [coded(a, known), coded(b, known)];
  pattern.setPattern(withoutMarks(codedA), codedA.length, known.size);
  const distance = pattern.to(codedB.tokens, 0, codedB.length, Number.MAX_SAFE_INTEGER, TOKEN_MASK);
  return likeness(distance, codedA, codedB);
}

/** Made at the first comparison: its tables of characters take longer than most commands that never compare anything. */
let scan: Scan | undefined;
const pattern = new EditDistance();

function coded(text: string, known: Map<string, number>): CodedText {
  scan ??= new Scan();
  scan.read(text);
  const { count, facts, high, low, flags } = scan;
  const tokens = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    const folded = scan.folded(at);
    let token = known.get(folded);
    if (token === undefined) {
      token = known.size;
      known.set(folded, token);
    }
    tokens[at] = flags[at] === NAME ? token | NAME_BIT : token;
  }
  return { tokens, start: 0, length: count, facts, high, low };
}

function withoutMarks({ tokens }: CodedText): Int32Array {
  return tokens.map((token) => token & TOKEN_MASK);
}
