import type { FastifyReply } from 'fastify';
import { InterlinearError } from '../model/errors.ts';
import { EventStream } from './event-stream.ts';

/** Streams that this process may have open of one route, over all callers. */
const OF_ALL = 1000;

/** The event streams that one route has open. */
export class OpenStreams {
  readonly #open = new Map<EventStream, string>();
  readonly #ofOneCaller: number;

  /** @param ofOneCaller streams that one caller may have open at a time */
  constructor(ofOneCaller: number) {
    this.#ofOneCaller = ofOneCaller;
  }

  /**
   * Takes the answer over as a stream of events.
   *
   * @param actor the caller
   * @param ended called once, when the stream is over, whoever ended it
   * @throws InterlinearError `request.too-many`; nothing is taken over then
   */
  begin(reply: FastifyReply, actor: string, ended: () => void): EventStream {
    const own = [...this.#open.values()].filter((other) => other === actor).length;
    if (own >= this.#ofOneCaller || this.#open.size >= OF_ALL) throw new InterlinearError('request.too-many');
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // Proxies that gather answers would hold the events back.
      'x-accel-buffering': 'no',
      // A server that stops does not wait for what the connection might still ask.
      connection: 'close',
    });
    raw.flushHeaders();
    const stream: EventStream = new EventStream(raw, () => {
      this.#open.delete(stream);
      ended();
    });
    this.#open.set(stream, actor);
    return stream;
  }

  /** Ends all of them: the server stops. */
  end(): void {
    for (const stream of this.#open.keys()) stream.end();
  }
}
