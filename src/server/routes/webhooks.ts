import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { eventKinds } from '../../storage/event.ts';
import { type Delivery, listDeliveries, replayDelivery, replaySince, sendTest } from '../../storage/webhook-log.ts';
import {
  addWebhook,
  enableWebhook,
  findWebhook,
  listWebhooks,
  removeWebhook,
  renewCallbackSecret,
  renewWebhookSecret,
  type Webhook,
} from '../../storage/webhooks.ts';
import { callerOf } from '../caller.ts';
import { page, pageQuery, pageShowing, placeOf } from '../pages.ts';
import { publicUrl } from '../public-address.ts';
import type { Routes } from '../routes.ts';
import { id as Id, instant as Instant, orNull as Nullable } from '../shapes.ts';

const Kind = Type.Enum(eventKinds);

const WebhookShape = Type.Object({
  id: Id,
  url: Type.String(),
  kinds: Type.Array(Kind),
  state: Type.Union([Type.Literal('active'), Type.Literal('disabled')]),
  failingSince: Nullable(Instant),
  createdAt: Instant,
});

const DeliveryShape = Type.Object({
  id: Id,
  kind: Type.String(),
  status: Type.Union([Type.Literal('waiting'), Type.Literal('delivered'), Type.Literal('failed')]),
  attempts: Type.Integer(),
  nextAt: Instant,
  responseStatus: Nullable(Type.Integer()),
  responseExcerpt: Nullable(Type.String()),
  durationMs: Nullable(Type.Integer()),
  error: Nullable(
    Type.Object({
      code: Type.String(),
      parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    }),
  ),
  createdAt: Instant,
  finishedAt: Nullable(Instant),
});

const Secret = Type.Object({ secret: Type.String({ description: 'Shown this once.' }) });
const One = Type.Object({ webhook: Id });
const OneDelivery = Type.Object({ webhook: Id, delivery: Id });

function shown({ failingSince, createdAt, ...webhook }: Webhook): Static<typeof WebhookShape> {
  return { ...webhook, failingSince: failingSince?.toISOString() ?? null, createdAt: createdAt.toISOString() };
}

