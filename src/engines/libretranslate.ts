import { InterlinearError } from '../model/errors.ts';
import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { Engine, EngineCapabilities, EngineReply, EngineRequest, EngineSegment } from '../model/ports.ts';
import { accountOf, isOutside } from './account.ts';
import { characterPrice, type EngineConfig, TIMEOUT_MS } from './config.ts';
import { askJson } from './http.ts';
import { htmlDialect, marked, unmarked } from './markup.ts';
import { pairOf } from './pair.ts';
import { listOf, property, textsOf } from './reply.ts';
import { type Translated, translateWithTermWords } from './term-words.ts';

const name = 'libretranslate';

/** The service's own limits are its administrator's affair: these are below what public ones allow. */
const limits = { segmentCharacters: 2000, segmentsPerCall: 20, charactersPerCall: 4000 };

/** LibreTranslate (github.com/LibreTranslate): free software with Argos models, on one's own machine or anywhere. Codes travel as HTML. */
export function libretranslate(config: EngineConfig): Engine {
  const base = config.libretranslateUrl?.replace(/\/+$/, '') ?? '';
  const key = config.libretranslateKey ?? '';
  const timeoutMs = config.timeoutMs ?? TIMEOUT_MS;
  let pairs: Promise<EngineCapabilities['pairs']> | undefined;

  async function known(): Promise<EngineCapabilities['pairs']> {
    pairs ??= askJson({ engine: name, url: `${base}/languages`, timeoutMs, secrets: [key] }).then(pairsIn);
    pairs.catch(() => {
      pairs = undefined;
    });
    return pairs;
  }

  return {
    name,
    ...(base ? { account: accountOf(base + key) } : {}),

    async capabilities(): Promise<EngineCapabilities> {
      return {
        available: base !== '',
        ...(base ? {} : { remedy: 'engine.libretranslate.remedy' }),
        pairs: base ? await known() : [],
        limits,
        costPerMillionCharacters: characterPrice(config, name),
        sendsTextOutside: isOutside(base, config.insideHosts),
      };
    },

    version: async () => 'libretranslate',

    async translate({ from, to, segments }: EngineRequest, signal?: AbortSignal): Promise<EngineReply> {
      const pair = pairOf(await known(), from, to);
      if (!pair) throw new InterlinearError('engine.pair', { from, to, engine: name });
      const ask = async (list: EngineSegment[]): Promise<Translated[]> => {
        const answer = await askJson({
          engine: name,
          url: `${base}/translate`,
          body: {
            q: list.map((segment) => marked(segment, htmlDialect).text),
            source: pair.from,
            target: pair.to,
            format: 'html',
            ...(key ? { api_key: key } : {}),
          },
          timeoutMs,
          secrets: [key, ...list.map(({ text }) => text)],
          // Both a missing key and a banned sender are 403; an unknown language is a 400 that says so.
          refusal: ({ status, message }) =>
            status === 400 && /not supported|not available/i.test(message)
              ? new InterlinearError('engine.pair', { from, to, engine: name })
              : undefined,
          ...(signal ? { signal } : {}),
        });
        const texts = textsOf(name, listOf(property(answer, 'translatedText')), list.length);
        return list.map((segment, index) => {
          const { text, codes } = unmarked(texts[index] as string, segment);
          return { text, codes, unknownWords: [] };
        });
      };
      const results = await translateWithTermWords(segments, ask);
      return { results, route: `${from}>${to}`, version: await this.version(from, to) };
    },
  };
}

/** `/languages`: each language with the targets it has; older servers name none, and translate each into each. */
function pairsIn(answer: unknown): EngineCapabilities['pairs'] {
  const languages = (listOf(answer) ?? []).map((one) => ({
    code: String(property(one, 'code')),
    targets: listOf(property(one, 'targets'))?.map(String),
  }));
  const all = languages.map(({ code }) => code);
  return languages.flatMap(({ code, targets = all }) =>
    targets.filter((target) => baseLanguage(target) !== baseLanguage(code)).map((target) => direct(code, target)),
  );
}

function direct(from: LanguageTag, to: LanguageTag) {
  return { from, to, route: `${from}>${to}` };
}
