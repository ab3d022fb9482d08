import type { Anchor, Block, Document } from '../../model/article.ts';
import type { ArticleFormatMember, RawBlock, Rewrite } from '../format.ts';
import { parts, type StandsAlone } from './paragraphs.ts';

const lineBreak = /\r\n|[\n\r\u0085\u2028\u2029]/g;
/** Controls and noncharacters that XML cannot carry; they stay in the input and are no part of a block's text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for
const unspeakable = /[\u0000-\u0008\u000e-\u001f\ufffe\uffff]/g;
/** What is trimmed off a line: white space, the same controls, next line (0085), which JavaScript does not count as white space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for
const edge = /[\s\u0000-\u0008\u000e-\u001f\u0085\ufffe\uffff]/;
/** White space that XML cannot carry: a space in the text, one for one. */
const pageBreaks = /[\f\v]/g;

interface Stretch {
  /** Content without white space at its edges. */
  start: number;
  end: number;
  /** Where its first line begins, indentation included. */
  lineStart: number;
}

/** Plain text: paragraphs between blank lines, and lines that are paragraphs where there are no blank lines. */
export const text: ArticleFormatMember = {
  name: 'text',
  extensions: ['.txt', '.text'],
  mediaType: 'text/plain',
  read: (input) => readText(input),
  write,
};

/**
 * Cuts a text into blocks.
 *
 * @param standsAlone whether a line is a paragraph by its own wording (a byline, a credit line), whatever the lines around it are
 */
export function readText(input: string, standsAlone: StandsAlone = () => false): RawBlock[] {
  const stretches = paragraphs(input, standsAlone);
  return stretches.map((stretch, index) => {
    const { start, end, lineStart } = stretch;
    const following = stretches[index + 1];
    const preceding = stretches[index - 1];
    const outer = following
      ? { start: lineStart, end: following.lineStart }
      : { start: preceding ? preceding.end : lineStart, end };
    return { index, start, end, outer, ...plain(input, start, end), codes: [] };
  });
}

/** Runs of lines that are not blank, parted where single lines are paragraphs. */
function paragraphs(input: string, standsAlone: StandsAlone): Stretch[] {
  const found: Stretch[] = [];
  let run: Stretch[] = [];
  const close = () => {
    const texts = run.map((line) => input.slice(line.start, line.end));
    for (const [first, last] of parts(texts, standsAlone)) {
      const { start, lineStart } = run[first] as Stretch;
      found.push({ start, end: (run[last] as Stretch).end, lineStart });
    }
    run = [];
  };
  const line = (from: number, to: number) => {
    let start = from;
    let end = to;
    while (start < end && edge.test(input.charAt(start))) start++;
    while (end > start && edge.test(input.charAt(end - 1))) end--;
    if (start === end) close();
    else run.push({ lineStart: from, start, end });
  };
  let from = 0;
  for (const match of input.matchAll(lineBreak)) {
    line(from, match.index);
    from = match.index + match[0].length;
  }
  line(from, input.length);
  close();
  return found;
}

function plain(input: string, start: number, end: number): { text: string; anchors: Anchor[] } {
  const slice = input.slice(start, end);
  const anchors: Anchor[] = [];
  let text = '';
  const keep = (from: number, to: number) => {
    if (from === to) return;
    anchors.push({ at: text.length, length: to - from, input: start + from, inputLength: to - from });
    text += slice.slice(from, to).replace(pageBreaks, ' ');
  };
  let from = 0;
  for (const match of slice.matchAll(unspeakable)) {
    keep(from, match.index);
    from = match.index + 1;
  }
  keep(from, slice.length);
  return { text, anchors };
}

function write(document: Document, rewrites: Rewrite[]): string {
  const { input, blocks } = document;
  const newline = input.includes('\r\n') ? '\r\n' : '\n';
  let written = '';
  let at = 0;
  for (let place = 0; place < blocks.length; place++) {
    const block = blocks[place] as Block;
    const rewrite = rewrites[block.index];
    if (rewrite) {
      written += input.slice(at, block.start) + withoutBlankLines(rewrite.text, newline);
      at = block.end;
    } else if (rewrite === null) {
      const first = place;
      while (place + 1 < blocks.length && rewrites[(blocks[place + 1] as Block).index] === null) place++;
      const gone = leftOut(input, blocks, first, place);
      written += input.slice(at, gone.start);
      at = gone.end;
    }
  }
  return written + input.slice(at);
}

/** What goes with the blocks [first, last]: one of the two separators around them. The stronger stays, lest neighbours become one paragraph. */
function leftOut(input: string, blocks: Block[], first: number, last: number): { start: number; end: number } {
  const before = blocks[first - 1];
  const after = blocks[last + 1];
  const end = (blocks[last] as Block).end;
  const fromLine = before ? before.outer.end : (blocks[first] as Block).outer.start;
  if (!after) return { start: before ? before.end : (blocks[first] as Block).start, end };
  const weaker = before && breaks(input, before.end, (blocks[first] as Block).start) < breaks(input, end, after.start);
  return weaker ? { start: before.end, end } : { start: fromLine, end: (blocks[last] as Block).outer.end };
}

function breaks(input: string, from: number, to: number): number {
  return input.slice(from, to).match(lineBreak)?.length ?? 0;
}

/** A blank line inside a translation would make two paragraphs of one. */
function withoutBlankLines(translation: string, newline: string): string {
  const lines = translation.split(/\r\n|[\n\r]/);
  return lines.length === 1 ? translation : lines.filter((line) => line.trim() !== '').join(newline);
}
