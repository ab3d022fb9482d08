/** A stretch of a text that is translated by itself. Half-open UTF-16 offsets. */
export interface Piece {
  start: number;
  end: number;
}

/**
 * Longest piece, in letters of an alphabet: the engine cuts at 128 tokens, wherever that is, and a token of a trained model has four to
 * five letters. An ideograph counts for as many, because it is a token by itself.
 */
const LONGEST = 480;
const IDEOGRAPH = 4;

/** Where pieces may be cut, from the best place to the last resort; each takes the white space behind it out of the text. */
const CUTS: RegExp[] = [
  // The end of a sentence: a word of five letters or more (of four, if they are small), a figure or a closing mark before it, so that no abbreviation ends one.
  /(?<=(?:\p{L}{5}|(?<!\p{L})\p{Ll}{4}|[\p{N}%)\]»”"’'])[.]["”»’')\]]*|[!?…؟。！？][”"»’')\]]*)(?<=\s|.)(?:\s+|(?<=[。！？]))(?=\P{Ll})/gu,
  /(?<=[.!?…؟。！？]["”»’')\]]*)\s+/gu,
  /(?<=[;:؛：；]["”»’')\]]*)\s+|(?<=[：；])/gu,
  /(?<=[,،、，]["”»’')\]]*)\s+|(?<=[、，])/gu,
  /\s+/gu,
];

/**
 * Cuts a text into pieces: at the ends of sentences, because models are trained on single ones; and what is still too long at weaker
 * marks, at white space, and at last between two characters. White space at the edges of a piece, and what has no letter, belongs to none.
 */
export function piecesOf(text: string): Piece[] {
  const sentences = cut(text, { start: 0, end: text.length }, CUTS[0] as RegExp);
  return sentences
    .flatMap((sentence) => shortened(text, sentence, 1))
    .map((piece) => trimmed(text, piece))
    .filter(({ start, end }) => /\p{L}/u.test(text.slice(start, end)));
}

function shortened(text: string, piece: Piece, level: number): Piece[] {
  if (weight(text.slice(piece.start, piece.end)) <= LONGEST) return [piece];
  const mark = CUTS[level];
  if (!mark) return hardCut(text, piece);
  const parts = cut(text, piece, mark);
  return parts.length === 1
    ? shortened(text, piece, level + 1)
    : filled(text, parts).flatMap((part) => shortened(text, part, level + 1));
}

/** Neighbouring parts together as long as they are short enough. */
function filled(text: string, parts: Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last && weight(text.slice(last.start, part.end)) <= LONGEST) last.end = part.end;
    else joined.push({ ...part });
  }
  return joined;
}

function cut(text: string, { start, end }: Piece, mark: RegExp): Piece[] {
  const parts: Piece[] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(mark)) {
    const at = start + match.index;
    if (at > from) parts.push({ start: from, end: at });
    from = at + match[0].length;
  }
  if (end > from) parts.push({ start: from, end });
  return parts.length > 0 ? parts : [{ start, end }];
}

/** Between two characters, none of which is torn apart. */
function hardCut(text: string, { start, end }: Piece): Piece[] {
  const parts: Piece[] = [];
  let from = start;
  let weighed = 0;
  for (const { segment, index } of new Intl.Segmenter('und').segment(text.slice(start, end))) {
    weighed += weight(segment);
    if (weighed <= LONGEST || start + index === from) continue;
    parts.push({ start: from, end: start + index });
    from = start + index;
    weighed = weight(segment);
  }
  return [...parts, { start: from, end }];
}

function trimmed(text: string, { start, end }: Piece): Piece {
  const inner = text.slice(start, end);
  const lead = inner.length - inner.trimStart().length;
  return { start: start + lead, end: start + Math.max(lead, inner.trimEnd().length) };
}

function weight(text: string): number {
  return (
    text.length +
    (IDEOGRAPH - 1) *
      (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu)?.length ??
        0)
  );
}