function shownDelivery({ nextAt, createdAt, finishedAt, ...delivery }: Delivery): Static<typeof DeliveryShape> {
  return {
    ...delivery,
    nextAt: nextAt.toISOString(),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

/** Webhooks of a desk: who is called about which events, what became of each call, and calling again. */
export const webhooks: Routes = (server, { database: { tables }, clock, config }) => {
  const by = (request: FastifyRequest) => ({ actor: callerOf(request).actor, now: clock.now() });
  const deskOf = (request: FastifyRequest) => callerOf(request).desk;
  const route = (operationId: string, summary: string) => ({ tags: ['webhooks'], operationId, summary });
  const permission = { permission: 'admin' as const };

  server.get(
    '/v1/webhooks',
    {
      config: permission,
      schema: {
        ...route('listWebhooks', 'The webhooks of the desk'),
        response: { 200: Type.Object({ items: Type.Array(WebhookShape), next: Type.Null() }) },
      },
    },
    async (request) => ({ items: (await listWebhooks(tables, deskOf(request))).map(shown), next: null }),
  );
  server.post(
    '/v1/webhooks',
    {
      config: permission,
      schema: {
        ...route('addWebhook', 'Register a webhook; its secret is shown this once'),
        body: Type.Object({
          url: Type.String({ maxLength: 2000 }),
          kinds: Type.Array(Kind, { minItems: 1, uniqueItems: true }),
        }),
        response: { 201: Type.Intersect([WebhookShape, Secret]) },
      },
    },
    async (request, reply) => {
      const { url, kinds } = request.body;
      const wanted = { url: publicUrl(url, config.privateAddresses).href, kinds };
      const { webhook, secret } = await addWebhook(tables, deskOf(request), wanted, by(request));
      return reply.code(201).send({ ...shown(webhook), secret });
    },
  );
  server.get(
    '/v1/webhooks/:webhook',
    {
      config: permission,
      schema: { ...route('getWebhook', 'One webhook'), params: One, response: { 200: WebhookShape } },
    },
    async (request) => shown(await findWebhook(tables, deskOf(request), request.params.webhook)),
  );
  server.delete(
    '/v1/webhooks/:webhook',
    {
      config: permission,
      schema: {
        ...route('removeWebhook', 'Remove a webhook and its deliveries'),
        params: One,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await removeWebhook(tables, deskOf(request), request.params.webhook, by(request));
      return reply.code(204).send(null);
    },
  );
  server.post(
    '/v1/webhooks/:webhook/enable',
    {
      config: permission,
      schema: {
        ...route('enableWebhook', 'Have a webhook called again that was disabled'),
        params: One,
        response: { 200: WebhookShape },
      },
    },
    async (request) => shown(await enableWebhook(tables, deskOf(request), request.params.webhook, by(request))),
  );
  server.post(
    '/v1/webhooks/:webhook/secret',
    {
      config: permission,
      schema: {
        ...route('renewWebhookSecret', 'A new secret, shown this once; the old one signs nothing more'),
        params: One,
        response: { 200: Secret },
      },
    },
    async (request) => ({
      secret: await renewWebhookSecret(tables, deskOf(request), request.params.webhook, by(request)),
    }),
  );
  server.post(
    '/v1/callback-secret',
    {
      config: permission,
      schema: {
        ...route('renewCallbackSecret', 'A new secret for the callbacks of the desk’s jobs, shown this once'),
        response: { 200: Secret },
      },
    },
    async (request) => ({ secret: await renewCallbackSecret(tables, deskOf(request), by(request)) }),
  );
  server.get(
    '/v1/webhooks/:webhook/deliveries',
    {
      config: permission,
      schema: {
        ...route('listDeliveries', 'What was sent to a webhook and what it answered, the newest first'),
        params: One,
        querystring: pageQuery,
        response: { 200: page(DeliveryShape) },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const after = cursor === undefined ? {} : { after: placeOf(cursor, ['number'])[0] as number };
      const rows = await listDeliveries(tables, deskOf(request), request.params.webhook, { limit, ...after });
      return pageShowing(rows, limit, shownDelivery, ({ seq }) => seq);
    },
  );
  server.post(
    '/v1/webhooks/:webhook/deliveries/:delivery/replay',
    {
      config: permission,
      schema: {
        ...route('replayDelivery', 'Send one message again, under its own id'),
        params: OneDelivery,
        response: { 202: Type.Object({ messages: Type.Integer() }) },
      },
    },
    async (request, reply) => {
      const { webhook, delivery } = request.params;
      await replayDelivery(tables, deskOf(request), webhook, delivery, clock.now());
      return reply.code(202).send({ messages: 1 });
    },
  );
  server.post(
    '/v1/webhooks/:webhook/replay',
    {
      config: permission,
      schema: {
        ...route('replayWebhook', 'Send again all that happened since an instant'),
        params: One,
        body: Type.Object({ since: Instant }),
        response: { 202: Type.Object({ messages: Type.Integer() }) },
      },
    },
    async (request, reply) => {
      const since = new Date(request.body.since);
      const messages = await replaySince(tables, deskOf(request), request.params.webhook, since, clock.now());
      return reply.code(202).send({ messages });
    },
  );
  server.post(
    '/v1/webhooks/:webhook/test',
    {
      config: permission,
      schema: {
        ...route('testWebhook', 'Send a message that only says that the webhook can be reached'),
        params: One,
        response: { 202: Type.Object({ delivery: Id }) },
      },
    },
    async (request, reply) => {
      const delivery = await sendTest(tables, deskOf(request), request.params.webhook, clock.now());
      return reply.code(202).send({ delivery });
    },
  );
};
