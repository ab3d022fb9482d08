import type { DismissedFinding, LapsedDismissal, PlacedFinding } from '../model/finding.ts';
import { articleFindings } from '../storage/findings.ts';
import { clip } from './columns.ts';
import { type Call, type Command, exit, placeOptions } from './command.ts';
import { findingsTable } from './findings-table.ts';
import { oneArgument, withMemories } from './memory-desk.ts';

/** `interlinear findings list`: the open findings of a stored article, the dismissed ones with their reasons, and what opened again. */
export const findingsList: Command = {
  name: 'findings list',
  usage: 'ARTICLE [--json]',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear findings list article.en.txt'],
  async run(call) {
    const wanted = oneArgument(call, this.name, 'ARTICLE');
    return withMemories(call, this.name, async ({ tables, desk }) => {
      const { article, open, dismissed, lapsed } = await articleFindings(tables, desk, wanted);
      if (call.values.json) {
        const [shownOpen, shownDismissed] = [open, dismissed].map((list) => list.map((one) => shown(call, one)));
        call.out(JSON.stringify({ article, open: shownOpen, dismissed: shownDismissed, lapsed }));
        return exit.done;
      }
      const { messages } = call;
      const lines = findingsTable(open, messages, undefined, ({ id, document, language = '' }) => {
        const where = document === 'translation' ? language : messages(`cli:findings.document.${document}`);
        return id ? `${id.slice(0, SHORT)} ${where}` : where;
      });
      for (const line of lines) call.out(line);
      if (dismissed.length > 0) call.out(messages('cli:findings.list.dismissed', { count: dismissed.length }));
      for (const one of dismissed) call.out(`  ${dismissedLine(call, one)}`);
      for (const one of lapsed) call.out(lapsedLine(call, one));
      return exit.done;
    });
  },
};

/** Digits of an id that people read and type. */
export const SHORT = 8;

/** Enough of a text to know it by. */
function quoted(text: string): string {
  return clip(text.replaceAll(/\s+/g, ' '), 60);
}

/** A finding in one line: its id, its check, its text. */
export function findingLine(call: Call, { id = '', check, text }: PlacedFinding): string {
  return `${id.slice(0, SHORT)} ${call.messages(`findings:check.${check}`)}: ${quoted(text)}`;
}

function dismissedLine(call: Call, finding: DismissedFinding): string {
  const { reason, by, at } = finding.dismissed;
  const line = findingLine(call, finding);
  return call.messages('cli:findings.list.dismissed-line', { line, reason, by, day: at.toISOString().slice(0, 10) });
}

function lapsedLine(call: Call, { check, text, reason, by, at }: LapsedDismissal): string {
  const line = `${call.messages(`findings:check.${check}`)}: ${quoted(text)}`;
  return call.messages('cli:findings.list.lapsed', { line, reason, by, day: at.toISOString().slice(0, 10) });
}

function shown(call: Call, { texts: _, ...finding }: PlacedFinding) {
  return {
    ...finding,
    key: finding.message.key,
    message: call.messages(`findings:${finding.message.key}`, finding.message.parameters),
  };
}
