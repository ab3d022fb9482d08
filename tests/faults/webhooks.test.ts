import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isSigned } from '../../src/model/webhook-signature.ts';
import { addWebhook } from '../../src/storage/webhooks.ts';
import { libretranslateService } from '../engines/services/libretranslate.ts';
import { until } from '../journeys/interlinear.ts';
import { setUps } from './desk.ts';
import { deskSettings, handIn, startOddWorker, within, workHere } from './odd.ts';

vi.setConfig({ testTimeout: 240_000 });

// Waits up to a day, giving up, the order over failures and replays are in tests/workers/webhooks.test.ts.
describe.each(setUps)('on $name', ({ missing, place: placeOf }) => {
  describe.skipIf(missing)(missing ?? 'a receiver of webhooks', () => {
    let receiver: Server;
    let url: string;
    const received: { headers: IncomingMessage['headers']; body: string }[] = [];
    let silent = true;
    beforeAll(async () => {
      receiver = createServer(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        received.push({ headers: request.headers, body });
        if (!silent) response.end();
      });
      await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    });
    afterAll(() => {
      receiver.closeAllConnections();
      receiver.close();
    });

    test('promise 10: is told of everything at least once and in order, signed, although who was calling it was killed', async () => {
      const place = await placeOf();
      const engine = await libretranslateService();
      try {
        const settings = { ...deskSettings(place, engine.url), INTERLINEAR_PRIVATE_ADDRESSES: '127.0.0.1' };
        const secret = await within(place, async (tables, desk) => {
          const kinds = ['article.segmented' as const, 'language.done' as const, 'article.done' as const];
          const made = await addWebhook(tables, desk, { url, kinds }, { actor: 'test', now: new Date() });
          await handIn(tables, desk, ['The mayor opened the bridge.'], ['es']);
          return made.secret;
        });
        // It would be done, and gone, before it calls anybody: it stays until the deliveries are over, of which the first never is.
        const killed = startOddWorker({ ...settings, LINGER: 'webhooks' });
        await until(() => received.length > 0, 120_000);
        killed.child.kill('SIGKILL');
        await killed.ended;
        silent = false;
        // A claim of a delivery holds for a minute: nobody waits for that here.
        await within(place, (tables) =>
          tables
            .updateTable('interlinear.webhook_delivery')
            .set({ claimed_until: new Date(0) })
            .execute(),
        );
        await workHere(settings, true);
        const kinds = received.map(({ body }) => JSON.parse(body).type);
        expect(kinds).toEqual(['article.segmented', 'article.segmented', 'language.done', 'article.done']);
        const [first, again] = received;
        expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
        for (const { headers, body } of received) expect(isSigned(secret, headers, body, new Date())).toBe(true);
      } finally {
        await engine.close();
        await place.remove();
      }
    });
  });
});
