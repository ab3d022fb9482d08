import { type Answer, codeless, loud, type Received, type Service, startService } from './service.ts';

export const CHAT_KEY = 'sk-chat-secret-key-0001';

/** A question as the model reads it. */
export interface Question {
  from: string;
  to: string;
  style?: string;
  segments: {
    id: number;
    text: string;
    before?: string;
    after?: string;
    terms?: { source: string; target: string }[];
    examples?: { source: string; target: string }[];
  }[];
}

/** How the model behind the service answers; the usual one translates as it was told. */
export type Model = (question: Question) => { content: string | null; finish_reason?: string };

/** Answers as it was told: a JSON object with one entry for each segment, prescribed terms included. */
export const obedient: Model = ({ segments }) => ({
  content: JSON.stringify({
    translations: segments.map(({ id, text, terms }) => ({ id, text: withTerms(text, terms) })),
  }),
});

function withTerms(text: string, terms: { source: string; target: string }[] = []): string {
  let spoken = loud(text);
  for (const { source, target } of terms) spoken = spoken.replaceAll(source.toUpperCase(), target);
  return spoken;
}

/** What a test can say to the service. */
export interface Talkative {
  /** How the next calls are answered. */
  models: Model[];
  /** What it says of the tokens of each call; a server that says nothing has none. */
  usage: Record<string, number> | undefined;
}

/** The chat completions API (platform.openai.com), as Mistral, vLLM, Ollama and llama.cpp serve it, too. */
export async function chatService(options: { formats?: string[] } = {}): Promise<Service & Talkative> {
  const models: Model[] = [];
  const told: Talkative = { models, usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } };
  const service = await startService(
    (request, fault) => {
      const refusal = refusalOf(request, options.formats);
      if (refusal) return refusal;
      const { messages } = request.body as { messages: { content: string }[] };
      const question = JSON.parse(messages[1]?.content ?? '') as Question;
      const asked = { ...question, segments: fault === 'fewer' ? question.segments.slice(1) : question.segments };
      const { content, finish_reason = 'stop' } = (models.shift() ?? obedient)(asked);
      let text = content;
      if (fault === 'empty')
        text = obedient({ ...asked, segments: asked.segments.map((one) => ({ ...one, text: '' })) }).content;
      if (fault === 'no-codes')
        text = obedient({
          ...asked,
          segments: asked.segments.map((one) => ({ ...one, text: codeless(one.text) })),
        }).content;
      const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason }];
      return { body: { choices, ...(told.usage ? { usage: told.usage } : {}) } };
    },
    ({ path }) => path === '/v1/chat/completions',
  );
  return Object.assign(told, service);
}

function refusalOf({ headers, body }: Received, formats = ['json_schema', 'json_object']): Answer | undefined {
  const refuse = (status: number, code: string, message: string) => ({ status, body: { error: { message, code } } });
  if (headers.authorization !== `Bearer ${CHAT_KEY}`)
    return refuse(401, 'invalid_api_key', `Incorrect API key provided: ${headers.authorization}.`);
  const { model, response_format } = body as { model: string; response_format?: { type: string } };
  if (model !== 'test-model') return refuse(404, 'model_not_found', 'The model does not exist.');
  if (response_format && !formats.includes(response_format.type))
    return refuse(400, 'invalid_request', `Unsupported response_format ${response_format.type}`);
  return undefined;
}
