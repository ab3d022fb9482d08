import { itsSeverity, type PlacedFinding } from '../../model/finding.ts';
import type { Messages } from '../../model/ports.ts';
import { noteText } from '../bilingual.ts';
import type { Piece } from '../inline.ts';
import { xmlAttributes } from '../xml.ts';

/** W3C Internationalization Tag Set 2.0, as the ITS module of XLIFF 2.1 (section 5.9) takes it up. */
export const itsNamespace = 'http://www.w3.org/2005/11/its';

/** What is marked in a text: half-open UTF-16 offsets, and the markup of its two ends. */
interface Mark {
  side: 'source' | 'target';
  start: number;
  end: number;
  opens: string;
  closes: string;
}

/** The findings of a unit as localization quality issues, which its marks refer to. */
export interface Issues {
  lines: string[];
  marks: Mark[];
}

/**
 * States the findings of a unit as ITS locQualityIssue annotations: one stand-off list a place, so that several findings can speak of one.
 * A finding whose place is not in the text any more, or has no text, is about all of its side.
 *
 * @param unit number of the unit, unique in the file
 * @param texts the texts of both sides; `null` for a side that is not there: its findings stand on the other one
 */
export function issuesOf(
  findings: PlacedFinding[],
  unit: number,
  texts: { source: string; target: string | null },
  messages: Messages,
): Issues {
  const places = new Map<string, { place: Pick<Mark, 'side' | 'start' | 'end'>; findings: PlacedFinding[] }>();
  for (const finding of findings) {
    const place = placeOf(finding, texts);
    const key = `${place.side} ${place.start} ${place.end}`;
    const known = places.get(key) ?? { place, findings: [] };
    places.set(key, { place, findings: [...known.findings, finding] });
  }
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const [index, { place, findings: here }] of [...places.values()].entries()) {
    const id = `lqi${unit}-${index + 1}`;
    lines.push(`      <its:locQualityIssues xml:id="${id}">`);
    for (const finding of here)
      lines.push(
        `        <its:locQualityIssue${xmlAttributes({
          locQualityIssueType: finding.type,
          locQualityIssueSeverity: itsSeverity[finding.severity],
          locQualityIssueComment: noteText(finding, messages),
        })}/>`,
      );
    lines.push('      </its:locQualityIssues>');
    const mark = `lqi-mark${index + 1}`;
    marks.push({
      ...place,
      opens: `<sm${xmlAttributes({ id: mark, type: 'its:generic', 'its:locQualityIssuesRef': `#its=${id}` })}/>`,
      closes: `<em${xmlAttributes({ startRef: mark })}/>`,
    });
  }
  return { lines, marks };
}

function placeOf(
  finding: PlacedFinding,
  texts: { source: string; target: string | null },
): Omit<Mark, 'opens' | 'closes'> {
  const side = texts[finding.side] === null ? 'source' : finding.side;
  const text = texts[side] ?? '';
  const { start, end } = finding;
  const stands = side === finding.side && start >= 0 && start <= end && text.slice(start, end) === finding.text;
  if (!stands) return { side, start: 0, end: text.length };
  return { side, start: inCharacter(text, start), end: inCharacter(text, end) };
}

/** An offset between the halves of a character is drawn to its beginning. */
function inCharacter(text: string, at: number): number {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;
}

/**
 * Pieces of a text with its marks in between.
 *
 * @returns for each stretch of text its parts; `mark` holds finished markup
 */
export function withMarks(cut: Piece[], marks: Mark[], side: Mark['side']): (Piece | { mark: string })[] {
  const own = marks.filter((mark) => mark.side === side);
  if (own.length === 0) return cut;
  const markup = new Map<number, string>();
  const add = (at: number, text: string) => markup.set(at, (markup.get(at) ?? '') + text);
  // What ends at a place ends before anything begins there.
  for (const { start, end, closes } of own) if (start < end) add(end, closes);
  for (const { start, end, opens, closes } of own) add(start, start < end ? opens : opens + closes);
  const offsets = [...markup.keys()].sort((a, b) => a - b);
  const marked: (Piece | { mark: string })[] = [];
  let at = 0;
  const flush = (upTo: number) => {
    for (; offsets.length > 0 && (offsets[0] as number) <= upTo; )
      marked.push({ mark: markup.get(offsets.shift() as number) ?? '' });
  };
  for (const piece of cut) {
    if (typeof piece !== 'string') {
      marked.push(piece);
      continue;
    }
    let from = 0;
    flush(at);
    for (let next = offsets[0]; next !== undefined && next < at + piece.length; next = offsets[0]) {
      marked.push(piece.slice(from, next - at));
      from = next - at;
      flush(next);
    }
    marked.push(piece.slice(from));
    at += piece.length;
  }
  flush(Number.POSITIVE_INFINITY);
  return marked;
}
