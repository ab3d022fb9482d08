import { Agent, request } from 'node:http';
import { Client } from '../../src/cli/client/client.ts';
import { overHttp } from '../../src/cli/client/transport.ts';
import { story } from './stories.ts';

/** What a batch consists of. */
export interface Batch {
  articles: number;
  /** Sentences of each. */
  sentences: number;
  to: string[];
  priority?: string;
}

/** Asks a service of the benchmark. */
export class Asking {
  readonly client: Client;
  readonly #url: string;
  readonly #token: string;
  /** Connections stay open, as those of a program that submits all day. */
  readonly #agent = new Agent({ keepAlive: true });
  #number = 0;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
    this.client = new Client({ transport: overHttp(url, token), language: 'en' });
  }

  /** @returns the job's id */
  async submit({ articles, sentences, to, priority }: Batch): Promise<string> {
    const first = this.#number;
    this.#number += articles;
    const wishes = { to, from: 'en', engines: ['double'], ...(priority !== undefined ? { priority } : {}) };
    async function* lines() {
      yield Buffer.from(`${JSON.stringify(wishes)}\n`);
      for (let number = first; number < first + articles; number++)
        yield Buffer.from(`${JSON.stringify({ fileName: `${number}.txt`, text: story(number, sentences) })}\n`);
    }
    return (await this.client.submit(lines, `bench-${first}`)).id;
  }

  /** The bodies of requests with one article each: made before anything is measured. */
  bodies(count: number, sentences: number): Buffer[] {
    const first = this.#number;
    this.#number += count;
    return Array.from({ length: count }, (_, at) =>
      Buffer.from(
        JSON.stringify({
          ...{ to: ['es'], from: 'en', engines: ['double'], priority: 'bulk' },
          articles: [{ fileName: `${first + at}.txt`, text: story(first + at, sentences) }],
        }),
      ),
    );
  }

  /** Posts a body. @returns milliseconds to the end of its 202 */
  post(body: Buffer): Promise<number> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#url}/v1/jobs`, { method: 'POST', agent: this.#agent, headers }, (response) => {
        response.resume().once('end', () => {
          if (response.statusCode === 202) resolve(performance.now() - began);
          else reject(new Error(`HTTP ${response.statusCode}`));
        });
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }

  /** Follows a job until `enough`. @returns how late each event came, in milliseconds */
  async follow(job: string, enough: (kind: string) => boolean): Promise<number[]> {
    const lags: number[] = [];
    for await (const { event, data } of this.client.follow(job, () => {})) {
      lags.push(Date.now() - Date.parse(data.at));
      if (enough(event)) break;
    }
    return lags;
  }
}

export const isJobEnd = (kind: string) => /^job\.(done|partial|failed|canceled)$/.test(kind);

export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(10 * (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN)) / 10;
}
