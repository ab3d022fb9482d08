import { type Config, readConfig } from '../config.ts';
import { UsageError } from '../model/errors.ts';
import type { Concept } from '../model/term.ts';
import { type ListedName, listNames } from '../pipeline/name-list.ts';
import { prepareArticle } from '../pipeline/prepare.ts';
import { datedTerms } from '../terminology/dated.ts';
import { pad } from './columns.ts';
import { type Call, type Command, exit, flagsOf, placeOptions } from './command.ts';
import { readInput } from './files.ts';
import { glossaryConcepts } from './glossary-files.ts';
import { wishedStyleOfDesk } from './style-of-desk.ts';
import { wishedLanguage } from './wished-language.ts';
import { wishedRules } from './wished-rules.ts';
import { wishedDay } from './wished-style.ts';

/** `interlinear names`: the names of an article, whom each of them means, and what the house writes. Nothing is stored. */
export const names: Command = {
  name: 'names',
  usage: 'FILE [--from LANG] [--source-from LANG] [--style NAME] [--json]',
  options: {
    from: { type: 'string', value: 'LANG' },
    'source-from': { type: 'string', value: 'LANG' },
    glossary: { type: 'string', multiple: true, value: 'FILE' },
    style: { type: 'string', value: 'NAME|FILE' },
    date: { type: 'string', value: 'YYYY-MM-DD' },
    desk: { type: 'string', value: 'NAME' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear names examples/idleb/article.en.txt',
    'npx interlinear names examples/idleb/article.en.txt --style guardian --json',
  ],
  async run(call) {
    const { values, positionals } = call;
    const config: Config = readConfig(flagsOf(call));
    const [file, ...more] = positionals;
    if (file === undefined) throw new UsageError('translate.no-file');
    if (more.length > 0) throw new UsageError('names.one-file', { files: positionals.length });
    const style = await wishedStyleOfDesk(call, config, this.name);
    const date = wishedDay(call);
    const language = (name: string) =>
      values[name] === undefined ? undefined : wishedLanguage(values[name] as string);
    const [from, sourceFrom] = [language('from'), language('source-from')];
    const glossaries: Concept[] = [];
    for (const path of (values.glossary as string[] | undefined) ?? [])
      glossaries.push(...(await glossaryConcepts(path)));
    const termsOn = datedTerms(glossaries, style);
    const today = date ?? new Date().toISOString().slice(0, 10);
    const prepared = prepareArticle(
      {
        ...{ fileName: file, input: readInput(file, config.inputLimitMegabytes) },
        ...(from ? { from } : {}),
        ...(sourceFrom ? { sourceFrom } : {}),
      },
      {
        findTerms: termsOn(today).findTerms,
        termsOn: date ? () => termsOn(date) : termsOn,
        ...{ today, candidates: config.languages, furniture: wishedRules(config).patterns },
      },
    );
    const day = date ?? prepared.delivered.date ?? today;
    const found = listNames(prepared, termsOn(day), { style: style.name, date: day });
    if (values.json) {
      const { language: of, ...original } = prepared.original;
      const about = { language: prepared.delivered.language, original: { ...original, language: of ?? null } };
      call.out(JSON.stringify({ ...about, style: style.name, date: day, names: found }));
    } else if (found.length === 0) call.out(call.messages('cli:names.none'));
    else for (const line of tableOf(call, found)) call.out(line);
    return exit.done;
  },
};

function tableOf({ messages }: Call, found: ListedName[]): string[] {
  const rows = [
    ['spelling', 'house', 'entity', 'evidence', 'count'].map((column) => messages(`cli:names.column.${column}`)),
    ...found.map(({ spelling, house, entity, evidence, count }) => [
      spelling,
      // What is right already stands once.
      house === spelling ? '=' : (house ?? '?'),
      entity ?? '',
      messages(`cli:names.evidence.${evidence}`),
      String(count),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
