import { basename, extname } from 'node:path';
import { UsageError } from '../model/errors.ts';
import { importTerms, type TermImport } from '../pipeline/glossary-import.ts';
import { namedGlossary } from '../storage/glossaries.ts';
import { type MergeConflict, type MergeRule, mergeTerms, recordImport } from '../storage/glossary-changes.ts';
import { type Call, type Command, exit, placeOptions } from './command.ts';
import { formatValues, readGlossaryFile, wishedFormat, wishedPair } from './glossary-files.ts';
import { lintLine, refusalText } from './glossary-notices.ts';
import { type MemoryDesk, withMemories } from './memory-desk.ts';
import { labelled, sentence } from './sentence.ts';

/** Notices that are told line by line. */
const TOLD = 20;

/** `interlinear glossary import`: glossary files of any size into a glossary of the desk. */
export const glossaryImport: Command = {
  name: 'glossary import',
  usage: 'FILE... [--name NAME] [--merge keep|replace]',
  options: {
    name: { type: 'string', value: 'NAME' },
    merge: { type: 'string', value: 'keep|replace' },
    format: { type: 'string', value: formatValues },
    from: { type: 'string', value: 'LANG' },
    to: { type: 'string', value: 'LANG' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear glossary import examples/idleb/glossary.csv --name desk',
    'npx interlinear glossary import agency.tbx --name desk --merge replace',
    'npx interlinear glossary import omegat.txt --from fr --to en',
  ],
  async run(call) {
    const { positionals, values } = call;
    if (positionals.length === 0)
      throw new UsageError('memory.argument', { command: this.name, usage: 'FILE... [--name NAME]' });
    const merge = (values.merge as string | undefined) ?? 'keep';
    if (merge !== 'keep' && merge !== 'replace')
      throw new UsageError('config.value', { name: '--merge', value: merge });
    const files = positionals.map((path) => {
      const format = wishedFormat(call, path);
      return { path, format, pair: wishedPair(call, format, path) };
    });
    return withMemories(call, this.name, async (desk) => {
      const reports: ImportReport[] = [];
      for (const { path, format, pair } of files) {
        const name = (values.name as string | undefined) ?? basename(path, extname(path));
        const report = await importFile(call, desk, path, readGlossaryFile(path, format, pair), name, merge);
        reports.push(report);
        if (!values.json) tell(call, report);
      }
      if (values.json) call.out(JSON.stringify({ files: reports.map((report) => shown(call, report)) }));
      if (reports.every(({ error, refused }) => !error && refused === 0)) return exit.done;
      return reports.some(({ new: fresh, same, replaced }) => fresh + same + replaced > 0) ? exit.partial : exit.failed;
    });
  },
};

/** What became of a file. */
interface ImportReport extends TermImport {
  file: string;
  glossary: string;
  rule: MergeRule;
}

async function importFile(
  call: Call,
  { tables, desk, now, actor }: MemoryDesk,
  file: string,
  rows: ReturnType<typeof readGlossaryFile>,
  name: string,
  rule: MergeRule,
): Promise<ImportReport> {
  let glossary: string | undefined;
  const report = await importTerms(
    rows,
    async (terms) => {
      glossary ??= (await namedGlossary(tables, desk, name, now)).id;
      return mergeTerms(tables, desk, glossary, terms, rule);
    },
    (count) => call.note(call.messages('cli:glossary.import.progress', { file, count })),
  );
  if (glossary !== undefined) {
    const { new: fresh, replaced } = report;
    await recordImport(tables, desk, glossary, { file: basename(file), rule, new: fresh, replaced }, actor, now);
  }
  return { file, glossary: name, rule, ...report };
}

function shown(call: Call, { error, refusals, conflicts, notices, ...report }: ImportReport) {
  return {
    ...report,
    refusals: refusals.map((refusal) => ({ ...refusal, message: refusalText(call, refusal) })),
    conflicts,
    notices,
    ...(error ? { error: { ...error, message: sentence(error, call.messages) } } : {}),
  };
}

function tell(call: Call, report: ImportReport): void {
  const { messages, interfaceLanguage } = call;
  const { file, glossary, refusals, conflicts, notices, error } = report;
  const counts = { fresh: report.new, same: report.same, replaced: report.replaced, refused: report.refused };
  call.out(messages('cli:glossary.import.done', { glossary, ...counts, conflicts: report.conflicting }));
  const note = (line: number, text: string) => call.note(labelled(`${file}:${line}`, text, interfaceLanguage));
  for (const refusal of refusals.slice(0, TOLD)) note(refusal.line, refusalText(call, refusal));
  for (const conflict of conflicts.slice(0, TOLD)) note(conflict.line, conflictText(call, conflict, report.rule));
  for (const finding of notices.slice(0, TOLD)) note(finding.line, lintLine(call, finding));
  const told = [refusals, conflicts, notices].map((list) => Math.min(list.length, TOLD)).reduce((a, b) => a + b);
  const more = Math.max(refusals.length, report.refused) + report.conflicting + report.noticed - told;
  if (more > 0) call.note(messages('cli:glossary.import.more', { count: more }));
  if (error) call.note(labelled(file, sentence(error, messages), interfaceLanguage));
}

function conflictText(call: Call, conflict: MergeConflict, rule: MergeRule): string {
  const { kind, text, other = '', concept } = conflict;
  const status = (name: string) => call.messages(`cli:glossary.status.${name}`);
  const parameters = { text, other, concept, there: status(conflict.there), here: status(conflict.here) };
  return call.messages(`cli:glossary.conflict.${kind}.${rule}`, parameters);
}
