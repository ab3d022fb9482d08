import type { PairCheck, Remark } from './check.ts';

/** Blanks at the start or the end of the translation that differ from the source's: texts are joined by them. */
export const edgeSpaces: PairCheck = {
  id: 'edge-spaces',
  type: 'whitespace',
  mqm: 'linguistic-conventions/whitespace',
  severity: 'warning',
  needs: 'pair',
  run({ source, target }) {
    const [from, to] = [source.text, target.text];
    if (from.trim() === '' || to.trim() === '') return [];
    const remarks: Remark[] = [];
    const [before, beforeNow] = [edge(from, atStart, from.charCodeAt(0)), edge(to, atStart, to.charCodeAt(0))];
    if (before.length !== beforeNow.length)
      remarks.push({
        start: 0,
        end: beforeNow.length,
        suggestions: [before],
        message: { key: 'edge-spaces.start', parameters: { source: before.length, target: beforeNow.length } },
      });
    const [after, afterNow] = [from, to].map((text) =>
      edge(text.slice(-EDGE), atEnd, text.charCodeAt(text.length - 1)),
    ) as [string, string];
    if (after.length !== afterNow.length)
      remarks.push({
        start: to.length - afterNow.length,
        end: to.length,
        suggestions: [after],
        message: { key: 'edge-spaces.end', parameters: { source: after.length, target: afterNow.length } },
      });
    return remarks;
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: ' Yes. ', target: ' Oui.\u00A0' },
      { from: 'en', to: 'fr', source: 'Yes. ', target: ' ' },
      { from: 'en', to: 'fr', source: 'Yes.\n', target: 'Oui.' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: ' Yes.', target: 'Oui.  ' },
        remarks: [
          {
            start: 0,
            end: 0,
            suggestions: [' '],
            message: { key: 'edge-spaces.start', parameters: { source: 1, target: 0 } },
          },
          {
            start: 4,
            end: 6,
            suggestions: [''],
            message: { key: 'edge-spaces.end', parameters: { source: 0, target: 2 } },
          },
        ],
      },
    ],
  },
};

/** A long text's end is enough to see how it ends. */
const EDGE = 200;
const atStart = /^[^\S\r\n\t]*/u;
const atEnd = /[^\S\r\n\t]*$/u;

/** @param unit at the edge: a mark or letter of ASCII, which most texts have there, is no blank */
function edge(text: string, pattern: RegExp, unit: number): string {
  if (unit > 0x20 && unit < 0x80) return '';
  return pattern.exec(text)?.[0] ?? '';
}
