import { basename } from 'node:path';
import { checkEngineNames } from '../engines/select.ts';
import { bands } from '../memory/analysis.ts';
import { textMeasure } from '../memory/measure.ts';
import { usualPenalties } from '../memory/penalties.ts';
import { confinementOf } from '../model/embargo.ts';
import { InterlinearError, storedError, UsageError } from '../model/errors.ts';
import type { EstimatedArticle, Size } from '../pipeline/estimate.ts';
import { estimateRun, segmentsToTranslate, type TimedEstimate } from '../pipeline/estimate-run.ts';
import { prepareArticle } from '../pipeline/prepare.ts';
import { memoryLookup } from '../pipeline/similar-units.ts';
import { deskSettings } from '../storage/desks.ts';
import { engineCosts } from '../storage/engine-costs.ts';
import { loadConcepts } from '../storage/glossaries.ts';
import { recordedCalls } from '../storage/ledger.ts';
import { memoriesInForce } from '../storage/memories.ts';
import { memoryStore } from '../storage/memory-lookup.ts';
import { datedTerms } from '../terminology/dated.ts';
import { tableLines } from './columns.ts';
import { type Call, type Command, exit, placeOptions } from './command.ts';
import { givenStyle } from './desk-style.ts';
import { enginesOf } from './engines.ts';
import { readInput } from './files.ts';
import { withMemories } from './memory-desk.ts';
import { money } from './money.ts';
import { importResources } from './resources.ts';
import { labelled, sentence } from './sentence.ts';
import { embargoEnd, wishedEmbargo } from './wished-embargo.ts';
import { wishedLanguage } from './wished-language.ts';
import { wishedRules } from './wished-rules.ts';
import { wishedDay } from './wished-style.ts';

