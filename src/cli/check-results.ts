import { checks } from '../checks/registry.ts';
import { type SarifFinding, writeSarif } from '../formats/sarif/write.ts';
import { type Finding, isMissed, itsSeverity, type NotRun, type PlacedFinding } from '../model/finding.ts';
import type { UnitFinding } from '../pipeline/check-pairs.ts';
import { version } from '../version.ts';
import type { Checked, CheckedArticle, CheckedPairs } from './checked.ts';
import type { Call } from './command.ts';
import { findingsTable } from './findings-table.ts';
import { labelled, sentence } from './sentence.ts';

/** Passed-over units that are told line by line. */
const TOLD = 20;

/** Prints tables, one a file. */
export function printTables(call: Call, checked: Checked[]): void {
  const { messages } = call;
  for (const one of checked) {
    if (one.kind === 'unread') continue;
    if (checked.length > 1) call.out(one.file);
    const lines =
      one.kind === 'pairs'
        ? findingsTable(one.findings, messages, undefined, ({ unit, line }) =>
            messages('cli:check.place', { unit: shortened(unit), line }),
          )
        : findingsTable(one.findings, messages);
    for (const line of lines) call.out(line);
    if (one.kind === 'pairs') tellUnits(call, one);
    for (const said of reasonsOf(call, one.notRun)) call.out(said);
  }
}

/** An entry of a PO file is known by its text, which may be a page. */
function shortened(unit: string): string {
  return unit.length > 24 ? `${unit.slice(0, 23)}…` : unit;
}

function tellUnits(call: Call, { file, pairs, untranslated, passedOver }: CheckedPairs): void {
  call.out(call.messages('cli:check.pairs', { count: pairs }));
  if (untranslated > 0) call.out(call.messages('cli:check.untranslated', { count: untranslated }));
  for (const { line, reason } of passedOver.slice(0, TOLD))
    call.note(
      labelled(`${file}:${line}`, sentence({ code: reason, parameters: {} }, call.messages), call.interfaceLanguage),
    );
  if (passedOver.length > TOLD) call.note(call.messages('cli:memory.import.more', { count: passedOver.length - TOLD }));
}

/** Reasons that say something of single checks: these are named. */
const ofSome = new Set(['not-run.off', 'not-run.language']);

/** Why checks did not run, each reason once. */
function reasonsOf({ messages }: Call, notRun: NotRun[]): string[] {
  const checksBy = new Map<string, { names: string[]; named: boolean }>();
  for (const { check: id, reason, parameters } of notRun.filter(isMissed)) {
    const said = messages(`findings:${reason}`, parameters);
    const known = checksBy.get(said) ?? { names: [], named: ofSome.has(reason) };
    known.names.push(messages(`findings:check.${id}`));
    checksBy.set(said, known);
  }
  return [...checksBy].map(([said, { names, named }]) => (named ? `${said} (${names.join(', ')})` : said));
}

/** One JSON object: the file's own, or a list of files with the status. */
export function printJson(call: Call, checked: Checked[], status: number): void {
  const files = checked.map((one) => {
    if (one.kind === 'unread') {
      const message = sentence(one.error, call.messages, one.file);
      return { file: one.file, error: { ...one.error, message }, findings: [], notRun: [] };
    }
    const shown =
      one.kind === 'pairs'
        ? one.findings.map((found) => unitEntry(call, found))
        : one.findings.map((found) => articleEntry(call, found, one));
    return {
      file: one.file,
      error: null,
      findings: shown,
      notRun: one.notRun,
      ...(one.kind === 'pairs' ? unitCounts(call, one) : {}),
    };
  });
  const { file: _, error: __, ...alone } = files[0] ?? { file: '', error: null };
  call.out(JSON.stringify(checked.length > 1 ? { status, files } : alone));
}

function unitCounts(call: Call, { pairs, untranslated, passedOver }: CheckedPairs) {
  const said = passedOver.map((one) => ({
    ...one,
    message: sentence({ code: one.reason, parameters: {} }, call.messages),
  }));
  return { pairs, untranslated, passedOver: said };
}

function articleEntry(call: Call, finding: PlacedFinding, { source }: CheckedArticle) {
  const { input, document } = finding;
  return {
    ...(finding.id ? { id: finding.id } : {}),
    start: input?.start ?? finding.start,
    end: input?.end ?? finding.end,
    // The text under check is the target of the pair where its source is at hand; alone it is the source side of nothing.
    side: document === 'original' ? 'source' : source ? 'target' : finding.side,
    ...saidOf(call, finding),
  };
}

function unitEntry(call: Call, finding: UnitFinding) {
  const { unit, line, language, start, end, side } = finding;
  return { unit, line, language, start, end, side, ...saidOf(call, finding) };
}

function saidOf(call: Call, finding: Finding) {
  const { text, check, suggestions, message } = finding;
  return {
    text,
    check,
    ...standardsOf(finding),
    suggestions,
    message: call.messages(`findings:${message.key}`, message.parameters),
  };
}

/** What standards call a finding, and how bad and how sure it is. */
function standardsOf({ type, mqm, severity, confidence }: Finding) {
  const sure = confidence === undefined ? {} : { confidence };
  return { type, ...(mqm ? { mqm } : {}), severity, its: itsSeverity[severity], ...sure };
}

/** Prints a SARIF log, which code hosts read. */
export function printSarif(call: Call, checked: Checked[]): void {
  const rules = checks.map(({ id, severity, type, mqm }) => ({
    ...{ id, name: call.messages(`findings:check.${id}`), severity },
    tags: [type, mqm],
  }));
  call.out(
    writeSarif(
      checked.flatMap((one) => sarifOf(call, one)),
      rules,
      version,
    ),
  );
}

function sarifOf(call: Call, one: Checked): SarifFinding[] {
  if (one.kind === 'unread') return [];
  const common = (finding: Finding): Omit<SarifFinding, 'file'> => {
    const { severity, ...properties } = standardsOf(finding);
    const { suggestions } = finding;
    return {
      ...{ rule: finding.check, severity, rank: properties.its },
      message: call.messages(`findings:${finding.message.key}`, finding.message.parameters),
      properties: { ...properties, ...(suggestions.length > 0 ? { suggestions } : {}) },
    };
  };
  if (one.kind === 'pairs')
    return one.findings.map((finding) => ({
      ...common(finding),
      file: one.file,
      line: finding.line,
      unit: finding.unit,
    }));
  return one.findings.map((finding) => {
    const { file, input: text } = finding.document === 'original' && one.source ? one.source : one;
    const [suggestion] = finding.suggestions;
    return {
      ...{ ...common(finding), file },
      ...(finding.input ? { place: { ...finding.input, text } } : {}),
      ...(suggestion === undefined ? {} : { suggestion }),
    };
  });
}
