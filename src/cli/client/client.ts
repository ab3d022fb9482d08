import { InterlinearError, TransientError } from '../../model/errors.ts';
import { type JobEvent, readEvents } from './events.ts';
import { PublishingClient } from './publishing.ts';
import type {
  AcceptedJob,
  CanceledArticle,
  DeadLetter,
  FoundArticle,
  Job,
  JobArticle,
  Output,
  Page,
  RevisedArticle,
  ShownJob,
} from './shapes.ts';
import type { Answer, Asked, Transport } from './transport.ts';

/** How often a request that may be repeated is made, and how long it waits in between: 1, 2, 4, 8 s. */
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 1000;
/** A service that asks for more patience than this is not waited for. */
const LONGEST_PAUSE_S = 120;
/** Events are asked for again so long after a stream ended. */
const AGAIN_MS = 500;
/** Nobody answers for so long: the wait is over. */
const AWAY_MS = 600_000;

/** What a client is made of. */
export interface ClientOptions {
  transport: Transport;
  /** Of the sentences in answers. */
  language: string;
  /** Desk to work for; without it, the one of the key. */
  desk?: string;
}

/** The service's API, for the commands: the same over HTTP and in process. */
export class Client {
  readonly #transport: Transport;
  readonly #headers: Record<string, string>;
  readonly publishing = new PublishingClient((asked) => this.#json(asked));

  constructor({ transport, language, desk }: ClientOptions) {
    this.#transport = transport;
    this.#headers = {
      'accept-language': language,
      ...(desk !== undefined ? { 'interlinear-desk': encodeURIComponent(desk) } : {}),
    };
  }

