import type { Finding, PlacedFinding } from '../model/finding.ts';
import type { Messages } from '../model/ports.ts';
import { clip, displayWidth, PLAIN_COLUMNS, pad, wrap } from './columns.ts';

const names = ['severity', 'where', 'check', 'text', 'message'] as const;
const GAP = '  ';
/** A text that a finding quotes is cut off here: it is there to be recognised, the page shows it whole. */
const QUOTED = 60;
/** The name of a check takes at most this much of a line. */
const CHECK = 22;
/** The least that a sentence needs; where less is left, it stands below its row. */
const SENTENCE = 26;
const INDENT = '    ';

/**
 * What was found, as lines of a table: equal findings of one text are one row with their count. Cells wrap within their columns; a
 * sentence is never cut.
 *
 * @param columns width of the terminal
 * @param where names the place of a finding: by default the article, its source, or the language of the translation
 */
export function findingsTable<F extends Finding = PlacedFinding>(
  findings: F[],
  messages: Messages,
  columns: number = process.stdout.columns ?? PLAIN_COLUMNS,
  where: (finding: F) => string = (finding) => documentName(finding as Finding as PlacedFinding, messages),
): string[] {
  if (findings.length === 0) return [messages('cli:findings.none')];
  const head = names.map((name) => messages(`cli:findings.${name}`));
  const body = rowsOf(findings, messages, where);
  const widths = widthsOf([head, ...body], columns);
  const rule = widths.map((width) => '-'.repeat(width)).join(GAP);
  return [...rowLines(head, widths, columns), rule, ...body.flatMap((row) => rowLines(row, widths, columns))];
}

/** The cells of each row, most severe first. */
function rowsOf<F extends Finding>(findings: F[], messages: Messages, where: (finding: F) => string): string[][] {
  const rows = new Map<string, { cells: string[]; count: number; rank: number }>();
  for (const finding of findings) {
    const cells = [
      messages(`cli:severity.${finding.severity}`),
      where(finding),
      messages(`findings:check.${finding.check}`),
      change(finding, messages),
      messages(`findings:${finding.message.key}`, finding.message.parameters),
    ];
    const key = cells.join('\u0000');
    const row = rows.get(key);
    if (row) row.count++;
    else rows.set(key, { cells, count: 1, rank: ['error', 'warning', 'info'].indexOf(finding.severity) });
  }
  return [...rows.values()]
    .sort((a, b) => a.rank - b.rank)
    .map(({ cells, count }) =>
      cells.map((cell, column) => (names[column] === 'text' && count > 1 ? `${cell} (x${count})` : cell)),
    );
}

function documentName({ document, language = '' }: PlacedFinding, messages: Messages): string {
  return document === 'translation' ? language : messages(`cli:findings.document.${document}`);
}

function change({ text, suggestions: [better] }: Finding, messages: Messages): string {
  const quoted = clip(text.replaceAll(/\s+/g, ' '), QUOTED);
  if (better === undefined) return quoted;
  return `${quoted} -> ${better === '' ? messages('cli:findings.leave-out') : clip(better.replaceAll(/\s+/g, ' '), QUOTED)}`;
}

/** Columns of the table: all five, or four where the sentences have to stand below their rows. */
function widthsOf(rows: string[][], columns: number): number[] {
  const natural = names.map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  const [severity = 0, where = 0, check = 0, text = 0, message = 0] = natural;
  const first = [severity, where, Math.min(check, CHECK)];
  const left = columns - first.reduce((sum, width) => sum + width + GAP.length, 0);
  const quoted = Math.min(text, Math.max(SENTENCE, Math.floor(columns * 0.3)));
  const sentence = Math.min(message, left - quoted - GAP.length);
  if (sentence >= Math.min(message, SENTENCE)) return [...first, quoted, sentence];
  return [...first, Math.max(1, Math.min(text, left))];
}

function rowLines(cells: string[], widths: number[], columns: number): string[] {
  const wrapped = widths.map((width, column) => wrap(cells[column] ?? '', width));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  const lines = Array.from({ length: height }, (_, line) =>
    widths
      .map((width, column) => pad(wrapped[column]?.[line] ?? '', width))
      .join(GAP)
      .trimEnd(),
  );
  const below = cells.slice(widths.length).flatMap((cell) => wrap(cell, Math.max(1, columns - INDENT.length)));
  return [...lines, ...below.map((line) => `${INDENT}${line}`)];
}
