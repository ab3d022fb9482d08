import type { PlacedFinding } from '../model/finding.ts';
import type { Messages } from '../model/ports.ts';

/** What was found, as lines of a table: equal findings of one text are one row with their count. */
export function findingsTable(findings: PlacedFinding[], messages: Messages): string[] {
  if (findings.length === 0) return [messages('cli:findings.none')];
  const rows = new Map<string, { cells: string[]; count: number; rank: number }>();
  for (const finding of findings) {
    const where =
      finding.document === 'translation'
        ? (finding.language ?? '')
        : messages(`cli:findings.document.${finding.document}`);
    const change =
      finding.suggestions[0] === undefined
        ? finding.text
        : `${finding.text} -> ${shown(finding.suggestions[0], messages)}`;
    const cells = [
      messages(`cli:severity.${finding.severity}`),
      where,
      finding.check,
      clip(change, 44),
      clip(messages(`findings:${finding.message.key}`, finding.message.parameters), 76),
    ];
    const key = cells.join('\u0000');
    const row = rows.get(key);
    if (row) row.count++;
    else rows.set(key, { cells, count: 1, rank: ['error', 'warning', 'info'].indexOf(finding.severity) });
  }
  const head = ['severity', 'where', 'check', 'text', 'message'].map((name) => messages(`cli:findings.${name}`));
  const body = [...rows.values()]
    .sort((a, b) => a.rank - b.rank)
    .map(({ cells, count }) =>
      [cells[0], cells[1], cells[2], count > 1 ? `${cells[3]} (x${count})` : cells[3], cells[4]].map(
        (cell) => cell ?? '',
      ),
    );
  const widths = head.map((cell, column) => Math.max(cell.length, ...body.map((row) => row[column]?.length ?? 0)));
  const format = (cells: string[]) =>
    cells
      .map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [format(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(format)];
}

function shown(suggestion: string, messages: Messages): string {
  return suggestion === '' ? messages('cli:findings.leave-out') : suggestion;
}

function clip(text: string, length: number): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length <= length ? flat : `${flat.slice(0, length - 3)}...`;
}
