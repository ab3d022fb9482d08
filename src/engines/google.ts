import { InterlinearError, TransientError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Engine, EngineCapabilities, EngineReply, EngineRequest } from '../model/ports.ts';
import { accountOf, isOutside } from './account.ts';
import { characterPrice, type EngineConfig, TIMEOUT_MS } from './config.ts';
import { accessTokens } from './google/access-token.ts';
import { askJson, type Refusal } from './http.ts';
import { escaped, htmlDialect, marked, unmarked } from './markup.ts';
import { listOf, property, textsOf } from './reply.ts';
import { withTermOutcomes } from './term-outcomes.ts';

const name = 'google';

/** US dollars for a million characters, as published in 2025. */
const LIST_PRICE = 20;

/** 1,024 texts and 30,000 code points a request (quotas and limits); markup counts. */
const limits = { segmentCharacters: 15_000, segmentsPerCall: 200, charactersPerCall: 15_000 };

/**
 * Google Cloud Translation, v3 (projects.locations.translateText). Codes travel as HTML. Terms go through the glossary that the settings
 * name, or as elements that are not to be translated.
 */
export function google(config: EngineConfig): Engine {
  const key = config.googleKey ?? '';
  const project = config.googleProject ?? '';
  const location = config.googleLocation ?? 'global';
  const base = (config.googleUrl ?? 'https://translation.googleapis.com').replace(/\/+$/, '');
  const parent = `projects/${project}/locations/${location}`;
  const timeoutMs = config.timeoutMs ?? TIMEOUT_MS;
  const tokens = accessTokens(key, timeoutMs);
  const model = config.googleModel ? `${parent}/models/${config.googleModel}` : undefined;
  const glossary = config.googleGlossary ? `${parent}/glossaries/${config.googleGlossary}` : undefined;
  const dialect = glossary
    ? htmlDialect
    : {
        ...htmlDialect,
        term: (id: number, term: { target: string }) =>
          `<span id="${id}" translate="no">${escaped(term.target)}</span>`,
      };

  return {
    name,
    ...(key ? { account: accountOf(key + project) } : {}),

    async capabilities(): Promise<EngineCapabilities> {
      const available = key !== '' && project !== '';
      return {
        available,
        ...(available ? {} : { remedy: 'engine.google.remedy' }),
        pairs: [],
        anyPair: true,
        limits,
        costPerMillionCharacters: characterPrice(config, name, LIST_PRICE),
        sendsTextOutside: isOutside(base, config.insideHosts),
      };
    },

    version: async () =>
      ['google v3', config.googleModel ?? 'general/nmt', config.googleGlossary ?? ''].join(' ').trim(),

    async translate({ from, to, segments }: EngineRequest, signal?: AbortSignal): Promise<EngineReply> {
      const written = segments.map((segment) => marked(segment, dialect));
      const token = await tokens.current(signal);
      const answer = await askJson({
        engine: name,
        url: `${base}/v3/${parent}:translateText`,
        headers: { authorization: `Bearer ${token}`, 'x-goog-user-project': project },
        body: {
          contents: written.map(({ text }) => text),
          mimeType: 'text/html',
          sourceLanguageCode: from,
          targetLanguageCode: to,
          ...(model ? { model } : {}),
          ...(glossary ? { glossaryConfig: { glossary, ignoreCase: true } } : {}),
        },
        timeoutMs,
        secrets: [token, key, ...segments.map(({ text }) => text)],
        refusal: (refusal) => {
          if (refusal.status === 401) tokens.forget();
          return refusalOf(refusal, from, to);
        },
        ...(signal ? { signal } : {}),
      });
      const list = listOf(property(answer, glossary ? 'glossaryTranslations' : 'translations'));
      const texts = textsOf(
        name,
        list?.map((one) => property(one, 'translatedText')),
        segments.length,
      );
      const results = segments.map((segment, index) => {
        const held = new Set(glossary ? segment.terms : written[index]?.terms);
        const outcome = glossary ? ('native' as const) : ('placeholder' as const);
        return withTermOutcomes(unmarked(texts[index] as string, segment), segment, (term) =>
          held.has(term) ? outcome : undefined,
        );
      });
      return { results, route: `${from}>${to}`, version: await this.version(from, to) };
    },
  };
}

/**
 * 400 that names a language is a pair Google does not have. 403 is a key without rights, except where a daily quota is used up (`Daily
 * Limit Exceeded`); 403 `User Rate Limit Exceeded` asks for patience as 429 does.
 */
function refusalOf(
  { status, message, seconds }: Refusal,
  from: LanguageTag,
  to: LanguageTag,
): InterlinearError | undefined {
  if (status === 400 && /language/i.test(message))
    return new InterlinearError('engine.pair', { from, to, engine: name });
  if (status === 403 && /daily limit/i.test(message))
    return new InterlinearError('engine.quota', { engine: name, reason: message });
  if (status === 403 && /rate limit/i.test(message))
    return new TransientError('engine.limited', { engine: name, seconds });
  return undefined;
}
