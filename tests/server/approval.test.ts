import { describe, expect, test } from 'vitest';
import { databaseKinds } from '../servers/databases.ts';
import { type Row, reviewOf } from './review-desk.ts';

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'approval of whole versions', () => {
    const { desk } = reviewOf(open);
    const steps = (reviewSteps: number) => desk.ask('PATCH', '/v1/review/settings', { reviewSteps });
    const codes = (body: { inTheWay: { problem: { code: string } }[] }) =>
      body.inTheWay.map(({ problem }) => problem.code);

    test('the desk chooses its steps; only its administrators do', async () => {
      expect((await desk.ask('GET', '/v1/review/settings')).body).toEqual({ reviewSteps: 1 });
      expect((await desk.ask('PATCH', '/v1/review/settings', { reviewSteps: 2 }, desk.as('ana'))).status).toBe(403);
      expect((await steps(3)).status).toBe(400);
      expect((await steps(2)).body).toEqual({ reviewSteps: 2 });
      expect((await desk.ask('GET', '/v1/review/settings', undefined, { 'x-desk': 'other' })).body.reviewSteps).toBe(1);
      await steps(1);
    });

    test('a whole version is approved at once, or not at all, with everything that stands in the way', async () => {
      const article = await desk.article(
        'The pier is open.\n\nThe town paid 25 people.\n\nA third thing happened there.',
      );
      const url = `/v1/articles/${article}/languages/es`;
      const [first, second] = (await desk.rows(article)) as [Row, Row];
      await desk.write(article, first, { text: 'El muelle está abierto.' });
      await desk.write(article, second, { text: 'La ciudad pagó a 26 personas.' });
      const refused = await desk.ask('POST', `${url}/approve`, {}, desk.as('ben'));
      expect(refused.body).toMatchObject({ done: false, approved: 0 });
      expect(codes(refused.body)).toEqual(['review.errors', 'review.unconfirmed']);
      expect(refused.body.inTheWay[0].problem.title).toContain(second.id);
      const seen = await desk.ask('POST', `${url}/approve`, { acknowledge: true }, desk.as('ben'));
      expect(codes(seen.body)).toContain('review.errors');
      expect((await desk.rows(article)).map((row) => row.target.state)).toEqual([
        'translated',
        'translated',
        'initial',
      ]);
      const wish = { acknowledge: true, override: { reason: 'The agency corrected it' } };
      const dry = await desk.ask('POST', `${url}/approve`, { ...wish, dryRun: true }, desk.as('ben'));
      expect(dry.body).toMatchObject({
        done: false,
        approved: 0,
        inTheWay: [],
        version: { review: { approved: false } },
      });
      const approved = await desk.ask('POST', `${url}/approve`, wish, desk.as('ben'));
      expect(approved.body).toMatchObject({
        done: true,
        approved: 3,
        inTheWay: [],
        version: { review: { approved: true } },
      });
      const rows = await desk.rows(article);
      expect(rows.map((row) => [row.target.state, row.target.confirmedBy])).toEqual(
        Array(3).fill(['final', 'person:ben']),
      );
      const { body } = await desk.ask('GET', `${url}/segments/${second.id}/history`);
      expect(body.items[0]).toMatchObject({ act: 'finalize', actor: 'person:ben', reason: 'The agency corrected it' });
      expect((await desk.ask('POST', `${url}/approve`, wish, desk.as('ben'))).body).toMatchObject({
        done: true,
        approved: 0,
      });
      const overrides = await desk.ask('GET', `/v1/articles/${article}/annotations?kind=override`);
      expect(overrides.body.items.map((item: { segment: string }) => item.segment)).toContain(second.id);
    });

    test('two steps are two people’s, for whole versions too', async () => {
      await steps(2);
      const article = await desk.article('The lighthouse is dark.');
      const [row] = (await desk.rows(article)) as [Row];
      await desk.write(article, row, { text: 'El faro está a oscuras.' });
      const url = `/v1/articles/${article}/languages/es/approve`;
      const approve = async (state: string, person: string) =>
        (await desk.ask('POST', url, { state, acknowledge: true }, desk.as(person))).body;
      expect(codes(await approve('final', 'ana'))).toEqual(['review.first-step']);
      expect(await approve('reviewed', 'ana')).toMatchObject({ done: true, approved: 1 });
      expect(codes(await approve('final', 'ana'))).toEqual(['review.same-person']);
      expect(await approve('final', 'ben')).toMatchObject({ done: true, approved: 1 });
      await steps(1);
    });

    test('the inbox shows words and segments by state, whose a version is, and what is left by the desk’s rule', async () => {
      const article = await desk.article('The mill turns again.\n\nNobody knows why.', ['es', 'fr']);
      const [row] = (await desk.rows(article)) as [Row];
      await desk.write(article, row, { text: 'El molino gira otra vez.' });
      const shown = async () => (await desk.ask('GET', `/v1/articles/${article}`)).body.languages;
      expect((await shown())[0]).toMatchObject({
        assignee: null,
        review: {
          words: { initial: 3, translated: 4 },
          segments: { initial: 1, translated: 1 },
          wordsLeft: 7,
          missing: 0,
        },
      });
      await steps(0);
      expect((await shown())[0].review).toMatchObject({ wordsLeft: 0, approved: true });
      await steps(1);
      const url = `/v1/articles/${article}/languages/es`;
      const assigned = await desk.ask('PATCH', url, { assignee: 'person:cara' }, desk.as('ana'));
      expect(assigned.body).toMatchObject({ assignee: 'person:cara', reviewSteps: 1 });
      const found = async (query: string) =>
        (await desk.ask('GET', `/v1/articles?${query}`)).body.items.map((item: { id: string }) => item.id);
      expect(await found('assignee=person:cara')).toEqual([article]);
      expect(await found('assignee=person:cara&language=fr')).toEqual([]);
      expect(await found('unassigned=true&language=fr')).toContain(article);
      expect(await found('unassigned=true&language=es')).not.toContain(article);
      expect((await desk.ask('PATCH', url, { assignee: null })).body.assignee).toBeNull();
      expect((await desk.ask('PATCH', url, { assignee: '<b>' })).status).toBe(400);
      expect((await desk.ask('PATCH', `/v1/articles/${article}/languages/it`, { assignee: null })).status).toBe(404);
      const foreign = { 'x-desk': 'other' };
      for (const [method, path] of [
        ['GET', url],
        ['PATCH', url],
        ['POST', `${url}/approve`],
      ] as const)
        expect(
          (
            await desk.ask(
              method,
              path,
              method === 'GET' ? undefined : method === 'PATCH' ? { assignee: null } : {},
              foreign,
            )
          ).status,
        ).toBe(404);
    });
  });
});
