import type { Block, InlineCode, Segment } from '../model/article.ts';
import { type LanguageTag, UNDETERMINED } from '../model/language.ts';
import { sentenceStarts } from './boundaries.ts';

/**
 * Cuts blocks into segments, by the rules of each block's language, or of the article's where a block's is not known.
 *
 * Nothing is lost: `before + text + after` of a block's segments, in order, is the block's text. A pair of codes that is cut in two leaves an
 * opening code in one segment and a closing code in another, which still name each other in `pair`.
 *
 * @param language the article's language
 */
export function segmentBlocks(blocks: Block[], language: LanguageTag): Segment[] {
  const segments: Segment[] = [];
  for (const block of blocks) {
    const own = block.language === UNDETERMINED ? language : block.language;
    const cut = cutBlock(block, own, segments.length);
    placeCodes(block.codes, cut);
    for (const segment of cut) segments.push(segment);
  }
  return segments;
}

/** The text of each block, put together again from its segments; `''` for a block without segments. */
export function rejoin(blocks: Block[], segments: Segment[]): string[] {
  const texts = new Map<number, string>();
  for (const { block, before, text, after } of segments)
    texts.set(block, (texts.get(block) ?? '') + before + text + after);
  return blocks.map((block) => texts.get(block.index) ?? '');
}

function cutBlock(block: Block, language: LanguageTag, first: number): Segment[] {
  const { text } = block;
  const cut: Segment[] = [];
  const bounds = [0, ...sentenceStarts(text, language), text.length];
  let pending = '';
  for (const [place, from] of bounds.slice(0, -1).entries()) {
    const to = bounds[place + 1] as number;
    const piece = text.slice(from, to);
    const content = piece.trim();
    const last = cut.at(-1);
    if (content === '') {
      // White space alone is no segment: it goes to the sentence before it, or waits for the first.
      if (last) last.after += piece;
      else pending += piece;
      continue;
    }
    const lead = piece.length - piece.trimStart().length;
    const start = from + lead;
    const end = start + content.length;
    if (last) last.after += piece.slice(0, lead);
    const before = last ? '' : pending + piece.slice(0, lead);
    pending = '';
    cut.push({
      ordinal: first + cut.length,
      block: block.index,
      start,
      end,
      before,
      text: content,
      after: text.slice(end, to),
      codes: [],
    });
  }
  if (cut.length === 0 && (text !== '' || block.codes.length > 0)) {
    const at = text.length;
    cut.push({ ordinal: first, block: block.index, start: at, end: at, before: text, text: '', after: '', codes: [] });
  }
  return cut;
}

/** A closing code goes with the text before it, any other with the text after it; their order stays. */
function placeCodes(codes: InlineCode[], segments: Segment[]): void {
  let place = 0;
  for (const code of codes) {
    const found =
      code.kind === 'close'
        ? segments.findLastIndex((segment) => segment.start < code.at)
        : segments.findIndex((segment) => segment.end > code.at);
    const wanted = found >= 0 ? found : code.kind === 'close' ? 0 : segments.length - 1;
    place = Math.max(place, wanted);
    const segment = segments[place];
    if (!segment) continue;
    const at = Math.min(Math.max(code.at, segment.start), segment.end) - segment.start;
    segment.codes.push({ ...code, at });
  }
}
