import { readConfig } from '../config.ts';
import { checkEngineNames } from '../engines/select.ts';
import { UsageError } from '../model/errors.ts';
import { wishedKinds } from '../outputs/kinds.ts';
import { type Call, type Command, flagsOf, placeOptions } from './command.ts';
import { enginesOf } from './engines.ts';
import type { Wishes } from './run.ts';
import { wishedStyleOfDesk } from './style-of-desk.ts';
import { wishedEmbargo } from './wished-embargo.ts';
import { wishedLanguage } from './wished-language.ts';
import { wishedProfile } from './wished-profile.ts';
import { wishedRules } from './wished-rules.ts';
import { wishedDay } from './wished-style.ts';

/** `interlinear translate`: hands files in, waits for them, writes what comes out. */
export const translate: Command = {
  name: 'translate',
  usage: 'FILE... [--to LANG,LANG] [--source FILE] [...]',
  options: {
    to: { type: 'string', value: 'LANG,LANG' },
    from: { type: 'string', value: 'LANG' },
    source: { type: 'string', value: 'FILE' },
    'source-from': { type: 'string', value: 'LANG' },
    glossary: { type: 'string', multiple: true, value: 'FILE' },
    memory: { type: 'string', multiple: true, value: 'FILE' },
    style: { type: 'string', value: 'NAME|FILE' },
    date: { type: 'string', value: 'YYYY-MM-DD' },
    embargo: { type: 'string', value: 'DATE|none' },
    profile: { type: 'string', value: 'FILE' },
    publisher: { type: 'string', value: 'NAME' },
    calques: { type: 'string', value: 'FILE,FILE' },
    furniture: { type: 'string', value: 'FILE,FILE' },
    engine: { type: 'string', value: 'NAME,NAME' },
    out: { type: 'string', value: 'DIR' },
    format: { type: 'string', value: 'KIND,KIND' },
    json: { type: 'boolean' },
    yes: { type: 'boolean' },
    models: { type: 'string', value: 'DIR' },
    registry: { type: 'string', value: 'URL|DIR' },
    architecture: { type: 'string', value: 'NAME' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear translate examples/idleb/article.en.txt --to es,ca',
    'npx interlinear translate examples/idleb/article.en.txt --source examples/idleb/article.fr.txt --to es,ca --glossary examples/idleb/glossary.csv',
    'npx interlinear translate story.html --to es --memory desk.tmx --format article,xliff21 --out out/story',
  ],
  async run(call) {
    const wishes = await readWishes(call);
    // Loaded only now: a call that cannot be meant is refused at once.
    const { runTranslate } = await import('./run.ts');
    return runTranslate(call, wishes);
  },
};

/** @throws UsageError for whatever cannot be meant */
async function readWishes(call: Call): Promise<Wishes> {
  const { values, positionals } = call;
  const config = readConfig(flagsOf(call));
  if (positionals.length === 0) throw new UsageError('translate.no-file');
  const source = values.source as string | undefined;
  if (source !== undefined && positionals.length > 1)
    throw new UsageError('translate.one-source', { files: positionals.length });
  checkEngineNames(enginesOf(config).keys(), config.engine);
  const list = (name: string) =>
    ((values[name] as string | undefined) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  const language = (name: string) => {
    const written = values[name] as string | undefined;
    return written === undefined ? undefined : wishedLanguage(written);
  };
  const formats = wishedKinds(list('format'));
  const from = language('from');
  const sourceFrom = language('source-from');
  const date = wishedDay(call);
  const embargo = wishedEmbargo(call);
  const profile = wishedProfile(call, config);
  return {
    config,
    files: positionals,
    ...(source !== undefined ? { source } : {}),
    to: [...new Set(list('to').map(wishedLanguage))],
    ...(from ? { from } : {}),
    ...(sourceFrom ? { sourceFrom } : {}),
    glossaries: (values.glossary as string[] | undefined) ?? [],
    memories: (values.memory as string[] | undefined) ?? [],
    style: await wishedStyleOfDesk(call, config, 'translate'),
    rules: wishedRules(config),
    ...(date ? { date } : {}),
    ...(embargo !== undefined ? { embargo } : {}),
    ...(profile ? { profile } : {}),
    formats,
    ...(values.out !== undefined ? { out: values.out as string } : {}),
    json: values.json === true,
    yes: values.yes === true,
  };
}
