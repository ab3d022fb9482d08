import { readConfig } from '../config.ts';
import { readGlossaryCsv } from '../formats/glossary-csv/read.ts';
import { InterlinearError, type StoredError, storedError, UsageError } from '../model/errors.ts';
import type { NotRun, PlacedFinding } from '../model/finding.ts';
import { parseLanguage } from '../model/language.ts';
import { completeGiven } from '../pipeline/complete.ts';
import { prepareArticle } from '../pipeline/prepare.ts';
import { builtinConcepts } from '../terminology/builtin.ts';
import { buildTermFinder } from '../terminology/finder.ts';
import { type Command, exit, flagsOf } from './command.ts';
import { readInput, readText } from './files.ts';
import { findingsTable } from './findings-table.ts';
import { labelled, sentence } from './sentence.ts';

/** `interlinear check`: what the checks see in a text, with its source where there is one. Nothing is stored or translated. */
export const check: Command = {
  name: 'check',
  usage: 'FILE... [--source FILE] [--glossary FILE]... [--json]',
  options: {
    from: { type: 'string', value: 'LANG' },
    source: { type: 'string', value: 'FILE' },
    'source-from': { type: 'string', value: 'LANG' },
    glossary: { type: 'string', multiple: true, value: 'FILE' },
    json: { type: 'boolean' },
  },
  examples: [
    'npx interlinear check examples/idleb/article.en.txt',
    'npx interlinear check examples/idleb/article.en.txt --source examples/idleb/article.fr.txt --json',
  ],
  async run(call) {
    const { values, positionals } = call;
    const config = readConfig(flagsOf(call));
    if (positionals.length === 0) throw new UsageError('translate.no-file');
    if (values.source && positionals.length > 1)
      throw new UsageError('translate.one-source', { files: positionals.length });
    const language = (name: string) =>
      values[name] === undefined ? {} : { [name]: parseLanguage(values[name] as string) };
    const { from, 'source-from': sourceFrom } = { ...language('from'), ...language('source-from') } as Record<
      string,
      string | undefined
    >;
    const glossaries = ((values.glossary as string[] | undefined) ?? []).flatMap((path) =>
      readGlossaryCsv(readText(path, config.inputLimitMegabytes), path),
    );
    const concepts = [...glossaries, ...builtinConcepts()];
    const findTerms = buildTermFinder(concepts);
    const findings: PlacedFinding[] = [];
    const notRun = new Map<string, NotRun>();
    const errors: { file: string; error: StoredError }[] = [];
    for (const file of positionals) {
      try {
        const source = values.source as string | undefined;
        const prepared = prepareArticle(
          {
            fileName: file,
            input: readInput(file, config.inputLimitMegabytes),
            ...(from ? { from } : {}),
            ...(source ? { source: { fileName: source, input: readInput(source, config.inputLimitMegabytes) } } : {}),
            ...(sourceFrom ? { sourceFrom } : {}),
          },
          { findTerms, candidates: config.languages },
        );
        findings.push(...prepared.findings);
        for (const one of prepared.notRun) notRun.set(one.check, one);
        if (prepared.source)
          findings.push(
            ...completeGiven(prepared.source, prepared.delivered, prepared.beads, prepared.findings, {
              concepts,
              findTerms,
            }).findings,
          );
      } catch (error) {
        if (!(error instanceof InterlinearError)) throw error;
        errors.push({ file, error: storedError(error) });
      }
    }
    for (const { file, error } of errors)
      call.note(labelled(file, sentence(error, call.messages), call.interfaceLanguage));
    if (values.json) {
      const shown = findings.map(
        ({ input, start, end, side, text, check: id, type, severity, suggestions, message, document }) => ({
          start: input?.start ?? start,
          end: input?.end ?? end,
          // The text under check is the target of the pair where its source is at hand; alone it is the source side of nothing.
          side: document === 'original' ? 'source' : values.source ? 'target' : side,
          text,
          check: id,
          type,
          severity,
          suggestions,
          message: call.messages(`findings:${message.key}`, message.parameters),
        }),
      );
      call.out(JSON.stringify({ findings: shown, notRun: [...notRun.values()] }));
    } else if (errors.length < positionals.length) {
      for (const line of findingsTable(findings, call.messages)) call.out(line);
      const reasons = new Set([...notRun.values()].map((one) => one.reason));
      for (const reason of reasons) call.out(call.messages(`findings:${reason}`));
    }
    return errors.length > 0 || findings.some((finding) => finding.severity === 'error') ? exit.failed : exit.done;
  },
};
