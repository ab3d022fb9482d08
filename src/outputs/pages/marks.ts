import type { PlacedFinding, Severity } from '../../model/finding.ts';
import { locate } from '../findings.ts';
import { escapeHtml } from './escape.ts';

/** A finding that is listed on a page, by its number. */
export interface ListedFinding {
  number: number;
  finding: PlacedFinding;
  sentence: string;
}

/** A stretch of text that stands out. Half-open UTF-16 offsets. */
interface Stretch {
  start: number;
  end: number;
  listed?: ListedFinding;
}

const order: Severity[] = ['info', 'warning', 'error'];

/**
 * A text as HTML: findings as `<mark>` (their number after them, their sentence as title), words the engine did not know dotted. Where
 * findings overlap, the shared part takes the colour of the most severe.
 *
 * @param unknownTitle what to say about an unknown word
 */
export function markedText(text: string, findings: ListedFinding[], unknown: string[], unknownTitle: string): string {
  const stretches: Stretch[] = findings.flatMap((listed) => {
    const place = locate(listed.finding, text);
    return place ? [{ ...place, listed }] : [];
  });
  for (const word of new Set(unknown)) stretches.push(...occurrences(text, word));

  const edges = new Set([0, text.length]);
  for (const { start, end } of stretches) edges.add(start).add(end);
  const cuts = [...edges].sort((a, b) => a - b);
  let html = '';
  cuts.forEach((from, index) => {
    html += points(stretches, from);
    const to = cuts[index + 1];
    if (to === undefined) return;
    const inside = stretches.filter(({ start, end }) => start <= from && to <= end && start < end);
    html += wrap(escapeHtml(text.slice(from, to)), from, to, inside, unknownTitle);
  });
  return html;
}

function wrap(content: string, from: number, to: number, inside: Stretch[], unknownTitle: string): string {
  const listed = inside.flatMap((stretch) => (stretch.listed ? [stretch.listed] : []));
  let html = content;
  if (inside.some((stretch) => !stretch.listed)) {
    html = `<span class="unknown" title="${escapeHtml(unknownTitle)}">${html}</span>`;
  }
  if (listed.length === 0) return html;
  // The anchor that the list points to is where a finding begins; its number stands where it ends.
  const begins = inside.find(({ start, listed }) => listed && start === from)?.listed;
  const ending = inside.flatMap(({ end, listed }) => (listed && end === to ? [listed.number] : []));
  return mark(html, listed, begins, ending);
}

/** Findings without extent, such as a missing full stop: a caret between two characters. */
function points(stretches: Stretch[], at: number): string {
  return stretches
    .flatMap(({ start, end, listed }) => (listed && start === at && end === at ? [listed] : []))
    .map((listed) => mark('', [listed], listed, [listed.number], ' point'))
    .join('');
}

function mark(
  html: string,
  listed: ListedFinding[],
  begins: ListedFinding | undefined,
  ending: number[],
  extra = '',
): string {
  const severity = listed.map(({ finding }) => finding.severity).sort((a, b) => order.indexOf(b) - order.indexOf(a))[0];
  const title = escapeHtml(listed.map(({ sentence }) => sentence).join('\n'));
  const id = begins ? ` id="m${begins.number}"` : '';
  const numbers = ending.length > 0 ? ` data-n="${ending.join(' ')}"` : '';
  return `<mark class="${severity}${extra}"${id}${numbers} title="${title}">${html}</mark>`;
}

/** Where a word stands by itself; its letters inside another word do not count. */
function occurrences(text: string, word: string): Stretch[] {
  const found: Stretch[] = [];
  if (word === '') return found;
  const letter = /[\p{L}\p{M}\p{N}]/u;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const end = at + word.length;
    const before = text.codePointAt(at - 1);
    const after = text.codePointAt(end);
    const joined = (point: number | undefined): boolean =>
      point !== undefined && letter.test(String.fromCodePoint(point));
    if (!joined(before) && !joined(after)) found.push({ start: at, end });
  }
  return found;
}
