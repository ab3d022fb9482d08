import type { InlineCode } from '../../../model/article.ts';
import { type CodedText, chipLabel, codedText, type Piece, piecesOf } from './coded-text.ts';

/**
 * The editable field of a target, as the browser holds it: text nodes and chips. A chip is one thing to the browser (not editable inside),
 * so a code can be moved or removed, and never broken. Nothing is ever read as HTML: text goes in and out as text.
 */

/**
 * UTF-16 units of a text that stand in one node. At a key the browser breaks lines anew from the beginning of the node in which something
 * changed, which takes it 50 ms where all of a text of 100 kB is one node, and 3 to 15 ms where it is cut like this. Shorter ones cost more:
 * each of them is shaped by itself.
 */
const NODE = 5000;

const chips = new WeakMap<Element, InlineCode>();

/** How a chip is shown. */
export interface ChipLook {
  title: string;
  /** Its other end is missing. */
  lone: boolean;
}

/** Fills the field; the caret is lost. */
export function fill(field: HTMLElement, content: CodedText, look: (code: InlineCode) => ChipLook): void {
  field.replaceChildren(
    ...piecesOf(content).flatMap<Node>((piece) =>
      'text' in piece
        ? stretchesOf(piece.text).map((one) => document.createTextNode(one))
        : [chip(piece.code, look(piece.code))],
    ),
  );
}

/** A text in stretches of about so many units that end behind a space, where nothing is joined to what follows; together they are the text. */
export function stretchesOf(text: string, length = NODE): string[] {
  const stretches: string[] = [];
  let start = 0;
  while (text.length - start > length) {
    const space = text.lastIndexOf(' ', start + length - 1) + 1;
    const end = space > start ? space : start + length;
    // Never between the halves of a surrogate pair.
    const whole = /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) ? end + 1 : end;
    stretches.push(text.slice(start, whole));
    start = whole;
  }
  return [...stretches, text.slice(start)];
}

function chip(code: InlineCode, { title, lone }: ChipLook): HTMLElement {
  const element = document.createElement('span');
  element.className = `chip chip-${code.kind}${lone ? ' lone' : ''}`;
  element.contentEditable = 'false';
  element.dir = 'ltr';
  element.dataset.code = code.id;
  element.textContent = chipLabel(code);
  element.title = title;
  chips.set(element, code);
  return element;
}

/** What stands in the field now. */
export function read(field: HTMLElement): CodedText {
  const pieces: Piece[] = [];
  const walk = (node: Node) => {
    for (const child of node.childNodes) {
      if (child instanceof Text) pieces.push({ text: child.data });
      else if (child instanceof HTMLElement) {
        const code = chips.get(child);
        if (code) pieces.push({ code });
        else if (child.tagName === 'BR') pieces.push({ text: '\n' });
        else walk(child);
      }
    }
  };
  walk(field);
  const content = codedText(pieces);
  // A browser puts a break at the end of an empty field, to give it a height.
  return content.text === '\n' && content.codes.length === 0 ? { text: '', codes: [] } : content;
}

/** The selection inside the field as half-open offsets of its text; undefined while it is elsewhere. */
export function selectionIn(field: HTMLElement): { start: number; end: number } | undefined {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!field.contains(range.startContainer) || !field.contains(range.endContainer)) return undefined;
  return {
    start: offsetOf(field, range.startContainer, range.startOffset),
    end: offsetOf(field, range.endContainer, range.endOffset),
  };
}

function offsetOf(field: HTMLElement, container: Node, offset: number): number {
  const range = document.createRange();
  range.setStart(field, 0);
  range.setEnd(container, offset);
  const part = range.cloneContents();
  // Clones of chips are not known as such: what they show is no text.
  for (const element of part.querySelectorAll('.chip')) element.remove();
  return (part.textContent ?? '').length;
}

/** Puts the caret, or a selection, into the field. */
export function select(field: HTMLElement, start: number, end: number = start): void {
  const range = document.createRange();
  const [from, to] = [placeOf(field, start), placeOf(field, end)];
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

/** Puts the caret behind a chip. @param id of its code */
export function selectBehind(field: HTMLElement, id: string): void {
  const element = chipsOf(field).find(({ dataset }) => dataset.code === id);
  if (!element) return;
  const range = document.createRange();
  range.setStartAfter(element);
  document.getSelection()?.removeAllRanges();
  document.getSelection()?.addRange(range);
}

function placeOf(field: HTMLElement, offset: number): { node: Node; offset: number } {
  let left = offset;
  for (const [index, child] of [...field.childNodes].entries()) {
    if (child instanceof Text) {
      if (left <= child.data.length) return { node: child, offset: left };
      left -= child.data.length;
    } else if (left === 0 && !(field.childNodes[index + 1] instanceof Text)) return { node: field, offset: index + 1 };
  }
  return { node: field, offset: field.childNodes.length };
}

/** The ids of the codes whose chips are chosen in a text of the page. */
export function codesIn(cell: HTMLElement): Set<string> {
  const selection = document.getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
  if (!range || range.collapsed) return new Set();
  const chosen = chipsOf(cell).filter((element) => range.intersectsNode(element));
  return new Set(chosen.map(({ dataset }) => dataset.code ?? ''));
}

/** Shows which chips are chosen. */
export function showChosen(field: HTMLElement): void {
  const chosen = codesIn(field);
  for (const element of chipsOf(field)) element.classList.toggle('chosen', chosen.has(element.dataset.code ?? ''));
}

function chipsOf(cell: HTMLElement): HTMLElement[] {
  return [...cell.querySelectorAll<HTMLElement>('.chip')];
}

/** Chooses the chip on one side of the caret, if one is there. @param step -1 before it, 1 behind it @returns its code */
export function chooseBeside(field: HTMLElement, step: -1 | 1): InlineCode | undefined {
  const selection = document.getSelection();
  if (!selection?.isCollapsed || !selection.anchorNode || !field.contains(selection.anchorNode)) return undefined;
  const element = beside(selection.anchorNode, selection.anchorOffset, step);
  const code = element instanceof HTMLElement ? chips.get(element) : undefined;
  if (!element || !code) return undefined;
  const range = document.createRange();
  range.selectNode(element);
  selection.removeAllRanges();
  selection.addRange(range);
  return code;
}

/** What stands next to a place in the text; undefined inside a stretch of it. */
function beside(node: Node, offset: number, step: -1 | 1): Node | null | undefined {
  const inside = node instanceof Text;
  if (inside && offset !== (step < 0 ? 0 : node.data.length)) return undefined;
  const next = step < 0 ? 'previousSibling' : 'nextSibling';
  let found = inside ? node[next] : node.childNodes[step < 0 ? offset - 1 : offset];
  while (found instanceof Text && found.data === '') found = found[next];
  return found;
}

/** A stretch of a text as the browser marks it: through marks inside, chips left out of the count. */
export function rangeIn(cell: HTMLElement, start: number, end: number): Range {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest('.chip') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let at = 0;
  let begun = false;
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const to = at + node.data.length;
    if (!begun && start < to) {
      range.setStart(node, Math.max(start - at, 0));
      begun = true;
    }
    if (begun && end <= to) {
      range.setEnd(node, end - at);
      break;
    }
    at = to;
  }
  return range;
}
