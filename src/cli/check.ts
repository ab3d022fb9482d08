import { type Profile, readProfile, switchedOff, underProfile } from '../checks/profile.ts';
import { checks } from '../checks/registry.ts';
import { type Config, readConfig } from '../config.ts';
import { type SarifFinding, writeSarif } from '../formats/sarif/write.ts';
import type { Pattern } from '../intake/patterns.ts';
import { InterlinearError, type StoredError, storedError, UsageError } from '../model/errors.ts';
import type { NotRun, PlacedFinding, Severity } from '../model/finding.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Concept, Terms } from '../model/term.ts';
import { completeGiven } from '../pipeline/complete.ts';
import { prepareArticle } from '../pipeline/prepare.ts';
import { creditFinder } from '../terminology/credits.ts';
import { datedTerms } from '../terminology/dated.ts';
import { version } from '../version.ts';
import { type Call, type Command, exit, flagsOf } from './command.ts';
import { creditTable } from './credits-import.ts';
import { readInput, readText } from './files.ts';
import { findingsTable } from './findings-table.ts';
import { glossaryConcepts } from './glossary-files.ts';
import { namingFile } from './resources.ts';
import { labelled, sentence } from './sentence.ts';
import { wishedLanguage } from './wished-language.ts';
import { wishedRules } from './wished-rules.ts';
import { wishedDay, wishedStyle } from './wished-style.ts';

/** `interlinear check`: what the checks see in a text, with its source where there is one. Nothing is stored or translated. */
export const check: Command = {
  name: 'check',
  usage:
    'FILE... [--source FILE] [--glossary FILE]... [--style NAME] [--profile FILE] [--fail-on SEVERITY] [--json|--sarif]',
  options: {
    from: { type: 'string', value: 'LANG' },
    source: { type: 'string', value: 'FILE' },
    'source-from': { type: 'string', value: 'LANG' },
    glossary: { type: 'string', multiple: true, value: 'FILE' },
    style: { type: 'string', value: 'NAME|FILE' },
    date: { type: 'string', value: 'YYYY-MM-DD' },
    credits: { type: 'string', value: 'FILE' },
    publisher: { type: 'string', value: 'NAME' },
    calques: { type: 'string', value: 'FILE,FILE' },
    furniture: { type: 'string', value: 'FILE,FILE' },
    profile: { type: 'string', value: 'FILE' },
    'fail-on': { type: 'string', value: 'SEVERITY' },
    json: { type: 'boolean' },
    sarif: { type: 'boolean' },
  },
  examples: [
    'npx interlinear check examples/idleb/article.en.txt',
    'npx interlinear check examples/idleb/article.en.txt --style guardian --date 2020-02-12',
    'npx interlinear check examples/idleb/article.en.txt --source examples/idleb/article.fr.txt --json',
  ],
  async run(call) {
    const { values, positionals } = call;
    const config = readConfig(flagsOf(call));
    if (positionals.length === 0) throw new UsageError('translate.no-file');
    const source = values.source as string | undefined;
    if (source !== undefined && positionals.length > 1)
      throw new UsageError('translate.one-source', { files: positionals.length });
    const style = wishedStyle(config);
    const date = wishedDay(call);
    const language = (name: string) =>
      values[name] === undefined ? undefined : wishedLanguage(values[name] as string);
    const from = language('from');
    const sourceFrom = language('source-from');
    const glossaries: Concept[] = [];
    for (const path of (values.glossary as string[] | undefined) ?? [])
      glossaries.push(...(await glossaryConcepts(path)));
    const failOn = severityOf(values['fail-on'] as string | undefined);
    const profilePath = values.profile as string | undefined;
    const profile =
      profilePath === undefined
        ? undefined
        : namingFile(profilePath, () => readProfile(readText(profilePath, config.inputLimitMegabytes)));
    const termsOn = datedTerms(glossaries, style);
    const creditsPath = values.credits as string | undefined;
    const credits = creditsPath === undefined ? [] : creditTable(creditsPath, config.inputLimitMegabytes);
    const findCredit = creditFinder(credits, config.publisher);
    const { calques, patterns } = wishedRules(config);
    const look = examiner(config, (day) => ({ ...termsOn(day), findCredit, calques }), {
      furniture: patterns,
      ...(date ? { date } : {}),
      ...(from ? { from } : {}),
      ...(source !== undefined ? { source } : {}),
      ...(sourceFrom ? { sourceFrom } : {}),
      ...(profile ? { profile } : {}),
    });
    const examined = positionals.map(look);
    for (const { file, error } of examined)
      if (error) call.note(labelled(file, sentence(error, call.messages, file), call.interfaceLanguage));
    const status = statusOf(examined, failOn);
    const several = examined.length > 1;
    if (values.sarif) {
      call.out(sarifOf(call, examined, source));
      return status;
    }
    if (values.json) {
      const files = examined.map((one) => ({
        file: one.file,
        error: one.error && { ...one.error, message: sentence(one.error, call.messages, one.file) },
        findings: one.findings.map((finding) => shown(call, finding, source !== undefined)),
        notRun: one.notRun,
      }));
      const [first] = files;
      call.out(JSON.stringify(several ? { status, files } : { findings: first?.findings, notRun: first?.notRun }));
      return status;
    }
    for (const { file, error, findings, notRun } of examined) {
      if (error) continue;
      if (several) call.out(file);
      for (const line of findingsTable(findings, call.messages)) call.out(line);
      for (const reason of new Set(notRun.map((one) => one.reason))) call.out(call.messages(`findings:${reason}`));
    }
    return status;
  },
};

