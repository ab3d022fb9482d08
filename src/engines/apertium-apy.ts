import { InterlinearError } from '../model/errors.ts';
import { parseLanguage } from '../model/language.ts';
import type { Engine, EngineCapabilities, EngineReply, EngineRequest, EngineSegment } from '../model/ports.ts';
import { accountOf, isOutside } from './account.ts';
import { characterPrice, type EngineConfig, TIMEOUT_MS } from './config.ts';
import { askJson } from './http.ts';
import { htmlDialect, marked, unmarked } from './markup.ts';
import { pairOf } from './pair.ts';
import { listOf, property, textsOf } from './reply.ts';
import { type Translated, translateWithTermWords } from './term-words.ts';

const name = 'apertium-apy';

/** One text a request; a request is a URL-encoded form, which a proxy may limit. */
const limits = { segmentCharacters: 10_000, segmentsPerCall: 1 };

/** A pair as the service writes its languages (ISO 639-3). */
interface Pair {
  from: string;
  to: string;
  route: string;
  written: string;
}

/** Apertium as a web service (wiki.apertium.org: Apertium-apy). Codes travel as HTML tags, which it keeps as superblanks. */
export function apertiumApy(config: EngineConfig): Engine {
  const base = config.apyUrl?.replace(/\/+$/, '') ?? '';
  const timeoutMs = config.timeoutMs ?? TIMEOUT_MS;
  let pairs: Promise<Pair[]> | undefined;

  async function known(): Promise<Pair[]> {
    pairs ??= askJson({ engine: name, url: `${base}/listPairs`, timeoutMs }).then(pairsIn);
    pairs.catch(() => {
      pairs = undefined;
    });
    return pairs;
  }

  return {
    name,
    ...(base ? { account: accountOf(base) } : {}),

    async capabilities(): Promise<EngineCapabilities> {
      return {
        available: base !== '',
        ...(base ? {} : { remedy: 'engine.apertium-apy.remedy' }),
        pairs: base ? (await known()).map(({ from, to, route }) => ({ from, to, route })) : [],
        limits,
        costPerMillionCharacters: characterPrice(config, name),
        sendsTextOutside: isOutside(base, config.insideHosts),
      };
    },

    version: async () => 'apertium-apy',

    async translate({ from, to, segments }: EngineRequest, signal?: AbortSignal): Promise<EngineReply> {
      const pair = pairOf(await known(), from, to);
      if (!pair) throw new InterlinearError('engine.pair', { from, to, engine: name });
      const askOne = async (segment: EngineSegment): Promise<Translated> => {
        // An asterisk of the source could not be told from the mark of an unknown word.
        const marks = !segment.text.includes('*');
        const answer = await askJson({
          engine: name,
          url: `${base}/translate`,
          body: new URLSearchParams({
            langpair: pair.written,
            q: marked(segment, htmlDialect).text,
            format: 'html',
            markUnknown: marks ? 'yes' : 'no',
          }),
          timeoutMs,
          secrets: [segment.text],
          refusal: ({ status, message }) =>
            status === 400 && /pair/i.test(message)
              ? new InterlinearError('engine.pair', { from, to, engine: name })
              : undefined,
          ...(signal ? { signal } : {}),
        });
        const [text = ''] = textsOf(name, [property(answer, 'responseData', 'translatedText')], 1);
        const unknownWords = marks ? [...text.matchAll(unknown)].map((match) => match[1] as string) : [];
        const read = unmarked(marks ? text.replaceAll(unknown, '$1') : text, segment);
        return { text: read.text, codes: read.codes, unknownWords: [...new Set(unknownWords)] };
      };
      const ask = async (list: EngineSegment[]) => {
        const answers: Translated[] = [];
        for (const segment of list) answers.push(await askOne(segment));
        return answers;
      };
      const results = await translateWithTermWords(segments, ask);
      return { results, route: pair.route, version: await this.version(from, to) };
    },
  };
}

/** The mark before a word that the dictionaries lack. */
const unknown = /\*([\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}'’-]*)/gu;

/** `/listPairs`. A variant of a pair (`eng_US`) is left out where the plain one is there. */
function pairsIn(answer: unknown): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const one of listOf(property(answer, 'responseData')) ?? []) {
    const [source, target] = [String(property(one, 'sourceLanguage')), String(property(one, 'targetLanguage'))];
    try {
      const [from, to] = [parseLanguage(source.split('_')[0] ?? ''), parseLanguage(target.split('_')[0] ?? '')];
      const key = `${from}>${to}`;
      const plain = !source.includes('_') && !target.includes('_');
      if (plain || !pairs.has(key)) pairs.set(key, { from, to, route: key, written: `${source}|${target}` });
    } catch {
      // A language without a tag can be nobody's wish.
    }
  }
  return [...pairs.values()];
}
