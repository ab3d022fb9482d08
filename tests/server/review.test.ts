import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';

const story =
  '<h1>The bridge</h1><p>The <b>mayor</b> has 12 cars.</p><p>The road is closed.</p><p>The road is closed.</p>';

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'a review over HTTP', () => {
    let database: TestDatabase;
    let room: Newsroom;
    let article: string;
    beforeAll(async () => {
      database = await open();
      room = await openNewsroom(database);
      const articles = [{ fileName: 'bridge.html', text: story }];
      const accepted = await room.server.inject({
        method: 'POST',
        url: '/v1/jobs',
        payload: { to: ['es'], from: 'en', engines: ['capitals'], articles },
      });
      await room.work(accepted.json().id);
      article = (await room.server.inject(`/v1/articles?job=${accepted.json().id}`)).json().items[0].id;
    });
    afterAll(async () => {
      await room?.close();
      await database?.close();
    });

    const rows = async () => (await room.server.inject(`/v1/articles/${article}/languages/es/segments`)).json().items;
    const put = (segment: string, payload: object, headers: Record<string, string> = {}) =>
      room.server.inject({
        method: 'PUT',
        url: `/v1/articles/${article}/languages/es/segments/${segment}`,
        payload,
        headers,
      });
    const audited = async (subject: string) =>
      (
        await database.database.tables
          .selectFrom('interlinear.audit')
          .select('act')
          .where('subject', '=', subject)
          .orderBy('id')
          .execute()
      ).map((row) => row.act);

    test('a person writes a target, and what they wrote stands with its audit and in its equals', async () => {
      const before = (await rows()).at(-1);
      const text = 'La carretera está cortada.';
      const answer = await put(before.id, { text, state: 'reviewed', version: before.target.version });
      expect(answer.statusCode, answer.body).toBe(200);
      expect(answer.json()).toMatchObject({
        propagated: 1,
        segment: { target: { text, state: 'reviewed', origin: 'human', confirmedBy: 'person:ana', version: 2 } },
      });
      expect(answer.headers.etag).toBe('"2"');
      expect((await rows()).at(-2).target).toMatchObject({ text, state: 'initial', origin: 'memory' });
      expect(await audited(before.id)).toEqual(['target.confirm']);
    });

    test('who read an older version is told both texts, and nothing is written over', async () => {
      const [row] = await rows();
      // As long as it is the target, what the machine made is not said twice.
      expect(row).toMatchObject({ machine: null, target: { origin: 'mt', text: 'THE BRIDGE' } });
      expect((await put(row.id, { text: 'El puente' })).statusCode).toBe(428);
      const first = await put(
        row.id,
        { text: 'El puente', state: 'initial' },
        { 'if-match': `"${row.target.version}"` },
      );
      expect(first.statusCode, first.body).toBe(200);
      const late = await put(row.id, { text: 'Un puente' }, { 'if-match': `"${row.target.version}"` });
      expect(late.statusCode).toBe(412);
      expect(late.json().parameters).toMatchObject({ current: 'El puente', yours: 'Un puente', version: 2 });
      const conflict = await put(row.id, { text: 'Un puente', version: row.target.version });
      expect(conflict.statusCode).toBe(409);
      expect((await rows())[0]).toMatchObject({
        target: { text: 'El puente', state: 'initial', origin: 'human' },
        machine: { text: 'THE BRIDGE', codes: [], engine: expect.stringContaining('capitals') },
      });
      expect(await audited(row.id)).toEqual(['target.edit']);
    });

    test('of many who write at once from one version, one wins', async () => {
      const [row] = await rows();
      const answers = await Promise.all(
        [1, 2, 3, 4, 5].map((number) => put(row.id, { text: `Puente ${number}`, version: row.target.version })),
      );
      expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409, 409, 409]);
    });

    test('a translator neither approves nor undoes an approval', async () => {
      const translator = { 'x-may': 'read,translate' };
      const approved = (await rows()).at(-1);
      const { version } = approved.target;
      expect((await put(approved.id, { state: 'final', version }, translator)).json().code).toBe('permission.missing');
      expect((await put(approved.id, { text: 'Otra', version }, translator)).json().code).toBe('target.approved');
      expect((await put(approved.id, { text: 'x', version }, { 'x-may': 'read' })).statusCode).toBe(403);
      const rejected = await put(approved.id, {
        rejection: { reason: 'No', category: 'style', severity: 'minor' },
        version,
      });
      expect(rejected.json().segment.target).toMatchObject({ state: 'initial', subState: 'interlinear:rejected' });
    });

    test('a target keeps the markup of its source, and takes no other', async () => {
      const row = (await rows())[1];
      const { version } = row.target;
      expect(row.source.codes).toHaveLength(2);
      expect((await put(row.id, { text: 'El alcalde tiene 12 coches.', version })).json().code).toBe('target.codes');
      const foreign = [{ id: 'evil', at: 0 }];
      expect((await put(row.id, { text: 'x', codes: foreign, version })).json().code).toBe('target.codes');
      const codes = row.source.codes.map(({ id }: { id: string }, index: number) => ({ id, at: [3, 10][index] }));
      const answer = await put(row.id, { text: 'El alcalde tiene 12 coches.', codes, version });
      expect(answer.statusCode, answer.body).toBe(200);
      expect(answer.json().segment.target.codes.map(({ data }: { data: string }) => data)).toEqual(['<b>', '</b>']);
    });

    test('the checks look at what was written, and the files follow', async () => {
      const row = (await rows())[1];
      const codes = row.target.codes.map(({ id, at }: { id: string; at: number }) => ({ id, at }));
      const wrong = await put(row.id, { text: 'El alcalde tiene 13 coches.', codes, version: row.target.version });
      const [finding] = wrong.json().segment.findings;
      expect(finding).toMatchObject({ check: 'numbers', language: 'es', segment: row.ordinal });
      const url = `/v1/articles/${article}/findings`;
      const act = (name: string, payload: object, headers = {}) =>
        room.server.inject({ method: 'POST', url: `${url}/${finding.id}/${name}`, payload, headers });
      expect((await act('dismiss', { reason: 'so it was said' }, { 'x-may': 'read,translate' })).statusCode).toBe(403);
      const dismissed = await act('dismiss', { reason: 'so it was said' });
      expect(dismissed.json()).toMatchObject({ dismissed: { reason: 'so it was said', actor: 'person:ana' } });
      const open = async () => (await room.server.inject(`${url}?check=numbers&language=es`)).json().items.length;
      const before = await open();
      expect((await rows())[1].findings.filter((one: { id: string }) => one.id === finding.id)).toEqual([]);
      expect((await act('restore', {})).json().dismissed).toBeNull();
      expect(await open()).toBe(before + 1);
      const files = (await room.server.inject(`/v1/articles/${article}/outputs`)).json().items;
      const page = files.find((file: { name: string }) => /en-es.*\.xlf$/.test(file.name));
      const download = await room.server.inject(page.href);
      // Markers of findings stand in between.
      expect(download.body.replace(/<[se]m [^>]*>/g, '')).toContain('13 coches');
      expect(download.headers).toMatchObject({ etag: page.etag, 'x-content-type-options': 'nosniff' });
      expect(download.headers['content-disposition']).toMatch(/^attachment; filename="/);
      const fresh = await room.server.inject({ url: page.href, headers: { 'if-none-match': `"x", W/${page.etag}` } });
      expect([fresh.statusCode, fresh.body]).toEqual([304, '']);
      expect((await room.server.inject(`/v1/articles/${article}/outputs/..%2f..%2fetc%2fpasswd`)).statusCode).toBe(404);
      const versions = (await room.server.inject(`/v1/articles/${article}/versions`)).json().items;
      expect(versions).toMatchObject([{ language: 'es', states: { initial: 2, translated: 2 } }]);
    });
  });
});