/** What the checks saw in a file, or why they saw nothing. */
interface Examined {
  file: string;
  error: StoredError | null;
  findings: PlacedFinding[];
  notRun: NotRun[];
  /** The decoded input, and that of its source. */
  input: string;
  sourceInput?: string;
}

/** Checks files one after the other with the same terms. */
function examiner(
  config: Config,
  termsOn: (day: string) => Terms,
  {
    source,
    date,
    profile,
    furniture,
    ...languages
  }: {
    furniture: Pattern[];
    from?: LanguageTag;
    source?: string;
    sourceFrom?: LanguageTag;
    date?: string;
    profile?: Profile;
  },
): (file: string) => Examined {
  const today = date ?? new Date().toISOString().slice(0, 10);
  const read = (path: string) => ({ fileName: path, input: readInput(path, config.inputLimitMegabytes) });
  return (file) => {
    try {
      const prepared = prepareArticle(
        { ...read(file), ...languages, ...(source !== undefined ? { source: read(source) } : {}) },
        {
          findTerms: termsOn(today).findTerms,
          termsOn: date ? () => termsOn(date) : termsOn,
          today,
          ...{ candidates: config.languages, furniture },
        },
      );
      const day = date ?? prepared.delivered.date ?? prepared.source?.date ?? today;
      const given = prepared.source
        ? completeGiven(prepared.source, prepared.delivered, prepared.beads, prepared.findings, termsOn(day))
        : undefined;
      const language = prepared.delivered.language;
      const off = profile ? switchedOff(profile, language) : [];
      const notRun = new Map([...prepared.notRun, ...(given?.notRun ?? []), ...off].map((one) => [one.check, one]));
      const findings = [...prepared.findings, ...(given?.findings ?? [])];
      return {
        file,
        error: null,
        findings: profile ? underProfile(findings, profile, language) : findings,
        input: prepared.delivered.input,
        ...(prepared.source ? { sourceInput: prepared.source.input } : {}),
        notRun: [...notRun.values()],
      };
    } catch (error) {
      if (!(error instanceof InterlinearError)) throw error;
      return { file, error: storedError(error), findings: [], notRun: [], input: '' };
    }
  };
}

const ranks: Severity[] = ['error', 'warning', 'info'];

/** @throws UsageError `check.severity` {value} */
function severityOf(value = 'error'): Severity {
  const severity = ranks.find((one) => one === value);
  if (!severity) throw new UsageError('check.severity', { value });
  return severity;
}

function sarifOf(call: Call, examined: Examined[], source: string | undefined): string {
  const findings = examined.flatMap(({ file, findings: found, input, sourceInput = '' }) =>
    found.map((finding): SarifFinding => {
      const [path, text] = finding.document === 'original' ? [source ?? file, sourceInput] : [file, input];
      const [suggestion] = finding.suggestions;
      return {
        file: path,
        rule: finding.check,
        severity: finding.severity,
        message: call.messages(`findings:${finding.message.key}`, finding.message.parameters),
        ...(finding.input ? { place: { ...finding.input, text } } : {}),
        ...(suggestion === undefined ? {} : { suggestion }),
      };
    }),
  );
  const rules = checks.map(({ id, severity, type, mqm }) => ({
    id,
    name: call.messages(`findings:check.${id}`),
    severity,
    tags: [type, mqm],
  }));
  return writeSarif(findings, rules, version);
}

/** A finding as `--json` prints it. */
function shown(call: Call, finding: PlacedFinding, hasSource: boolean) {
  const { input, start, end, side, text, check: id, type, severity, suggestions, message, document } = finding;
  return {
    start: input?.start ?? start,
    end: input?.end ?? end,
    // The text under check is the target of the pair where its source is at hand; alone it is the source side of nothing.
    side: document === 'original' ? 'source' : hasSource ? 'target' : side,
    text,
    check: id,
    type,
    severity,
    suggestions,
    message: call.messages(`findings:${message.key}`, message.parameters),
  };
}

/** No file could be read, or one that was has an error: 1. Some could not: 3. */
function statusOf(examined: Examined[], failOn: Severity): number {
  const unread = examined.filter(({ error }) => error).length;
  if (unread === examined.length) return exit.failed;
  if (unread > 0) return exit.partial;
  return examined.some(({ findings }) =>
    findings.some(({ severity }) => ranks.indexOf(severity) <= ranks.indexOf(failOn)),
  )
    ? exit.failed
    : exit.done;
}