  /** Submits a body of NDJSON or JSON; with its key, the same request makes one job however often it comes. */
  submit(body: string | (() => AsyncIterable<Uint8Array>), key: string): Promise<AcceptedJob> {
    return this.#json({
      method: 'POST',
      path: '/v1/jobs',
      headers: {
        'content-type': typeof body === 'string' ? 'application/json' : 'application/x-ndjson',
        'idempotency-key': key,
      },
      body,
    });
  }

  /** The time zone of the desk that requests are for. */
  async timeZone(desk: string): Promise<string> {
    const { items } = await this.#json<Page<{ name: string; timeZone: string }>>({ method: 'GET', path: '/v1/desks' });
    return (items.find(({ name }) => name === desk) ?? items[0])?.timeZone ?? 'UTC';
  }

  /** The latest jobs. */
  async jobs(limit: number): Promise<Job[]> {
    return (await this.#json<Page<Job>>({ method: 'GET', path: `/v1/jobs?limit=${limit}` })).items;
  }

  /** A job, with a page of its articles. */
  job(id: string, { limit = 1, cursor }: { limit?: number; cursor?: string } = {}): Promise<ShownJob> {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor !== undefined ? { cursor } : {}) });
    return this.#json({ method: 'GET', path: `/v1/jobs/${encodeURIComponent(id)}?${query}` });
  }

  /** The articles of a job, in the order in which they were handed in. */
  async *articles(id: string): AsyncGenerator<JobArticle> {
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const { progress } = await this.job(id, { limit: 200, ...(cursor !== undefined ? { cursor } : {}) });
      yield* progress.items;
      cursor = progress.next;
    }
  }

  article(id: string): Promise<FoundArticle> {
    return this.#json({ method: 'GET', path: `/v1/articles/${encodeURIComponent(id)}` });
  }

  /** Articles with a text in their name, the newest first. */
  async articlesNamed(text: string): Promise<FoundArticle[]> {
    const query = new URLSearchParams({ limit: '200', text });
    return (await this.#json<Page<FoundArticle>>({ method: 'GET', path: `/v1/articles?${query}` })).items;
  }

  /** Hands an article in again. @param key as of a submission */
  revise(article: string, content: object, key?: string): Promise<RevisedArticle> {
    return this.#json({
      method: 'POST',
      path: `/v1/articles/${encodeURIComponent(article)}/revisions`,
      headers: { 'content-type': 'application/json', ...(key !== undefined ? { 'idempotency-key': key } : {}) },
      body: JSON.stringify(content),
    });
  }

  cancel(id: string): Promise<{ status: string; articles: number }> {
    return this.#json({ method: 'POST', path: `/v1/jobs/${encodeURIComponent(id)}/cancel` });
  }

  /** Cancels an article, or one of its languages. */
  cancelArticle(id: string, language?: string): Promise<CanceledArticle> {
    const version = language === undefined ? '' : `/languages/${encodeURIComponent(language)}`;
    return this.#json({ method: 'POST', path: `/v1/articles/${encodeURIComponent(id)}${version}/cancel` });
  }

  async *deadLetters(): AsyncGenerator<DeadLetter> {
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page<DeadLetter> = await this.#json({
        method: 'GET',
        path: `/v1/dead-letters?limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      });
      yield* page.items;
      cursor = page.next;
    }
  }

  /** @returns the articles that are under way again */
  async redrive(articles: string[]): Promise<string[]> {
    const asked = JSON.stringify({ articles });
    const headers = { 'content-type': 'application/json' };
    const path = '/v1/dead-letters/redrive';
    return (await this.#json<{ articles: string[] }>({ method: 'POST', path, headers, body: asked })).articles;
  }

  async outputs(article: string): Promise<Output[]> {
    return (await this.#json<{ items: Output[] }>({ method: 'GET', path: `/v1/articles/${article}/outputs` })).items;
  }

  async download({ href }: Output): Promise<Uint8Array> {
    return bytesOf(await this.#ask({ method: 'GET', path: href }));
  }

  /**
   * Follows a job to its end, over interruptions of any kind.
   *
   * @param trouble is told why nothing comes at the moment
   */
  async *follow(id: string, trouble: (error: unknown) => void, signal?: AbortSignal): AsyncGenerator<JobEvent> {
    let last: string | undefined;
    let answered = Date.now();
    for (;;) {
      try {
        const answer = await this.#once({
          method: 'GET',
          path: `/v1/jobs/${encodeURIComponent(id)}/events`,
          headers: last === undefined ? {} : { 'last-event-id': last },
          ...(signal ? { signal } : {}),
        });
        answered = Date.now();
        if (answer.status === 204) return;
        for await (const event of readEvents(answer.body)) {
          last = event.id;
          answered = Date.now();
          yield event;
        }
      } catch (error) {
        const passing = error instanceof TransientError || (error as InterlinearError).code === 'request.too-many';
        if (!passing || Date.now() - answered > AWAY_MS) throw error;
        trouble(error);
      }
      await pause(AGAIN_MS, signal);
    }
  }

  async #json<Shape>(asked: Asked): Promise<Shape> {
    const text = new TextDecoder().decode(await bytesOf(await this.#ask(asked)));
    // Where there is nothing to say, nothing is what it says.
    return (text === '' ? undefined : JSON.parse(text)) as Shape;
  }

  /** Every request of ours may be made twice: submissions have keys, and what is canceled or redriven is so once. */
  async #ask(asked: Asked): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(asked);
      } catch (error) {
        const { seconds } = error instanceof InterlinearError ? error.parameters : {};
        const passing = error instanceof TransientError || Number(seconds) > 0;
        if (!passing || attempt === ATTEMPTS || Number(seconds) > LONGEST_PAUSE_S) throw error;
        await pause(Math.max(FIRST_PAUSE_MS * 2 ** (attempt - 1), 1000 * (Number(seconds) || 0)), asked.signal);
      }
    }
  }

  async #once(asked: Asked): Promise<Answer> {
    const answer = await this.#transport.ask({ ...asked, headers: { ...this.#headers, ...asked.headers } });
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw await refusalOf(answer);
  }
}

/** A problem document as the error that it tells of. */
async function refusalOf(answer: Answer): Promise<InterlinearError> {
  const text = new TextDecoder().decode(await bytesOf(answer));
  const passing = answer.status === 503 || answer.status === 502 || answer.status === 504;
  try {
    const { code, parameters } = JSON.parse(text) as InterlinearError;
    if (typeof code === 'string')
      return passing ? new TransientError(code, parameters ?? {}) : new InterlinearError(code, parameters ?? {});
  } catch {
    // Not the service, but something between it and us.
  }
  const { status } = answer;
  return passing ? new TransientError('server.answer', { status }) : new InterlinearError('server.answer', { status });
}

async function bytesOf({ body }: Answer): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
  });
}
