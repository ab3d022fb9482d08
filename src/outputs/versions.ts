import type { Rewrite } from '../formats/format.ts';
import type { Block, Document, InlineCode, Segment } from '../model/article.ts';
import type { ArticleResult, LanguageResult } from '../model/result.ts';
import type { Pair } from '../model/translation.ts';
import { treatmentOf } from '../model/treatment.ts';
import { formatOf, type OutputContext } from './context.ts';

/** The delivered article with its corrections, in its own format; furniture is left out, what was not corrected stays byte for byte. */
export function correctedArticle(article: ArticleResult, context: OutputContext): string {
  const { delivered } = article;
  const rewrites = rewriteBlocks(delivered, (segment) => {
    const corrected = article.corrected[segment.ordinal];
    return corrected === undefined ? keep(segment) : corrected;
  });
  return encodable(formatOf(delivered, context).write(delivered, rewrites, delivered.language), delivered);
}

/**
 * The article in another language, in the format of the text it was made from. Segments that share a pair appear where the first of
 * them stood; a segment without a pair (furniture) is left out.
 */
export function translatedArticle(article: ArticleResult, language: LanguageResult, context: OutputContext): string {
  const base = article.source ?? article.delivered;
  const pairs = new Map<number, Pair>();
  for (const pair of language.pairs) for (const ordinal of pair.sourceSegments) pairs.set(ordinal, pair);
  const rewrites = rewriteBlocks(base, (segment, block) => {
    const pair = pairs.get(segment.ordinal);
    if (!pair) return treatmentOf(block.role) === 'keep' ? keep(segment) : null;
    if (pair.sourceSegments[0] !== segment.ordinal) return null;
    // Only a text that needs no translation has none in a complete version; it stands as it is in the source.
    if (pair.target.text === null) return { text: pair.source, codes: pair.sourceCodes };
    return { text: pair.target.text, codes: pair.target.codes };
  });
  return encodable(formatOf(base, context).write(base, rewrites, language.language), base);
}

type Version = { text: string; codes: InlineCode[] } | null;

function keep(segment: Segment): Version {
  return { text: segment.text, codes: segment.codes };
}

/** Joins the segments' new texts to blocks, with the white space that stood around them. A block that does not change is not rewritten. */
function rewriteBlocks(document: Document, versionOf: (segment: Segment, block: Block) => Version): Rewrite[] {
  const segments = new Map<number, Segment[]>();
  for (const segment of document.segments) {
    segments.set(segment.block, [...(segments.get(segment.block) ?? []), segment]);
  }
  return document.blocks.map((block): Rewrite => {
    const parts = (segments.get(block.index) ?? []).map((segment) => ({ segment, version: versionOf(segment, block) }));
    if (treatmentOf(block.role) === 'leave-out') return null;
    if (parts.length === 0) return undefined;
    if (parts.every(({ version }) => version === null)) return null;
    if (parts.every(({ segment, version }) => version !== null && unchanged(segment, version))) return undefined;
    let text = '';
    const codes: InlineCode[] = [];
    for (const { segment, version } of parts) {
      text += segment.before;
      if (version) {
        for (const code of version.codes) codes.push({ ...code, at: code.at + text.length });
        text += `${version.text}${segment.after}`;
      }
    }
    const last = parts.at(-1);
    // White space between two texts goes when the second is left out, but not white space at the block's end.
    if (last?.version === null && !last.segment.after) text = text.trimEnd();
    return { text, codes };
  });
}

function unchanged(segment: Segment, version: { text: string; codes: InlineCode[] }): boolean {
  return version.text === segment.text && JSON.stringify(version.codes) === JSON.stringify(segment.codes);
}

/**
 * Files are written in UTF-8. HTML that names its old encoding in a meta element needs a byte order mark, which browsers obey first
 * (WHATWG HTML, "encoding sniffing algorithm"); a text that had one keeps it.
 */
function encodable(text: string, document: Document): string {
  const renamed = document.format === 'html' && document.encoding.toLowerCase() !== 'utf-8';
  return document.bom || renamed ? `\ufeff${text}` : text;
}
