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

/** Fills the field; the caret is lost. */
export function fill(field: HTMLElement, content: CodedText, titles: (code: InlineCode) => string): void {
  field.replaceChildren(
    ...piecesOf(content).flatMap<Node>((piece) =>
      'text' in piece ? stretchesOf(piece.text).map((one) => document.createTextNode(one)) : [chip(piece.code, titles)],
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

function chip(code: InlineCode, titles: (code: InlineCode) => string): HTMLElement {
  const element = document.createElement('span');
  element.className = `chip chip-${code.kind}`;
  element.contentEditable = 'false';
  element.dir = 'ltr';
  element.textContent = chipLabel(code);
  element.title = titles(code);
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
