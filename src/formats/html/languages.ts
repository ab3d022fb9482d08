import type { Block, Document } from '../../model/article.ts';
import { direction, type LanguageTag, parseLanguage, sameLanguage, UNDETERMINED } from '../../model/language.ts';
import type { Rewrite } from '../format.ts';
import { apply, type Edit } from './edit.ts';
import { type Element, languageOf, type Survey } from './read.ts';
import { type Piece, pieces } from './tokens.ts';

/** Elements that cannot say the language of one text, since they hold the page. */
const wholePage = new Set(['html', 'head', 'body']);

/**
 * Restates language and direction for a page of which some blocks were rewritten in `language`: wherever the innermost statement about a
 * rewritten text is no longer true it is changed, and texts that stay under a changed statement get one of their own.
 *
 * @param inAttributes blocks that are the value of an attribute: nothing can be said of one alone
 */
export function restated(
  { language: from, blocks }: Document,
  page: Survey,
  rewrites: Rewrite[],
  inAttributes: Set<Block>,
  language: LanguageTag,
): Edit[] {
  const chains = chainsOf(blocks, page.elements);
  const changed = new Set<Piece>();
  const turned = new Set<Piece>();
  /** Elements with a rewritten text: nothing said of them as a whole is true for a text that stays. */
  const mixed = new Set<Element>();
  for (const block of blocks) {
    if (!rewrites[block.index]) continue;
    const chain = chains.get(block) ?? [];
    for (const element of chain) mixed.add(element);
    const speaking = chain.findLast(({ tag }) => statesLanguage(tag));
    if (speaking) changed.add(speaking.tag);
    const turning = chain.findLast(({ tag }) => tag.attributes.has('dir'));
    const own = direction(block.language === UNDETERMINED ? from : block.language);
    if (turning && own !== direction(language) && directionOf(turning.tag) === own) turned.add(turning.tag);
  }
  const edits = page.html ? stated(page.html, language) : [];
  for (const tag of changed) edits.push(...stated(tag, language));
  for (const tag of turned) if (!changed.has(tag)) edits.push(...attribute(tag, 'dir', direction(language)));
  const marked = new Map<Element, LanguageTag>();
  for (const block of blocks) {
    if (rewrites[block.index] !== undefined || inAttributes.has(block)) continue;
    const chain = chains.get(block) ?? [];
    const speaking = chain.findLastIndex(({ tag }) => statesLanguage(tag));
    const statement = chain[speaking]?.tag ?? page.html;
    if (chain[speaking] && !changed.has(chain[speaking].tag)) continue;
    const before = block.language === UNDETERMINED ? statement && languageOf(statement) : block.language;
    if (!before || sameLanguage(before, language)) continue;
    const holder = chain.slice(speaking + 1).find((each) => !mixed.has(each) && !wholePage.has(each.tag.name));
    const known = holder && marked.get(holder);
    if (holder && (!known || known === before)) marked.set(holder, before);
    else if (!block.codes.some((code) => code.kind === 'standalone' && code.data.startsWith('</')))
      edits.push(
        { start: block.start, end: block.start, text: `<span${said(before, language)}>` },
        { start: block.end, end: block.end, text: '</span>' },
      );
  }
  for (const [{ tag }, before] of marked) {
    const place = tag.start + 1 + tag.name.length;
    edits.push({ start: place, end: place, text: said(before, language, tag) });
  }
  return edits;
}

/** A start tag of the text itself, whose statement about the language the text was in becomes true for the new one. */
export function restatedTag(markup: string, from: LanguageTag, language: LanguageTag): string {
  if (!/\s(?:xml:)?(?:lang|dir)\s*=/i.test(markup)) return markup;
  const tag = pieces(markup)[0];
  if (tag?.kind !== 'start') return markup;
  const said = languageOf(tag);
  if (said) return sameLanguage(said, from) ? apply(markup, stated(tag, language)) : markup;
  const turns = directionOf(tag) === direction(from) && direction(from) !== direction(language);
  return turns ? apply(markup, attribute(tag, 'dir', direction(language))) : markup;
}

/** The elements around each block, from the outside in. */
function chainsOf(blocks: Block[], elements: Element[]): Map<Block, Element[]> {
  const chains = new Map<Block, Element[]>();
  const open: Element[] = [];
  let next = 0;
  for (const block of blocks) {
    for (let element = elements[next]; element && element.tag.start < block.start; element = elements[++next]) {
      while (open.length && (open.at(-1) as Element).outerEnd <= element.tag.start) open.pop();
      open.push(element);
    }
    while (open.length && (open.at(-1) as Element).end < block.end) open.pop();
    chains.set(
      block,
      open.filter(({ tag, end }) => tag.end <= block.start && end >= block.end),
    );
  }
  return chains;
}

function statesLanguage(tag: Piece): boolean {
  return tag.attributes.has('lang') || tag.attributes.has('xml:lang');
}

function directionOf(tag: Piece): string | undefined {
  return tag.attributes.get('dir')?.value.trim().toLowerCase();
}

/** Attributes for a text that stays in its language on a page in another. */
function said(before: LanguageTag, language: LanguageTag, tag?: Piece): string {
  const turns = direction(before) !== direction(language) && !tag?.attributes.has('dir');
  return ` lang="${parseLanguage(before)}"${turns ? ` dir="${direction(before)}"` : ''}`;
}

function attribute(tag: Piece, name: string, value: string): Edit[] {
  const place = tag.attributes.get(name);
  return place ? [{ start: place.start, end: place.end, text: `${name}="${value}"` }] : [];
}

/** Sets `lang`, and `dir` where it differs from what a page has by default or states. */
function stated(tag: Piece, language: LanguageTag): Edit[] {
  const place = tag.start + 1 + tag.name.length;
  const added = (name: string, value: string) => ({ start: place, end: place, text: ` ${name}="${value}"` });
  const edits = [...attribute(tag, 'lang', language), ...attribute(tag, 'xml:lang', language)];
  if (!tag.attributes.has('lang')) edits.push(added('lang', language));
  if (tag.attributes.has('dir')) edits.push(...attribute(tag, 'dir', direction(language)));
  else if (direction(language) === 'rtl') edits.push(added('dir', 'rtl'));
  return edits;
}
