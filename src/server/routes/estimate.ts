import { Type } from 'typebox';
import { styleNamed, usualStyle } from '../../cli/desk-style.ts';
import { checkEngineNames } from '../../engines/select.ts';
import { textMeasure } from '../../memory/measure.ts';
import { usualPenalties } from '../../memory/penalties.ts';
import { confinementOf } from '../../model/embargo.ts';
import { parseLanguage } from '../../model/language.ts';
import { deskSettings, fuzzyThreshold } from '../../storage/desks.ts';
import { engineCosts } from '../../storage/engine-costs.ts';
import { loadConcepts, namedGlossaries } from '../../storage/glossaries.ts';
import { recordedCalls } from '../../storage/ledger.ts';
import { memoriesInForce } from '../../storage/memories.ts';
import { memoryStore } from '../../storage/memory-lookup.ts';
import { callerOf } from '../caller.ts';
import { bytesOf, inlineArticle, readEach } from '../inline-articles.ts';
import type { Routes } from '../routes.ts';
import { failure, failureOf, orNull } from '../shapes.ts';
import { dayOf, languagesOf, languageTag } from '../wording.ts';

const size = Type.Object({ segments: Type.Integer(), words: Type.Integer(), characters: Type.Integer() });

/** What a submission would take, before anything is paid. */
export const estimate: Routes = (server, service) => {
  const { config, clock, database, engines, indexes } = service;
  const { tables } = database;
  server.post(
    '/v1/estimate',
    {
      config: { permission: 'submit' },
      bodyLimit: config.inputLimitMegabytes * 1e6,
      schema: {
        tags: ['engines'],
        summary: 'What translating some articles would take: segments, money and time',
        operationId: 'estimate',
        body: Type.Object(
          {
            articles: Type.Array(inlineArticle, { minItems: 1, maxItems: 200 }),
            to: Type.Array(languageTag, { minItems: 1, maxItems: 50 }),
            from: Type.Optional(languageTag),
            engine: Type.Optional(
              Type.String({ minLength: 1, maxLength: 500, description: 'One, or several in turn: `deepl,apertium`.' }),
            ),
            style: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
            date: Type.Optional(
              Type.String({ format: 'date', description: 'The articles’ day. Default: their own, or today.' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            articles: Type.Integer(),
            failed: Type.Array(Type.Object({ fileName: Type.String(), error: failure })),
            languages: Type.Array(
              Type.Object({
                language: Type.String(),
                total: size,
                bands: Type.Record(Type.String(), size),
                fromMemory: size,
                recorded: size,
                asked: size,
                engine: orNull(Type.String()),
                reason: orNull(failure),
                cost: Type.Number(),
                seconds: orNull(Type.Number()),
              }),
            ),
            cost: Type.Number(),
            leftToday: orNull(Type.Number({ description: 'What the desk’s budget leaves today.' })),
          }),
        },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { articles, to, from, engine = config.engine, style: named, date } = request.body;
      const languages = languagesOf(to);
      checkEngineNames(engines.keys(), engine);
      // The stages are read when somebody asks: a start need not wait for them.
      const { estimateRun, segmentsToTranslate } = await import('../../pipeline/estimate-run.ts');
      const { prepareArticle } = await import('../../pipeline/prepare.ts');
      const { memoryLookup } = await import('../../pipeline/similar-units.ts');
      const { datedTerms } = await import('../../terminology/dated.ts');
      const now = clock.now();
      const glossaries = (await namedGlossaries(tables, desk)).map(({ id }) => id);
      const style =
        named === undefined ? await usualStyle(tables, desk, config) : await styleNamed(tables, desk, named);
      const termsOn = datedTerms(await loadConcepts(tables, desk, glossaries), style);
      const fixed = date === undefined ? undefined : dayOf(date, 'body.date');
      const today = fixed ?? now.toISOString().slice(0, 10);
      const stated = from === undefined ? {} : { from: parseLanguage(from) };
      const settings = await deskSettings(tables, desk);
      const { read, failed } = readEach(articles, (article) => {
        const { source, fileName } = article;
        const original = source && { source: { fileName: source.fileName, input: bytesOf(source) } };
        const prepared = prepareArticle(
          { fileName, input: bytesOf(article), ...stated, ...original },
          {
            findTerms: termsOn(today).findTerms,
            termsOn: fixed ? () => termsOn(fixed) : termsOn,
            today,
            candidates: config.languages,
          },
        );
        const day = fixed ?? prepared.delivered.date ?? prepared.source?.date ?? today;
        const embargoes = [prepared.delivered.embargo, prepared.source?.embargo].filter((one) => one !== undefined);
        const confinement = confinementOf(settings, embargoes, now);
        return { ...segmentsToTranslate(prepared), ...termsOn(day), ...(confinement ? { confinement } : {}) };
      });
      const { engines: costs } = await engineCosts(tables, desk, now);
      const inForce = await memoriesInForce(tables, desk, [], now);
      const tools = {
        memory: memoryLookup(memoryStore(tables, desk, inForce, textMeasure), indexes),
        threshold: await fuzzyThreshold(tables, desk, config),
        penalties: usualPenalties,
        now,
        engines,
        engine,
        ...(style ? { style: style.name } : {}),
        recorded: (keys: string[]) => recordedCalls(tables, desk, keys),
      };
      const about = { costs, concurrency: config.concurrency, dailyBudget: settings.dailyBudget };
      const run = await estimateRun(read, languages, tools, about);
      return {
        articles: read.length,
        failed: failed.map(({ fileName, error }) => ({ fileName, error: failureOf(error, request) })),
        ...run,
        languages: run.languages.map(({ engine: asked, reason, ...one }) => ({
          ...one,
          engine: asked ?? null,
          reason: reason ? failureOf(reason, request) : null,
        })),
      };
    },
  );
};
