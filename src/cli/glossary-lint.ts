import { existsSync } from 'node:fs';
import { UsageError } from '../model/errors.ts';
import type { TermRefusal } from '../model/term.ts';
import { lintTerms } from '../pipeline/glossary-import.ts';
import { findGlossary, readTerms } from '../storage/glossaries.ts';
import { type GlossaryFinding, GlossaryLint } from '../terminology/lint.ts';
import { type Call, type Command, exit, placeOptions } from './command.ts';
import { formatValues, readGlossaryFile, wishedFormat, wishedPair } from './glossary-files.ts';
import { lintLine, refusalText } from './glossary-notices.ts';
import { withMemories } from './memory-desk.ts';

/** Findings that are told one by one. */
const TOLD = 200;

/** `interlinear glossary lint`: what is wrong in a file, or in a glossary of the desk. Nothing is changed. */
export const glossaryLint: Command = {
  name: 'glossary lint',
  usage: 'FILE|NAME...',
  options: {
    format: { type: 'string', value: formatValues },
    from: { type: 'string', value: 'LANG' },
    to: { type: 'string', value: 'LANG' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: ['npx interlinear glossary lint examples/idleb/glossary.csv', 'npx interlinear glossary lint desk --json'],
  async run(call) {
    const { positionals, values } = call;
    if (positionals.length === 0)
      throw new UsageError('memory.argument', { command: this.name, usage: 'FILE|NAME...' });
    const reports: LintReport[] = [];
    for (const subject of positionals)
      reports.push(
        existsSync(subject) || /[./\\]/.test(subject)
          ? await lintFile(call, subject)
          : await lintStored(call, this.name, subject),
      );
    if (values.json) call.out(JSON.stringify({ glossaries: reports.map(({ lines, ...report }) => report) }));
    else
      for (const { subject, rows, refusals, findings, lines } of reports) {
        const count = refusals.length + findings.length;
        call.out(call.messages('cli:glossary.lint.found', { glossary: subject, rows, count }));
        for (const line of lines.slice(0, TOLD)) call.out(`  ${line}`);
        if (lines.length > TOLD)
          call.out(`  ${call.messages('cli:glossary.import.more', { count: lines.length - TOLD })}`);
      }
    return reports.some(({ refusals }) => refusals.some(({ ignored }) => !ignored)) ? exit.failed : exit.done;
  },
};

interface LintReport {
  subject: string;
  rows: number;
  refusals: TermRefusal[];
  findings: GlossaryFinding[];
  lines: string[];
}

async function lintFile(call: Call, path: string): Promise<LintReport> {
  const format = wishedFormat(call, path);
  const report: LintReport = { subject: path, rows: 0, refusals: [], findings: [], lines: [] };
  const lint = new GlossaryLint();
  for await (const read of readGlossaryFile(path, format, wishedPair(call, format, path))) {
    if ('refusal' in read) {
      report.refusals.push(read.refusal);
      report.lines.push(`${read.refusal.line}: ${refusalText(call, read.refusal)}`);
      continue;
    }
    report.rows++;
    for (const finding of lint.see(read.row)) {
      report.findings.push(finding);
      report.lines.push(`${finding.line}: ${lintLine(call, finding)}`);
    }
  }
  return report;
}

async function lintStored(call: Call, command: string, name: string): Promise<LintReport> {
  return withMemories(call, command, async ({ tables, desk }) => {
    const { id } = await findGlossary(tables, desk, name);
    const { rows, findings } = await lintTerms(readTerms(tables, id));
    const lines = findings.map((finding) => `${finding.line}: ${lintLine(call, finding)}`);
    return { subject: name, rows, refusals: [], findings, lines };
  });
}
