/** A stretch of the input and what takes its place. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Makes edits, the widest first where several begin at one place; what is inside another is void. */
export function apply(input: string, edits: Edit[]): string {
  // An edit inside something that is left out begins before `at` and is void: the wider edit comes first.
  edits.sort((a, b) => a.start - b.start || b.end - a.end);
  let written = '';
  let at = 0;
  for (const edit of edits) {
    if (edit.start < at) continue;
    written += input.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return written + input.slice(at);
}

/** An element that stands alone on its line goes with its indentation and its line break. */
export function wholeLine(input: string, start: number, end: number): { start: number; end: number } {
  let from = start;
  let to = end;
  while (from > 0 && /[ \t]/.test(input.charAt(from - 1))) from--;
  while (to < input.length && /[ \t\r]/.test(input.charAt(to))) to++;
  const alone = (from === 0 || input.charAt(from - 1) === '\n') && (to === input.length || input.charAt(to) === '\n');
  return alone ? { start: from, end: Math.min(to + 1, input.length) } : { start, end };
}
