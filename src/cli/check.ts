import { readConfig } from '../config.ts';
import { bilingualFormatForFile } from '../formats/bilingual-registry.ts';
import { UsageError } from '../model/errors.ts';
import type { Severity } from '../model/finding.ts';
import type { Profile } from '../model/profile.ts';
import type { Concept } from '../model/term.ts';
import { findDesk } from '../storage/desks.ts';
import { creditFinder } from '../terminology/credits.ts';
import { datedTerms } from '../terminology/dated.ts';
import { fileChecker } from './check-files.ts';
import { printJson, printSarif, printTables } from './check-results.ts';
import { ranks, statusOf } from './checked.ts';
import { type Call, type Command, flagsOf, placeOptions } from './command.ts';
import { creditTable } from './credits-import.ts';
import { glossaryConcepts } from './glossary-files.ts';
import { withDesks } from './memory-desk.ts';
import { labelled, sentence } from './sentence.ts';
import { wishedStyleOfDesk } from './style-of-desk.ts';
import { wishedLanguage } from './wished-language.ts';
import { wishedProfile } from './wished-profile.ts';
import { wishedRules } from './wished-rules.ts';
import { wishedDay } from './wished-style.ts';

/** `interlinear check`: what the checks see in texts, with their source where there is one, and in bilingual files. Nothing is stored or translated. */
export const check: Command = {
  name: 'check',
  usage: 'FILE... [--source FILE] [--profile FILE | --desk NAME] [--fail-on SEVERITY] [--json|--sarif] [...]',
  options: {
    from: { type: 'string', value: 'LANG' },
    to: { type: 'string', value: 'LANG' },
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
    desk: { type: 'string', value: 'NAME' },
    'fail-on': { type: 'string', value: 'SEVERITY' },
    json: { type: 'boolean' },
    sarif: { type: 'boolean' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear check examples/idleb/article.en.txt',
    'npx interlinear check examples/idleb/article.en.txt --source examples/idleb/article.fr.txt --json',
    'npx interlinear check examples/idleb/memory.tmx --fail-on warning',
    'npx interlinear check po/fr.po --profile desk.json --sarif',
  ],
  async run(call) {
    const { values, positionals } = call;
    const config = readConfig(flagsOf(call));
    if (positionals.length === 0) throw new UsageError('translate.no-file');
    const source = values.source as string | undefined;
    if (source !== undefined && positionals.length > 1)
      throw new UsageError('translate.one-source', { files: positionals.length });
    const bilingual = positionals.find(bilingualFormatForFile);
    if (source !== undefined && bilingual !== undefined) throw new UsageError('check.own-source', { file: bilingual });
    const style = await wishedStyleOfDesk(call, config, this.name);
    const date = wishedDay(call);
    const language = (name: string) =>
      values[name] === undefined ? undefined : wishedLanguage(values[name] as string);
    const [from, to, sourceFrom] = [language('from'), language('to'), language('source-from')];
    const failOn = severityOf(values['fail-on'] as string | undefined);
    const glossaries: Concept[] = [];
    for (const path of (values.glossary as string[] | undefined) ?? [])
      glossaries.push(...(await glossaryConcepts(path)));
    const profile = wishedProfile(call, config) ?? (await deskProfile(call));
    const termsOn = datedTerms(glossaries, style);
    const creditsPath = values.credits as string | undefined;
    const credits = creditsPath === undefined ? [] : creditTable(creditsPath, config.inputLimitMegabytes);
    const findCredit = creditFinder(credits, config.publisher);
    const { calques, patterns } = wishedRules(config);
    const look = fileChecker(config, (day) => ({ ...termsOn(day), findCredit, calques }), {
      furniture: patterns,
      ...(date ? { date } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(source !== undefined ? { source } : {}),
      ...(sourceFrom ? { sourceFrom } : {}),
      ...(profile ? { profile } : {}),
    });
    const checked = positionals.map(look);
    for (const one of checked)
      if (one.kind === 'unread')
        call.note(labelled(one.file, sentence(one.error, call.messages, one.file), call.interfaceLanguage));
    const status = statusOf(checked, failOn);
    if (values.sarif) printSarif(call, checked);
    else if (values.json) printJson(call, checked, status);
    else printTables(call, checked);
    return status;
  },
};

/** @throws UsageError `check.severity` {value} */
function severityOf(value = 'error'): Severity {
  const severity = ranks.find((one) => one === value);
  if (!severity) throw new UsageError('check.severity', { value });
  return severity;
}

/** The profile of the desk that `--desk` names. @throws InterlinearError `desk.unknown` {name, known} */
async function deskProfile(call: Call): Promise<Profile | undefined> {
  const name = call.values.desk as string | undefined;
  if (name === undefined) return undefined;
  return withDesks(call, 'check', async ({ tables }) => (await findDesk(tables, name)).checkProfile ?? undefined);
}
