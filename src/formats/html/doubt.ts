import type { RawBlock } from '../format.ts';
import type { Content } from './block.ts';

/** An element that seems to hold furniture; what stands in it decides. */
export interface Doubt {
  kind: 'name' | 'element';
  insideArticle: boolean;
  /** The next such element around it. */
  around?: Doubt;
  /** It turned out to hold the story. */
  cleared?: boolean;
}

/** A block in doubt, with how much of it is the text of links. */
export interface Witness {
  block: RawBlock;
  linked: number;
  doubt?: Doubt;
}

/** From this length on, text with a sentence's end is a paragraph of the story. */
const shortestParagraph = 60;
const sentenceEnd = /[.!?…。！？؟۔]["'”’»)\]]*$/u;
const mostLinked = 1 / 3;
/** Class names that would take more than this share of a page's text outside links are not about furniture. */
const mostFurniture = 0.3;

/** How many characters of a text are inside links. */
export function linkedCharacters({ text, codes, pairs }: Content): number {
  const isLink = (markup: string) => /^<a\b/i.test(markup);
  if (pairs.some(([open]) => open.name === 'a')) return text.length;
  const ends = new Map(codes.map((code) => [code.id, code.at]));
  return codes
    .filter((code) => code.kind === 'open' && isLink(code.data))
    .reduce((sum, code) => sum + (ends.get(code.pair ?? '') ?? code.at) - code.at, 0);
}

/**
 * Decides which doubtful elements hold furniture, and marks their blocks so. What is left out unasked must be certain: a paragraph with few
 * links is the story's, with whatever stands beside it in a box that is mostly such paragraphs; an aside inside the article (a pull quote,
 * background) is the story's unless it is mostly links; and names that would take a large part of the page are not believed.
 */
export function settle(witnesses: Witness[]): void {
  const sums = new Map<Doubt, { all: number; told: number; linked: number }>();
  for (const witness of witnesses) {
    if (witness.block.hint === 'alt-text') continue;
    for (let doubt = witness.doubt; doubt; doubt = doubt.around) {
      const sum = sums.get(doubt) ?? { all: 0, told: 0, linked: 0 };
      sum.all += witness.block.text.length;
      if (isStory(witness)) sum.told += witness.block.text.length;
      sum.linked += witness.linked;
      sums.set(doubt, sum);
    }
  }
  for (const [doubt, { all, told, linked }] of sums)
    if (told > all / 2 || (doubt.kind === 'element' && doubt.insideArticle && linked < all / 2)) doubt.cleared = true;
  const outsideLinks = (some: Witness[]) =>
    some.reduce((sum, { block, linked }) => sum + block.text.length - linked, 0);
  const suspects = witnesses.filter(isSuspect);
  const text = witnesses.filter((witness) => witness.block.hint === undefined || isSuspect(witness));
  if (outsideLinks(suspects) > mostFurniture * outsideLinks(text)) {
    for (const doubt of sums.keys()) doubt.cleared = true;
    return;
  }
  for (const { block } of suspects) block.hint = 'furniture';
}

function isStory({ block, linked }: Witness): boolean {
  const { text } = block;
  return text.length >= shortestParagraph && sentenceEnd.test(text) && linked <= mostLinked * text.length;
}

function isSuspect(witness: Witness): boolean {
  if (witness.block.hint === 'furniture' || isStory(witness)) return false;
  for (let doubt = witness.doubt; doubt; doubt = doubt.around) if (!doubt.cleared) return true;
  return false;
}
