/** Columns of a line where the output is not a terminal. */
export const PLAIN_COLUMNS = 120;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const invisible = /^[\p{M}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]*$/u;
// Wide and fullwidth characters of Unicode Standard Annex 11, by the scripts and blocks that hold nearly all of them.
const wide =
  /^(?:\p{Emoji_Presentation}|.*\u{fe0f}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6])/u;
const narrow = /^[\uff61-\uffdc]/u;

/** How many columns of a terminal a text takes: combining marks and directional marks none, East Asian wide characters and emoji two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  return wide.test(grapheme) && !narrow.test(grapheme) ? 2 : 1;
}

/** A text filled up with spaces to a number of columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

/** A text cut off at a number of columns, with three dots where something was cut. */
export function clip(text: string, columns: number): string {
  return displayWidth(text) <= columns ? text : `${(take(text, columns - 3)[0] ?? '').trimEnd()}...`;
}

/** A text as lines of at most so many columns, broken between words (a no-break space is no such place); only a word that is longer than a line is broken inside. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[^\S\u00a0\u202f]+/).filter(Boolean)) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) <= columns) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = take(word, columns);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** Cuts a text into pieces of at most so many columns, and of at least one character. */
function take(text: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    const more = graphemeWidth(segment);
    if (piece !== '' && width + more > columns) {
      pieces.push(piece);
      piece = '';
      width = 0;
    }
    piece += segment;
    width += more;
  }
  return piece === '' ? pieces : [...pieces, piece];
}

/** Cells as lines, each column as wide as its widest cell. */
export function tableLines(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
