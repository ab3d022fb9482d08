import type { InlineCode } from '../model/article.ts';

/** A pair of codes with what stands inside it, or a code that stands alone; numbers are indices into the list of codes. */
interface CodeNode {
  open: number;
  /** Absent where the code stands alone. */
  close?: number;
  children: CodeNode[];
}

/** Which codes belong together. */
export interface CodeStructure {
  roots: CodeNode[];
  /** Index of the closing code, by index of its opening code. */
  pairs: Map<number, number>;
  /** Opening and closing codes whose other end is not in the list: a pair that is cut by a segment boundary. */
  orphans: number[];
}

/** Finds the pairs of a list of codes, and how they nest. A pair that crosses another one is taken apart into orphans. */
export function codeStructure(codes: InlineCode[]): CodeStructure {
  const pairs = new Map<number, number>();
  const stack: number[] = [];
  codes.forEach((code, index) => {
    if (code.kind === 'open') stack.push(index);
    if (code.kind !== 'close') return;
    const opened = stack.findLastIndex((candidate) => codes[candidate]?.id === code.pair);
    if (opened < 0) return;
    pairs.set(stack[opened] as number, index);
    stack.length = opened;
  });
  const closing = new Set(pairs.values());
  const isOrphan = (code: InlineCode, index: number) =>
    code.kind === 'open' ? !pairs.has(index) : code.kind === 'close' && !closing.has(index);

  const roots: CodeNode[] = [];
  const orphans: number[] = [];
  const level: CodeNode[][] = [roots];
  codes.forEach((code, index) => {
    if (closing.has(index)) {
      level.pop();
      return;
    }
    const node: CodeNode = { open: index, children: [] };
    const orphan = isOrphan(code, index);
    if (orphan) orphans.push(index);
    // The other end of an orphan is outside, so it can stand in no pair.
    (orphan ? roots : (level.at(-1) as CodeNode[])).push(node);
    const close = pairs.get(index);
    if (close === undefined) return;
    node.close = close;
    level.push(node.children);
  });
  return { roots, pairs, orphans };
}

/**
 * Puts codes into a translated text: every code exactly once, nested as in the source. A code whose place is unknown goes to the end of
 * the text (or of its pair); a place that would break the nesting is moved to the nearest one that does not.
 *
 * @param codes the codes of the source
 * @param places where each was found in the translation, by index; UTF-16 offsets
 * @param length length of the translation
 */
export function placeCodes(codes: InlineCode[], places: Map<number, number>, length: number): InlineCode[] {
  const { roots, orphans } = codeStructure(codes);
  const settled = new Map(places);
  // Orphans belong to pairs that reach over the segment: their order among each other must not change.
  const slots = orphans.map((index) => places.get(index) ?? length).sort((a, b) => a - b);
  orphans.forEach((index, slot) => {
    settled.set(index, slots[slot] as number);
  });

  const placed: InlineCode[] = [];
  const put = (index: number, at: number) => placed.push({ ...(codes[index] as InlineCode), at });
  const emit = (nodes: CodeNode[], low: number, high: number) => {
    const spans = nodes.map((node) => ({ node, ...spanOf(node, settled, length) }));
    let cursor = low;
    for (const { node, start, end } of spans.sort((a, b) => a.start - b.start || a.node.open - b.node.open)) {
      const from = Math.min(Math.max(start, cursor), high);
      put(node.open, from);
      cursor = from;
      if (node.close === undefined) continue;
      cursor = Math.min(Math.max(end, from), high);
      emit(node.children, from, cursor);
      put(node.close, cursor);
    }
  };
  emit(roots, 0, length);
  return placed;
}

/** The range of a node: its own and that of everything found inside it. Unknown: empty, at the end. */
function spanOf(node: CodeNode, places: Map<number, number>, length: number): { start: number; end: number } {
  const found = foundIn(node, places);
  if (found.length === 0) return { start: length, end: length };
  return { start: Math.min(...found), end: Math.max(...found) };
}

function foundIn(node: CodeNode, places: Map<number, number>): number[] {
  const own = [node.open, node.close].flatMap((index) => (index === undefined ? [] : (places.get(index) ?? [])));
  return [...own, ...node.children.flatMap((child) => foundIn(child, places))];
}
