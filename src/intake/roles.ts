import type { RawBlock } from '../formats/format.ts';
import type { Role } from '../model/article.ts';
import { Kept } from '../model/kept.ts';
import { furniturePatterns, type LinePattern, linePatterns, longestLine, type Pattern } from './patterns.ts';

/** Blocks at either end of an article that a byline, a dateline or a slug may stand among. */
const edgeBlocks = 6;
const longestHeadline = 140;
const longestCrosshead = 80;
const mostCrossheadWords = 12;
/** From this length on, text with a sentence's end is a paragraph of the story. */
const shortestParagraph = 60;

/** What ends a sentence, closing quotation marks and brackets after it included. */
const sentenceEnd = /[.!?…。！？؟۔]["'”’»)\]]*$/u;
/** Ends that no heading has: a question or an exclamation it may be. */
const notAHeading = /[.…,;:،؛。]["'”’»)\]]*$/u;
/** From this many words on, a line with a sentence's end is a sentence. */
const fewestWords = 5;
const listItem = /^(?:[-–—•*·▪]|\d+[.)])\s/;

/**
 * Says what each block is in a news text: by its own wording where that is unmistakable (furniture, credit, byline, note), by what the markup
 * states, and by its place among the others (headline, standfirst, crosshead). Whatever is nothing else is body.
 *
 * The wording is looked up in furniture.tsv, lines.tsv and agencies.txt, all languages at once, since the language is not yet known.
 *
 * @param furniture patterns of the desk, beside those of furniture.tsv
 * @returns one role a block, at its index
 */
export function assignRoles(blocks: RawBlock[], furniture: Pattern[] = []): Role[] {
  const patterns = furniture.length > 0 ? [...furniturePatterns, ...furniture] : furniturePatterns;
  const lines = blocks.map((block) => block.text.replace(/\s+/g, ' ').trim());
  const roles = blocks.map((block, place) =>
    ownRole(block, lines[place] as string, { place, count: blocks.length }, patterns),
  );
  markTail(lines, roles, patterns);
  markHeadline(blocks, lines, roles);
  markCrossheads(lines, roles);
  return roles.map((role) => role ?? 'body');
}

/** The role by wording or markup; `undefined` leaves it to the block's place. */
function ownRole(
  { hint }: RawBlock,
  line: string,
  { place, count }: { place: number; count: number },
  furniture: Pattern[],
): Role | undefined {
  // Furniture stays furniture: the copyright of a page's footer is no credit of the story.
  if (hint === 'headline' || hint === 'keywords' || hint === 'furniture') return hint;
  if (matches(line, 'any', furniture)) return 'furniture';
  if (hint === 'alt-text') return hint;
  const atEdge = place < edgeBlocks || place >= count - edgeBlocks;
  // A box about an author tells of the author: only a name or a line that reads like a byline is one.
  const stated =
    hint === 'byline' && sentenceEnd.test(line) && line.split(' ').length >= fewestWords ? undefined : hint;
  if (line.length <= longestLine && (stated === undefined || stated === 'crosshead')) {
    const known = kindsOf(line).find(({ where }) => where === 'any' || atEdge);
    if (known) return known.role;
  }
  return stated;
}

/** Roles of lines that are paragraphs of their own in a text without blank lines. */
const ofLines = new Set<Role>(['byline', 'dateline', 'credit', 'keywords', 'slug']);

/** Whether a line of plain text says by its wording what it is: page furniture, byline, dateline, credit, keywords. */
export function standsAlone(written: string, furniture: Pattern[] = []): boolean {
  const line = written.replace(/\s+/g, ' ').trim();
  if (line.length > longestLine) return false;
  const furnished = matches(line, 'any', furniturePatterns) || matches(line, 'any', furniture);
  return furnished || kindsOf(line).some(({ role }) => ofLines.has(role));
}

/** What a line of plain text is, is asked when paragraphs are put together and once more when each has its place. */
const kinds = new Kept<LinePattern[]>(500);
const furnished = new Kept<boolean>(500);

/** The kinds of line that a line reads like. */
function kindsOf(line: string): LinePattern[] {
  return kinds.get(line, () => linePatterns.filter(({ fits }) => fits(line)));
}

function matches(line: string, where: string, furniture: Pattern[]): boolean {
  if (line.length > longestLine) return false;
  const own = furniture === furniturePatterns;
  const fits = (patterns: Pattern[]) => patterns.some((each) => each.where === where && each.fits(line));
  // Those of the package are the same for everybody; a desk's own come after them.
  if (own || furniture[0] === furniturePatterns[0])
    return (
      furnished.get(`${where} ${line}`, () => fits(furniturePatterns)) ||
      (!own && fits(furniture.slice(furniturePatterns.length)))
    );
  return fits(furniture);
}

function isParagraph(line: string): boolean {
  return line.length >= shortestParagraph && sentenceEnd.test(line);
}

/** Furniture that is known by its company: patterns of the tail, and short lines shut in between furniture. */
function markTail(lines: string[], roles: (Role | undefined)[], furniture: Pattern[]): void {
  const story = lines.findLastIndex(
    (line, place) => roles[place] === undefined && isParagraph(line) && !matches(line, 'tail', furniture),
  );
  const beside = (place: number) => roles[place - 1] === 'furniture' || roles[place + 1] === 'furniture';
  // From the end, so that each line found can vouch for the one before it.
  for (let place = lines.length - 1; place >= 0; place--) {
    if (roles[place] !== undefined && roles[place] !== 'crosshead') continue;
    if ((place > story || beside(place)) && matches(lines[place] as string, 'tail', furniture))
      roles[place] = 'furniture';
  }
  for (let place = story + 1; place < lines.length; place++) {
    const before = roles[place - 1];
    const shutIn = (before === 'furniture' || before === 'credit') && roles[place + 1] === 'furniture';
    if (roles[place] === undefined && shutIn && !sentenceEnd.test(lines[place] as string)) roles[place] = 'furniture';
  }
}

function markHeadline(blocks: RawBlock[], lines: string[], roles: (Role | undefined)[]): void {
  let headline = roles.indexOf('headline');
  if (headline < 0) {
    const first = roles.indexOf(undefined);
    const line = lines[first] ?? '';
    const more = roles.some((role, place) => place > first && (role === undefined || role === 'byline'));
    const introduced = roles.slice(0, first).every((role) => role !== 'crosshead' && role !== 'standfirst');
    if (first < 0 || !more || !introduced) return;
    if (line.length > longestHeadline || notAHeading.test(line) || listItem.test(line)) return;
    roles[first] = 'headline';
    headline = first;
  }
  headline = roles.lastIndexOf('headline');
  const next = headline + 1;
  const body = roles.slice(next).some((role) => role === undefined);
  // A heading right under the headline, or one paragraph between headline and byline, introduces the story.
  if (body && roles[next] === 'crosshead' && blocks[next]?.hint === 'crosshead') roles[next] = 'standfirst';
  else if (roles[next] === undefined && next < roles.length && roles[next + 1] === 'byline') roles[next] = 'standfirst';
}

/** A short line between longer ones, without a full stop. */
function markCrossheads(lines: string[], roles: (Role | undefined)[]): void {
  const story = roles.flatMap((role, place) => (role === undefined || role === 'crosshead' ? [place] : []));
  for (const [order, place] of story.entries()) {
    const line = lines[place] as string;
    const before = lines[story[order - 1] ?? -1] ?? '';
    const after = lines[story[order + 1] ?? -1] ?? '';
    if (roles[place] !== undefined || roles[story[order - 1] ?? -1] === 'crosshead') continue;
    if (line.length > longestCrosshead || line.split(' ').length > mostCrossheadWords) continue;
    if (notAHeading.test(line) || listItem.test(line)) continue;
    const least = Math.max(shortestParagraph, line.length + 1);
    if (before.length >= least && after.length >= least) roles[place] = 'crosshead';
  }
}
