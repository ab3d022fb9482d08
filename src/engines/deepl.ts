import { InterlinearError, TransientError } from '../model/errors.ts';
import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { Engine, EngineCapabilities, EngineReply, EngineRequest } from '../model/ports.ts';
import { accountOf, isOutside } from './account.ts';
import { characterPrice, type EngineConfig, TIMEOUT_MS } from './config.ts';
import { glossaryKeeper } from './deepl/glossaries.ts';
import { askJson, type Refusal } from './http.ts';
import { escaped, marked, unmarked, xmlDialect } from './markup.ts';
import { listOf, property, textsOf } from './reply.ts';
import { withTermOutcomes } from './term-outcomes.ts';

const name = 'deepl';

/** Euro for a million characters of the plan for developers, as published in 2025; accounts differ: `prices` replaces it. */
const LIST_PRICE = 20;

/** 50 texts and 128 KiB a request (API reference, translate): characters of three bytes, with markup and escapes, stay below it. */
const limits = { segmentCharacters: 20_000, segmentsPerCall: 50, charactersPerCall: 30_000 };

/**
 * DeepL, v2 (developers.deepl.com). Codes travel as XML. Terms go through a glossary that is kept with the service under the hash of the
 * desk's entries; a pair for which DeepL takes no glossary gets them as elements that it is told to ignore.
 */
export function deepl(config: EngineConfig): Engine {
  const key = config.deeplKey ?? '';
  // Keys of free accounts end in ":fx" (API reference, authentication).
  const base = (
    config.deeplUrl ?? (key.endsWith(':fx') ? 'https://api-free.deepl.com' : 'https://api.deepl.com')
  ).replace(/\/+$/, '');
  const timeoutMs = config.timeoutMs ?? TIMEOUT_MS;
  const headers = { authorization: `DeepL-Auth-Key ${key}` };
  const usesContext = config.deeplContext ?? false;
  const price = characterPrice(config, name, LIST_PRICE);
  const wanted = {
    ...(config.deeplModel ? { model_type: config.deeplModel } : {}),
    ...(config.deeplFormality ? { formality: config.deeplFormality } : {}),
  };
  const glossaries = glossaryKeeper({ base, headers, timeoutMs, secrets: [key] });

  return {
    name,
    ...(key ? { account: accountOf(key) } : {}),

    async capabilities(): Promise<EngineCapabilities> {
      return {
        available: key !== '',
        ...(key ? {} : { remedy: 'engine.deepl.remedy' }),
        pairs: [],
        anyPair: true,
        limits: usesContext ? { ...limits, segmentsPerCall: 1 } : limits,
        costPerMillionCharacters: price,
        sendsTextOutside: isOutside(base, config.insideHosts),
        usesContext,
      };
    },

    version: async () => ['deepl v2', ...Object.values(wanted), ...(usesContext ? ['context'] : [])].join(' '),

    async translate({ from, to, segments, glossary }: EngineRequest, signal?: AbortSignal): Promise<EngineReply> {
      const hasTerms = segments.some((segment) => segment.terms.length > 0);
      const kept = hasTerms && glossary ? await glossaries.idOf(from, to, glossary, signal) : undefined;
      const dialect = kept
        ? xmlDialect
        : {
            ...xmlDialect,
            term: (id: number, term: { target: string }) => `<t id="${id}">${escaped(term.target)}</t>`,
          };
      const written = segments.map((segment) => marked(segment, dialect));
      const context = segments.length === 1 ? contextOf(segments[0]) : '';
      const answer = await askJson({
        engine: name,
        url: `${base}/v2/translate`,
        headers,
        body: {
          text: written.map(({ text }) => text),
          source_lang: baseLanguage(from).toUpperCase(),
          target_lang: targetLanguage(to),
          tag_handling: 'xml',
          ignore_tags: ['t'],
          // Sentences are segments already; splitting again would only lose context.
          split_sentences: 'nonewlines',
          preserve_formatting: true,
          show_billed_characters: true,
          ...wanted,
          ...(context ? { context } : {}),
          ...(kept ? { glossary_id: kept } : {}),
        },
        timeoutMs,
        secrets: [key, ...segments.map(({ text }) => text)],
        refusal: (refusal) => refusalOf(refusal, from, to),
        ...(signal ? { signal } : {}),
      });
      const translations = listOf(property(answer, 'translations'));
      const texts = textsOf(
        name,
        translations?.map((one) => property(one, 'text')),
        segments.length,
      );
      const results = segments.map((segment, index) => {
        const held = new Set(kept ? segment.terms : written[index]?.terms);
        const outcome = kept ? ('native' as const) : ('placeholder' as const);
        const read = unmarked(texts[index] as string, segment);
        return withTermOutcomes(read, segment, (term) => (held.has(term) ? outcome : undefined));
      });
      const billed = translations?.map((one) => Number(property(one, 'billed_characters'))) ?? [];
      const characters = billed.reduce((sum, one) => sum + one, 0);
      return {
        results,
        route: `${from}>${to}`,
        version: await this.version(from, to),
        ...(Number.isFinite(characters) ? { cost: (characters * price) / 1e6 } : {}),
      };
    },
  };
}

function contextOf(segment?: { previous?: string; next?: string }): string {
  return [segment?.previous, segment?.next].filter(Boolean).join('\n');
}

/** DeepL wants a variant of English and Portuguese, and the scripts of Chinese by name; other regions it does not know. */
function targetLanguage(tag: LanguageTag): string {
  const locale = new Intl.Locale(tag).maximize();
  if (locale.language === 'en') return locale.region === 'GB' ? 'EN-GB' : 'EN-US';
  if (locale.language === 'pt') return tag === 'pt' || locale.region !== 'BR' ? 'PT-PT' : 'PT-BR';
  if (locale.language === 'zh') return locale.script === 'Hant' ? 'ZH-HANT' : 'ZH-HANS';
  return baseLanguage(tag).toUpperCase();
}

/** A 400 that names a language parameter is a pair that DeepL does not have; 413 and 414 are too much at once, and never pass. */
function refusalOf({ status, message }: Refusal, from: LanguageTag, to: LanguageTag): InterlinearError | undefined {
  if (status === 400 && /(?:source|target)_lang/.test(message))
    return new InterlinearError('engine.pair', { from, to, engine: name });
  if (status === 404 && /glossary/i.test(message))
    return new TransientError('engine.failed', { engine: name, reason: 'glossary' });
  return undefined;
}
