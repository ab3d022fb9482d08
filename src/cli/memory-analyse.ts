import { basename } from 'node:path';
import { type Amount, bands } from '../memory/analysis.ts';
import { textMeasure } from '../memory/measure.ts';
import { InterlinearError, storedError, UsageError } from '../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../model/language.ts';
import type { LeveragedSegment } from '../pipeline/leverage.ts';
import { analyseBatch, type LanguageAnalysis, segmentsToAnalyse } from '../pipeline/memory-analysis.ts';
import { prepareArticle } from '../pipeline/prepare.ts';
import { memoryLookup } from '../pipeline/similar-units.ts';
import { memoriesInForce } from '../storage/memories.ts';
import { memoryStore } from '../storage/memory-lookup.ts';
import { datedTerms } from '../terminology/dated.ts';
import { pad } from './columns.ts';
import { type Call, type Command, exit, placeOptions } from './command.ts';
import { readInput } from './files.ts';
import { languageOption, withMemories } from './memory-desk.ts';
import { importMemoryFiles } from './resources.ts';
import { labelled, sentence } from './sentence.ts';

/** `interlinear memory analyse`: how much of a batch the memories know already, as desks quote it. */
export const memoryAnalyse: Command = {
  name: 'memory analyse',
  usage: 'FILE... --to LANG,LANG [--memory FILE]...',
  options: {
    to: { type: 'string', value: 'LANG,LANG' },
    from: { type: 'string', value: 'LANG' },
    memory: { type: 'string', multiple: true, value: 'FILE' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear memory analyse examples/idleb/article.fr.txt --to es,ca --memory examples/idleb/memory.tmx',
  ],
  async run(call) {
    if (call.positionals.length === 0) throw new UsageError('translate.no-file');
    const from = languageOption(call, 'from');
    const wished = ((call.values.to as string | undefined) ?? '').split(',').map((part) => part.trim());
    const languages = [...new Set(wished.filter(Boolean).map(parseWished))];
    if (languages.length === 0) throw new UsageError('memory.language-missing', { option: '--to' });
    return withMemories(call, this.name, async (desk) => {
      const { tables, config, now } = desk;
      const handedIn = await importMemoryFiles(
        { tables, desk: desk.desk, now, limitMegabytes: config.inputLimitMegabytes },
        (call.values.memory as string[] | undefined) ?? [],
      );
      const terms = datedTerms([])(now.toISOString().slice(0, 10));
      const memories = await memoriesInForce(tables, desk.desk, handedIn, now);
      const memory = memoryLookup(memoryStore(tables, desk.desk, memories, textMeasure), desk.indexes);
      let failed = 0;
      const articles: { language: LanguageTag; segments: LeveragedSegment[] }[] = [];
      for (const file of call.positionals)
        try {
          const input = readInput(file, config.inputLimitMegabytes);
          const prepared = prepareArticle(
            { fileName: basename(file), input, ...(from ? { from } : {}) },
            { findTerms: terms.findTerms, candidates: config.languages },
          );
          articles.push(segmentsToAnalyse(prepared));
        } catch (error) {
          if (!(error instanceof InterlinearError)) throw error;
          failed += 1;
          call.note(labelled(file, sentence(storedError(error), call.messages), call.interfaceLanguage));
        }
      const rows = await analyseBatch(articles, languages, { memory, ...terms, now });
      if (call.values.json) call.out(JSON.stringify({ files: articles.length, failed, languages: rows }));
      else for (const row of rows) for (const line of table(call, row.language, row.bands)) call.out(line);
      if (failed === 0) return exit.done;
      return articles.length > 0 ? exit.partial : exit.failed;
    });
  },
};

function parseWished(written: string): LanguageTag {
  try {
    return parseLanguage(written);
  } catch (error) {
    if (error instanceof InterlinearError) throw new UsageError(error.code, error.parameters);
    throw error;
  }
}

function table(call: Call, language: LanguageTag, sums: LanguageAnalysis['bands']): string[] {
  const { messages } = call;
  const name = (band: string) =>
    ['repetitions', 'none', 'total'].includes(band) ? messages(`cli:memory.band.${band}`) : `${band} %`;
  const cells = [
    [
      language,
      messages('cli:memory.band.segments'),
      messages('cli:memory.band.words'),
      messages('cli:memory.band.characters'),
    ],
    ...[...bands, 'total' as const].map((band) => {
      const { segments, words, characters }: Amount = sums[band];
      return [name(band), String(segments), String(words), String(characters)];
    }),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return [
    ...cells.map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    '',
  ];
}
