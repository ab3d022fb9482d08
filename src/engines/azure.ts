import { InterlinearError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Engine, EngineCapabilities, EngineReply, EngineRequest } from '../model/ports.ts';
import { accountOf, isOutside } from './account.ts';
import { characterPrice, type EngineConfig, TIMEOUT_MS } from './config.ts';
import { askJson, type Refusal } from './http.ts';
import { escaped, htmlDialect, marked, unmarked } from './markup.ts';
import { listOf, property, textsOf } from './reply.ts';
import { withTermOutcomes } from './term-outcomes.ts';

const name = 'azure';

/** US dollars for a million characters of the standard tier, as published in 2025. */
const LIST_PRICE = 10;

/** 1,000 elements and 50,000 characters a request (request limits); markup counts. */
const limits = { segmentCharacters: 20_000, segmentsPerCall: 500, charactersPerCall: 25_000 };

/** Terms as the dynamic dictionary has them: words with the translation they must get. */
const dialect = {
  ...htmlDialect,
  term: (_: number, term: { source: string; target: string }) =>
    `<mstrans:dictionary translation="${escaped(term.target).replaceAll('"', '&quot;')}">${escaped(term.source)}</mstrans:dictionary>`,
};

/** Azure AI Translator, v3.0 (text translation, translate). Codes travel as HTML; terms through its dynamic dictionary. */
export function azure(config: EngineConfig): Engine {
  const key = config.azureKey ?? '';
  const base = (config.azureUrl ?? 'https://api.cognitive.microsofttranslator.com').replace(/\/+$/, '');
  const category = config.azureCategory ?? 'general';

  return {
    name,
    ...(key ? { account: accountOf(key) } : {}),

    async capabilities(): Promise<EngineCapabilities> {
      return {
        available: key !== '',
        ...(key ? {} : { remedy: 'engine.azure.remedy' }),
        pairs: [],
        anyPair: true,
        limits,
        costPerMillionCharacters: characterPrice(config, name, LIST_PRICE),
        sendsTextOutside: isOutside(base, config.insideHosts),
      };
    },

    version: async () => `azure v3.0 ${category}`,

    async translate({ from, to, segments }: EngineRequest, signal?: AbortSignal): Promise<EngineReply> {
      const written = segments.map((segment) => marked(segment, dialect));
      const query = new URLSearchParams({ 'api-version': '3.0', from, to, textType: 'html', category });
      const answer = await askJson({
        engine: name,
        url: `${base}/translate?${query}`,
        headers: {
          'ocp-apim-subscription-key': key,
          ...(config.azureRegion ? { 'ocp-apim-subscription-region': config.azureRegion } : {}),
        },
        body: written.map(({ text }) => ({ Text: text })),
        timeoutMs: config.timeoutMs ?? TIMEOUT_MS,
        secrets: [key, ...segments.map(({ text }) => text)],
        refusal: (refusal) => refusalOf(refusal, from, to),
        ...(signal ? { signal } : {}),
      });
      const list = listOf(answer)?.map((one) => property(one, 'translations', 0, 'text'));
      const texts = textsOf(name, list, segments.length);
      const results = segments.map((segment, index) => {
        const held = new Set(written[index]?.terms);
        return withTermOutcomes(unmarked(texts[index] as string, segment), segment, (term) =>
          held.has(term) ? 'native' : undefined,
        );
      });
      return { results, route: `${from}>${to}`, version: await this.version(from, to) };
    },
  };
}

/** Azure's six-digit codes say more than the status: which language it does not have, and 403001 for free characters that are used up. */
function refusalOf(
  { status, message, body }: Refusal,
  from: LanguageTag,
  to: LanguageTag,
): InterlinearError | undefined {
  const code = Number(property(body, 'error', 'code'));
  if ([400003, 400019, 400023, 400035, 400036, 400075].includes(code))
    return new InterlinearError('engine.pair', { from, to, engine: name });
  if (status === 403 && code === 403001) return new InterlinearError('engine.quota', { engine: name, reason: message });
  return undefined;
}