/** `interlinear estimate`: what a run would take, before anything is paid. */
export const estimateCommand: Command = {
  name: 'estimate',
  usage: 'FILE... --to LANG,LANG [--engine NAME,NAME] [...]',
  options: {
    to: { type: 'string', value: 'LANG,LANG' },
    from: { type: 'string', value: 'LANG' },
    source: { type: 'string', value: 'FILE' },
    glossary: { type: 'string', multiple: true, value: 'FILE' },
    memory: { type: 'string', multiple: true, value: 'FILE' },
    style: { type: 'string', value: 'NAME|FILE' },
    date: { type: 'string', value: 'YYYY-MM-DD' },
    embargo: { type: 'string', value: 'DATE|none' },
    engine: { type: 'string', value: 'NAME,NAME' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear estimate examples/idleb/article.en.txt --to es,ca --memory examples/idleb/memory.tmx',
    'npx interlinear estimate stories/*.html --to es,ar --engine deepl,apertium',
  ],
  async run(call) {
    const { values, positionals } = call;
    if (positionals.length === 0) throw new UsageError('translate.no-file');
    const source = values.source as string | undefined;
    if (source !== undefined && positionals.length > 1)
      throw new UsageError('translate.one-source', { files: positionals.length });
    const wished = ((values.to as string | undefined) ?? '').split(',').map((part) => part.trim());
    const languages = [...new Set(wished.filter(Boolean).map(wishedLanguage))];
    if (languages.length === 0) throw new UsageError('memory.language-missing', { option: '--to' });
    const from = values.from === undefined ? undefined : wishedLanguage(values.from as string);
    const date = wishedDay(call);
    const written = wishedEmbargo(call);
    return withMemories(call, this.name, async ({ tables, desk, config, now, indexes }) => {
      const engines = enginesOf(config);
      checkEngineNames(engines.keys(), config.engine);
      const files = { tables, desk, now, limitMegabytes: config.inputLimitMegabytes };
      const { glossaries, memories } = await importResources(files, {
        glossaries: (values.glossary as string[] | undefined) ?? [],
        memories: (values.memory as string[] | undefined) ?? [],
      });
      const style = await givenStyle(tables, desk, config);
      const { patterns: furniture } = wishedRules(config);
      const termsOn = datedTerms(await loadConcepts(tables, desk, glossaries), style);
      const today = date ?? now.toISOString().slice(0, 10);
      const { findTerms } = termsOn(today);
      const settings = await deskSettings(tables, desk);
      const embargo = written === undefined ? undefined : embargoEnd(written, settings.timeZone);
      const articles: EstimatedArticle[] = [];
      let failed = 0;
      for (const file of positionals)
        try {
          const prepared = prepareArticle(
            {
              fileName: basename(file),
              input: readInput(file, config.inputLimitMegabytes),
              ...(from ? { from } : {}),
              ...(source === undefined
                ? {}
                : { source: { fileName: basename(source), input: readInput(source, config.inputLimitMegabytes) } }),
            },
            {
              ...{ findTerms, today, furniture, candidates: config.languages },
              termsOn: date ? () => termsOn(date) : termsOn,
            },
          );
          const { delivered, source: original } = prepared;
          const terms = termsOn(date ?? delivered.date ?? original?.date ?? today);
          const stated = [delivered.embargo, original?.embargo].filter((one) => one !== undefined);
          const embargoes = embargo === undefined ? stated : embargo === null ? [] : [{ until: embargo }];
          const confinement = confinementOf(settings, embargoes, now);
          articles.push({ ...segmentsToTranslate(prepared), ...terms, ...(confinement ? { confinement } : {}) });
        } catch (error) {
          if (!(error instanceof InterlinearError)) throw error;
          failed += 1;
          call.note(labelled(file, sentence(storedError(error), call.messages), call.interfaceLanguage));
        }
      const { engines: costs } = await engineCosts(tables, desk, now);
      const inForce = await memoriesInForce(tables, desk, memories, now);
      const tools = {
        memory: memoryLookup(memoryStore(tables, desk, inForce, textMeasure), indexes),
        threshold: config.memoryThreshold,
        penalties: usualPenalties,
        now,
        engines,
        engine: config.engine,
        style: style.name,
        recorded: (keys: string[]) => recordedCalls(tables, desk, keys),
      };
      const about = { costs, concurrency: config.concurrency, dailyBudget: settings.dailyBudget };
      const { languages: estimates, cost, leftToday: left } = await estimateRun(articles, languages, tools, about);
      if (values.json)
        call.out(JSON.stringify({ files: articles.length, failed, languages: estimates, cost, leftToday: left }));
      else for (const line of shown(call, estimates, cost, left)) call.out(line);
      if (failed === 0) return exit.done;
      return articles.length > 0 ? exit.partial : exit.failed;
    });
  },
};

function shown(call: Call, estimates: TimedEstimate[], cost: number, left: number | null): string[] {
  const { messages } = call;
  const lines = estimates.flatMap((one) => {
    const size = (name: string, { segments, words, characters }: Size) => [
      name,
      String(segments),
      String(words),
      String(characters),
    ];
    const band = (name: string) =>
      ['repetitions', 'none'].includes(name) ? messages(`cli:memory.band.${name}`) : `${name} %`;
    const head = ['segments', 'words', 'characters'].map((name) => messages(`cli:memory.band.${name}`));
    const rows = [
      [one.language, ...head],
      ...bands.filter((name) => one.bands[name].segments > 0).map((name) => size(band(name), one.bands[name])),
      size(messages('cli:memory.band.total'), one.total),
      size(messages('cli:estimate.memory'), one.fromMemory),
      size(messages('cli:estimate.recorded'), one.recorded),
      size(messages('cli:estimate.asked', { engine: one.engine ?? '-' }), one.asked),
    ];
    const time =
      one.seconds === null
        ? messages('cli:estimate.time-unknown')
        : messages('cli:estimate.time', { count: Math.ceil(one.seconds) });
    return [
      ...tableLines(rows),
      one.reason
        ? sentence(one.reason, messages)
        : `${messages('cli:estimate.cost', { cost: money(one.cost) })} ${time}`,
      '',
    ];
  });
  if (estimates.length > 1) lines.push(messages('cli:estimate.cost', { cost: money(cost) }));
  if (left !== null)
    lines.push(messages(cost > left ? 'cli:estimate.over' : 'cli:estimate.left', { left: money(left) }));
  return lines;
}
