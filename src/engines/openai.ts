import { InterlinearError, TransientError } from '../model/errors.ts';
import type { Engine, EngineCapabilities, EngineReply, EngineRequest, EngineResult } from '../model/ports.ts';
import { accountOf, isOutside } from './account.ts';
import { characterPrice, type EngineConfig, TIMEOUT_MS } from './config.ts';
import { askJson } from './http.ts';
import { unmarked } from './markup.ts';
import { faultOf, translationsIn } from './openai/answer.ts';
import { answerSchema, instructions, promptVersion, question } from './openai/prompt.ts';
import { characterPriceOf, costOf, expectedTokens, type Tokens, tokensOf } from './openai/tokens.ts';
import { property } from './reply.ts';
import { withTermOutcomes } from './term-outcomes.ts';

const name = 'openai';

/** So that an answer, which is about as long as its question, fits into what models give at a time. */
const limits = { segmentCharacters: 4000, segmentsPerCall: 16, charactersPerCall: 8000 };

/** How a server is asked to hold the model to JSON, best first; one that refuses the first is asked with the next. */
const formats = [
  { type: 'json_schema', json_schema: { name: 'translations', strict: true, schema: answerSchema } },
  { type: 'json_object' },
  undefined,
] as const;

/**
 * A language model behind the chat API that OpenAI made (chat/completions) and that Mistral, vLLM, Ollama and llama.cpp serve as well. Every
 * segment of an answer is checked by itself; those that are wrong are asked for once more, alone.
 */
export function openai(config: EngineConfig): Engine {
  const key = config.openaiKey ?? '';
  const model = config.openaiModel ?? '';
  const base = (config.openaiUrl ?? (key ? 'https://api.openai.com/v1' : '')).replace(/\/+$/, '');
  const timeoutMs = config.timeoutMs ?? TIMEOUT_MS;
  const price = config.prices?.[name];
  const tokenPrice = typeof price === 'object' ? price : undefined;
  let format = 0;

  async function complete(
    request: EngineRequest,
    spent: Tokens,
    signal?: AbortSignal,
  ): Promise<{ content: string; cut: boolean }> {
    for (;;) {
      const asked = format;
      try {
        const answer = await askJson({
          engine: name,
          url: `${base}/chat/completions`,
          ...(key ? { headers: { authorization: `Bearer ${key}` } } : {}),
          body: {
            model,
            temperature: 0,
            messages: [
              { role: 'system', content: instructions },
              { role: 'user', content: question(request) },
            ],
            ...(formats[asked] ? { response_format: formats[asked] } : {}),
          },
          timeoutMs,
          secrets: [key, ...request.segments.map(({ text }) => text)],
          refusal: ({ status, message, body }) => {
            if (status === 400 && /response_format|json_schema|json_object/i.test(message))
              return new InterlinearError('engine.refused', { engine: name, reason: 'response_format' });
            // OpenAI answers 429 also where the account is empty, and no patience helps.
            if (status === 429 && property(body, 'error', 'code') === 'insufficient_quota')
              return new InterlinearError('engine.quota', { engine: name, reason: message });
            return undefined;
          },
          ...(signal ? { signal } : {}),
        });
        const content = property(answer, 'choices', 0, 'message', 'content');
        const reason = property(answer, 'choices', 0, 'finish_reason');
        const tokens = tokensOf(answer, [instructions, question(request)], typeof content === 'string' ? content : '');
        spent.sent += tokens.sent;
        spent.received += tokens.received;
        if (typeof content === 'string' || content === null)
          return { content: content ?? '', cut: reason === 'length' || reason === 'content_filter' };
        throw new TransientError('engine.malformed', { engine: name, reason: 'choices' });
      } catch (error) {
        const isFormat = error instanceof InterlinearError && error.parameters.reason === 'response_format';
        if (!isFormat || asked + 1 >= formats.length) throw error;
        format = Math.max(format, asked + 1);
      }
    }
  }

  /** The texts of the segments; an answer that was cut off, or refused as a whole, is asked for in halves. */
  async function ask(request: EngineRequest, spent: Tokens, signal?: AbortSignal): Promise<(string | undefined)[]> {
    const { segments } = request;
    const { content, cut } = await complete(request, spent, signal);
    const texts = translationsIn(content, segments.length);
    if (texts && !cut) return segments.map((_, id) => texts.get(id));
    if (segments.length > 1 && cut) {
      const middle = Math.ceil(segments.length / 2);
      const first = await ask({ ...request, segments: segments.slice(0, middle) }, spent, signal);
      return [...first, ...(await ask({ ...request, segments: segments.slice(middle) }, spent, signal))];
    }
    if (cut) return segments.map(() => undefined);
    throw new TransientError('engine.malformed', { engine: name, reason: 'JSON' });
  }

  return {
    name,
    ...(base ? { account: accountOf(base + key) } : {}),

    async capabilities(): Promise<EngineCapabilities> {
      const available = base !== '' && model !== '';
      return {
        available,
        ...(available ? {} : { remedy: 'engine.openai.remedy' }),
        pairs: [],
        anyPair: true,
        limits,
        costPerMillionCharacters: tokenPrice ? characterPriceOf(tokenPrice) : characterPrice(config, name),
        ...(tokenPrice ? { tokenPrice } : {}),
        sendsTextOutside: isOutside(base, config.insideHosts),
        usesContext: true,
        usesMatches: true,
      };
    },

    version: async () => `openai ${URL.canParse(base) ? new URL(base).host : ''} ${model} ${promptVersion}`,

    ...(tokenPrice
      ? { expectedCosts: (request) => expectedTokens(request).map((tokens) => costOf(tokens, tokenPrice)) }
      : {}),

    async translate(request: EngineRequest, signal?: AbortSignal): Promise<EngineReply> {
      const { from, to, segments } = request;
      const spent: Tokens = { sent: 0, received: 0 };
      const answers = await ask(request, spent, signal);
      const results: EngineResult[] = [];
      for (const [index, segment] of segments.entries()) {
        let answer = answers[index];
        let fault = faultOf(segment, answer);
        if (fault) {
          const [second] = await ask({ ...request, segments: [segment] }, spent, signal).catch((error: unknown) => {
            if (error instanceof TransientError && error.code === 'engine.malformed') return [undefined];
            throw error;
          });
          const again = faultOf(segment, second);
          // Codes alone can be put back by force; a text that is no translation cannot be mended.
          if (!again || (again === 'codes' && fault !== 'codes')) [answer, fault] = [second, again];
        }
        const usable = !fault || fault === 'codes';
        const read = usable ? unmarked(answer ?? '', segment) : { text: '', codes: [] };
        results.push(withTermOutcomes(read, segment, () => (usable ? 'native' : undefined)));
      }
      const cost = tokenPrice ? { cost: costOf(spent, tokenPrice) } : {};
      return { results, route: `${from}>${to}`, version: await this.version(from, to), ...cost };
    },
  };
}
