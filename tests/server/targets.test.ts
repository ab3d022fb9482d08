import { describe, expect, test } from 'vitest';
import { databaseKinds } from '../servers/databases.ts';
import { type Row, reviewOf } from './review-desk.ts';

/** Memories are the desk’s: each test has a story of its own. */
const story = (thing: string) =>
  `The ${thing} is closed.\n\nThe mayor paid 3,000 dollars for the ${thing}. The ${thing} is closed.\n\nThe ${thing} is closed.\n`;

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'review of targets', () => {
    const { database, room, desk } = reviewOf(open);
    const of = (article: string, row: Row, rest = '') =>
      `/v1/articles/${article}/languages/es/segments/${row.id}${rest}`;
    const steps = (count: number) =>
      database.database.tables
        .updateTable('interlinear.desk')
        .set({ review_steps: count })
        .where('id', '=', room.desk)
        .execute();

    test('a draft is kept, un-confirms what was confirmed, and teaches no memory', async () => {
      const article = await desk.article(story('road'));
      const [row] = (await desk.rows(article)) as [Row];
      const confirmed = await desk.write(article, row, { text: 'La calle está cerrada.' });
      expect(confirmed.body.segment.target).toMatchObject({ state: 'translated', confirmedBy: 'person:ana' });
      const units = () =>
        database.database.tables
          .selectFrom('interlinear.memory_unit')
          .select('id')
          .where('origin', '=', 'human')
          .execute();
      const before = await units();
      const draft = await desk.write(article, row, { text: 'La vía está', state: 'initial' });
      expect(draft.status, JSON.stringify(draft.body)).toBe(200);
      expect(draft.body.segment.target).toMatchObject({
        text: 'La vía está',
        state: 'initial',
        subState: null,
        origin: 'human',
        confirmedBy: null,
      });
      expect(await units()).toEqual(before);
    });

    test('a target’s history says who made which text, by what engine and why, and takes in repetitions', async () => {
      const article = await desk.article(story('tunnel'));
      const [row, , , last] = (await desk.rows(article)) as [Row, Row, Row, Row];
      await desk.write(article, row, { text: 'La calle está cerrada.', milliseconds: 4200 }, 'ana');
      const rejection = { reason: 'Not a street', category: 'accuracy/mistranslation', severity: 'major' };
      await desk.write(article, row, { rejection }, 'ben');
      const { body } = await desk.ask('GET', of(article, row, '/history'));
      expect(body.items).toMatchObject([
        {
          act: 'reject',
          actor: 'person:ben',
          reason: 'Not a street',
          state: 'initial',
          subState: 'interlinear:rejected',
        },
        { act: 'confirm', actor: 'person:ana', text: 'La calle está cerrada.', milliseconds: 4200 },
        { act: 'machine', actor: null, text: 'THE TUNNEL IS CLOSED.', engine: 'capitals' },
      ]);
      const repeated = await desk.ask('GET', of(article, last, '/history?limit=1'));
      expect(repeated.body.items).toMatchObject([{ act: 'propagate', actor: 'person:ana', propagatedFrom: row.id }]);
      const rest = await desk.ask('GET', of(article, last, `/history?cursor=${repeated.body.next}`));
      expect(rest.body).toMatchObject({ items: [{ act: 'machine' }], next: null });
      const { tables } = database.database;
      await expect(tables.updateTable('interlinear.target_change').set({ actor: 'x' }).execute()).rejects.toThrow(
        'never',
      );
    });

    test('repetitions that were filled become what they were, but for those that somebody has touched', async () => {
      const article = await desk.article(story('harbour'));
      const [first, , second, third] = (await desk.rows(article)) as [Row, Row, Row, Row];
      const confirmed = await desk.write(article, first, { text: 'Cerrada la calle.' });
      expect(confirmed.body.propagated).toBe(2);
      await desk.write(article, first, { text: 'La calle está cerrada.' });
      await desk.write(article, third, { state: 'initial' });
      const undone = await desk.ask('POST', of(article, first, '/propagation/undo'));
      expect(undone.body).toEqual({ segments: [second.id] });
      const rows = await desk.rows(article);
      expect(rows.map((row) => row.target.text)).toEqual([
        'La calle está cerrada.',
        'THE MAYOR PAID 3,000 DOLLARS FOR THE HARBOUR.',
        'THE HARBOUR IS CLOSED.',
        'La calle está cerrada.',
      ]);
      expect(rows[2]?.target.subState).toBe('interlinear:mt');
      expect((await desk.ask('POST', of(article, first, '/propagation/undo'))).body.segments).toEqual([]);
    });

    test('a rejection needs a reviewer, a reason, a category and a severity, and is kept with the text it was about', async () => {
      const article = await desk.article(story('station'));
      const [row] = (await desk.rows(article)) as [Row];
      const rejection = { reason: 'Shouting', category: 'style/register', severity: 'minor' };
      const refused = await desk.ask('PUT', of(article, row), { version: 1, rejection }, desk.as('eve', 'translate'));
      expect(refused).toMatchObject({ status: 403, body: { code: 'permission.missing' } });
      for (const wrong of [{ ...rejection, severity: 'bad' }, { ...rejection, reason: ' ' }, { reason: 'x' }])
        expect((await desk.write(article, row, { rejection: wrong })).status).toBe(400);
      expect((await desk.write(article, row, { rejection }, 'ben')).status).toBe(200);
      const { body } = await desk.ask('GET', `/v1/articles/${article}/annotations?kind=rejection`);
      expect(body.items).toMatchObject([
        { segment: row.id, language: 'es', ...{ text: 'Shouting', category: 'style/register', severity: 'minor' } },
      ]);
      expect(body.items[0]).toMatchObject({
        targetText: 'THE STATION IS CLOSED.',
        engine: 'capitals',
        actor: 'person:ben',
      });
    });

    test('comments are counted where they stand, resolved, and deleted by those who wrote them', async () => {
      const article = await desk.article(story('bridge'));
      const [row] = (await desk.rows(article)) as [Row];
      const text = '<script>alert(1)</script> \u202eWho says so?';
      const url = `/v1/articles/${article}/comments`;
      const made = await desk.ask('POST', url, { text, segment: row.id, language: 'es' }, desk.as('ana'));
      expect(made).toMatchObject({ status: 201, body: { text, ordinal: 0, targetText: 'THE BRIDGE IS CLOSED.' } });
      await desk.ask('POST', url, { text: 'On the whole article.' }, desk.as('ben'));
      expect((await desk.rows(article))[0]?.comments).toEqual({ open: 1, all: 1 });
      const one = `${url}/${made.body.id}`;
      expect((await desk.ask('PATCH', one, { resolved: true }, desk.as('ben'))).body.resolvedBy).toBe('person:ben');
      expect((await desk.rows(article))[0]?.comments).toEqual({ open: 0, all: 1 });
      expect((await desk.ask('DELETE', one, undefined, desk.as('ben'))).body.code).toBe('comment.not-yours');
      expect((await desk.ask('DELETE', one, undefined, desk.as('ana'))).status).toBe(204);
      expect((await desk.ask('PATCH', one, { resolved: false })).status).toBe(404);
      expect((await desk.ask('GET', `/v1/articles/${article}/annotations`)).body.items).toHaveLength(1);
      for (const [path, payload] of [
        [url, { text: '\u2003' }],
        [url, { text: 'x', segment: '00000000-0000-7000-8000-000000000000' }],
      ] as const)
        expect([400, 404]).toContain((await desk.ask('POST', path, payload)).status);
      const foreign = { 'x-desk': 'other' };
      expect((await desk.ask('POST', url, { text: 'x' }, foreign)).status).toBe(404);
      expect((await desk.ask('GET', `/v1/articles/${article}/annotations`, undefined, foreign)).status).toBe(404);
    });

    test('of two steps the second is another person’s, of the very text that was reviewed', async () => {
      await steps(2);
      const article = await desk.article('The market is closed.');
      const [row] = (await desk.rows(article)) as [Row];
      const text = 'La calle está cerrada.';
      const code = async (payload: object, person: string) =>
        (await desk.write(article, row, payload, person)).body.code;
      expect(await code({ text, state: 'final' }, 'ana')).toBe('review.first-step');
      expect(await code({ text, state: 'reviewed' }, 'ana')).toBeUndefined();
      expect(await code({ state: 'final' }, 'ana')).toBe('review.same-person');
      expect(await code({ text: `${text} No.`, state: 'final' }, 'ben')).toBe('review.first-step');
      const final = await desk.write(article, row, { state: 'final' }, 'ben');
      expect(final.body.segment.target).toMatchObject({ state: 'final', confirmedBy: 'person:ben' });
      const edited = await desk.write(article, row, { text: 'La vía está cerrada.' }, 'ana');
      expect(edited.body.segment.target.state).toBe('translated');
      await steps(1);
    });

    test('errors stand in the way of the last approval until a reason is given, warnings until they were seen', async () => {
      const article = await desk.article('The mayor paid 3,000 dollars to 25 people.');
      const [row] = (await desk.rows(article)) as [Row];
      const text = 'El alcalde pagó 3.000 dólares a 26 personas.';
      const refused = await desk.write(article, row, { text, state: 'final', acknowledge: true });
      expect(refused).toMatchObject({
        status: 409,
        body: { code: 'review.errors', parameters: { checks: 'numbers' } },
      });
      const reason = 'The agency corrected it to 26';
      const passed = await desk.write(article, row, { text, state: 'final', override: { reason } });
      expect(passed.body.segment.target.state).toBe('final');
      const kept = await desk.ask('GET', `/v1/articles/${article}/annotations?kind=override`);
      expect(kept.body.items).toMatchObject([{ text: reason, segment: row.id }]);
      const doubled = { text: 'El alcalde pagó pagó 3.000 dólares a 25 personas.', state: 'final' };
      expect((await desk.write(article, row, doubled)).body.code).toBe('review.warnings');
      expect((await desk.write(article, row, { ...doubled, acknowledge: true })).status).toBe(200);
    });

    test('a finding that was dismissed stands in nobody’s way, and is shown to those who ask', async () => {
      const article = await desk.article('The mayor paid 25 people.');
      const [row] = (await desk.rows(article)) as [Row];
      const text = 'El alcalde pagó a 26 personas.';
      const { findings } = (await desk.write(article, row, { text })).body.segment;
      const error = findings.find((finding: { severity: string }) => finding.severity === 'error');
      const url = `/v1/articles/${article}/findings/${error.id}/dismiss`;
      expect((await desk.ask('POST', url, { reason: 'It is 26' }, desk.as('ben'))).status).toBe(200);
      expect((await desk.rows(article))[0]?.dismissed).toEqual([]);
      const [shown] = await desk.rows(article, 'es', '?dismissed=true');
      expect(shown?.dismissed).toMatchObject([{ id: error.id, dismissed: { reason: 'It is 26' } }]);
      expect((await desk.write(article, row, { state: 'final', acknowledge: true })).status).toBe(200);
    });
  });
});
