import { describe, expect, it } from 'vitest';
import { Client } from '../../../src/cli/client/client.ts';
import type { Answer, Asked } from '../../../src/cli/client/transport.ts';
import { TransientError } from '../../../src/model/errors.ts';

type Reply = { status: number; text?: string } | Error;

/** A client of a service that answers as it is told to, and what it was asked. */
function clientOf(replies: Reply[]): { client: Client; asked: Asked[] } {
  const asked: Asked[] = [];
  const transport = {
    async ask(one: Asked): Promise<Answer> {
      asked.push(one);
      const reply = replies[asked.length - 1];
      if (!reply || reply instanceof Error) throw reply ?? new Error('asked too often');
      const body = (async function* () {
        yield new TextEncoder().encode(reply.text ?? '');
      })();
      return { status: reply.status, header: () => undefined, body };
    },
  };
  return { client: new Client({ transport, language: 'es', desk: 'Münster' }), asked };
}

const away = () => new TransientError('server.away', { url: 'http://x', reason: 'ECONNREFUSED' });
const event = (id: string, kind: string) => `id: ${id}\nevent: ${kind}\ndata: {"job":"j"}\n\n`;

describe('the client of the service', () => {
  it('says in which language and for which desk it asks', async () => {
    const { client, asked } = clientOf([{ status: 200, text: '{"items":[],"next":null}' }]);
    expect(await client.jobs(5)).toEqual([]);
    expect(asked[0]).toMatchObject({
      path: '/v1/jobs?limit=5',
      headers: { 'accept-language': 'es', 'interlinear-desk': 'M%C3%BCnster' },
    });
  });

  it('makes a problem document the error that it tells of', async () => {
    const problem = '{"code":"not-found.job","parameters":{"job":"j"},"title":"x","status":404}';
    await expect(clientOf([{ status: 404, text: problem }]).client.job('j')).rejects.toMatchObject({
      code: 'not-found.job',
      parameters: { job: 'j' },
    });
    await expect(clientOf([{ status: 404, text: '<html>' }]).client.job('j')).rejects.toMatchObject({
      code: 'server.answer',
      parameters: { status: 404 },
    });
  });

  it('submits again with the same key while nobody answers', { timeout: 20_000 }, async () => {
    const { client, asked } = clientOf([away(), { status: 202, text: '{"id":"j","articles":1,"repeated":false}' }]);
    expect(await client.submit('{}', 'key')).toEqual({ id: 'j', articles: 1, repeated: false });
    expect(asked.map(({ headers }) => headers?.['idempotency-key'])).toEqual(['key', 'key']);
  });

  it('follows a job over interruptions from where it was, until there is nothing more', {
    timeout: 20_000,
  }, async () => {
    const { client, asked } = clientOf([
      { status: 200, text: event('1.1', 'job.accepted') + event('1.2', 'article.accepted') },
      away(),
      { status: 200, text: event('2.1', 'job.done') },
      { status: 204 },
    ]);
    const troubles: unknown[] = [];
    const kinds: string[] = [];
    for await (const one of client.follow('j', (error) => troubles.push(error))) kinds.push(one.event);
    expect(kinds).toEqual(['job.accepted', 'article.accepted', 'job.done']);
    expect(asked.map(({ headers }) => headers?.['last-event-id'])).toEqual([undefined, '1.2', '1.2', '2.1']);
    expect(troubles).toHaveLength(1);
  });
});
