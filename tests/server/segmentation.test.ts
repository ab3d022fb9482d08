import { describe, expect, test } from 'vitest';
import { databaseKinds } from '../servers/databases.ts';
import { type Row, reviewOf } from './review-desk.ts';

const TEXT = 'The pier is open, and the town paid 25 people. Rain fell.\n\nA third thing happened there.';

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'segments that are split and merged', () => {
    const { database, room, desk } = reviewOf(open);
    const of = (article: string, row: Row, what: string, language = 'es') =>
      `/v1/articles/${article}/languages/${language}/segments/${row.id}${what}`;
    const split = (article: string, row: Row, more: object, person = 'ana', may = 'review,translate') =>
      desk.ask(
        'POST',
        of(article, row, '/split'),
        { source: row.source.text, version: row.target.version, ...more },
        desk.as(person, may),
      );
    const output = async (article: string, name: string) =>
      (await desk.ask('GET', `/v1/articles/${article}/outputs/${name}`)).body as string;

    test('a split keeps the article as it reads, in every language, and makes drafts', async () => {
      const article = await desk.article(TEXT, ['es', 'fr']);
      const [first, second, third] = (await desk.rows(article)) as [Row, Row, Row];
      await desk.write(article, first, { text: 'El muelle está abierto, y la ciudad pagó a 25 personas.' });
      await desk.ask(
        'POST',
        `/v1/articles/${article}/comments`,
        { text: 'Which town?', segment: third.id, language: 'es' },
        desk.as('ben'),
      );
      const before = await output(article, 'story.es.txt');
      const [confirmed] = (await desk.rows(article)) as [Row];
      const answer = await split(article, confirmed, { at: 18 });
      expect(answer.status).toBe(200);
      expect(answer.body.reopened).toEqual(['es']);
      expect(answer.body.segments).toMatchObject([
        {
          id: first.id,
          ordinal: 0,
          source: { text: 'The pier is open,' },
          target: { text: 'El muelle está abierto,' },
        },
        {
          ordinal: 1,
          source: { text: 'and the town paid 25 people.' },
          target: { text: 'y la ciudad pagó a 25 personas.' },
        },
      ]);
      const rows = await desk.rows(article);
      expect(rows.map(({ ordinal, id }) => [ordinal, id])).toEqual([
        [0, first.id],
        [1, answer.body.segments[1].id],
        [2, second.id],
        [3, third.id],
      ]);
      expect(rows.map(({ target }) => target.state)).toEqual(Array(4).fill('initial'));
      expect(rows[3]?.comments).toEqual({ open: 1, all: 1 });
      const french = await desk.rows(article, 'fr');
      expect(french.map(({ target }) => target.text)).toEqual([
        'THE PIER IS OPEN,',
        'AND THE TOWN PAID 25 PEOPLE.',
        'RAIN FELL.',
        'A THIRD THING HAPPENED THERE.',
      ]);
      expect(await output(article, 'story.es.txt')).toBe(before);
      const tmx = await output(article, 'story.en-es.tmx');
      expect(tmx).toContain('<seg>and the town paid 25 people.</seg>');
      const { body: history } = await desk.ask('GET', of(article, first, '/history'));
      expect(history.items[0]).toMatchObject({ act: 'split', actor: 'person:ana' });
      const { body: version } = await desk.ask('GET', `/v1/articles/${article}`);
      expect(version.languages[0]).toMatchObject({ translated: 4, of: 4 });
    });

    test('findings stay with their segments, and the new ones are checked', async () => {
      const article = await desk.article(TEXT);
      const [first, , third] = (await desk.rows(article)) as [Row, Row, Row];
      await desk.write(article, third, { text: 'Pasaron 7 cosas.' });
      const numbers = async () =>
        (await desk.rows(article)).flatMap((row) =>
          row.findings.filter(({ check }) => check === 'numbers').map(() => row.source.text),
        );
      expect(await numbers()).toEqual([third.source.text]);
      expect((await split(article, first, { at: 18, targetAt: first.target.text?.length })).body).toMatchObject({
        reopened: [],
      });
      // All of the target stands beside the first half of its source now: its number is one too many there.
      expect(new Set(await numbers())).toEqual(new Set(['The pier is open,', third.source.text]));
      const [left, right] = (await desk.rows(article)) as [Row, Row];
      expect([left.target.text?.includes('25'), right.target.text]).toEqual([true, null]);
      await desk.ask('POST', of(article, left, '/merge'), { next: right.id }, desk.as('ana'));
      expect(await numbers()).toEqual([third.source.text]);
    });

    test('a merge takes texts, comments and codes together, and its undo gives everything back', async () => {
      const article = await desk.article('<p>A <b>bold</b> start. <i>Then</i> more.</p>', ['es'], {
        fileName: 'story.en.html',
      });
      const [first, second] = (await desk.rows(article)) as [Row, Row];
      await desk.ask(
        'POST',
        `/v1/articles/${article}/comments`,
        { text: 'Hm.', segment: second.id, language: 'es' },
        desk.as('ben'),
      );
      const before = await desk.rows(article);
      const html = await output(article, 'story.es.html');
      const merged = await desk.ask('POST', of(article, first, '/merge'), { next: second.id }, desk.as('ana'));
      expect(merged.status).toBe(200);
      const [one, ...others] = await desk.rows(article);
      expect(others).toEqual([]);
      expect(one).toMatchObject({
        source: { text: 'A bold start. Then more.', codes: [{ at: 2 }, { at: 6 }, { at: 14 }, { at: 18 }] },
        target: { text: 'A BOLD START. THEN MORE.', state: 'initial' },
        comments: { open: 1, all: 1 },
      });
      expect(await output(article, 'story.es.html')).toBe(html);
      const undone = await desk.ask('POST', of(article, first, '/segmentation/undo'), undefined, desk.as('ben'));
      expect(undone.status).toBe(200);
      const after = await desk.rows(article);
      const asRead = (rows: Row[]) =>
        rows.map(
          ({ target: { version: _, updatedAt: __, ...target }, ...row }: Row & { target: { updatedAt?: string } }) => ({
            ...row,
            target,
          }),
        );
      expect(asRead(after)).toEqual(asRead(before));
      const again = await desk.ask('POST', of(article, first, '/segmentation/undo'), undefined, desk.as('ben'));
      expect([again.status, again.body.code]).toEqual([409, 'segmentation.no-change']);
    });

    test('an undo takes back a split with the states that were there, unless somebody worked on it since', async () => {
      const article = await desk.article(TEXT);
      const [first] = (await desk.rows(article)) as [Row];
      await desk.write(article, first, { text: 'El muelle abre y la ciudad pagó a 25 personas.', state: 'translated' });
      const [confirmed] = (await desk.rows(article)) as [Row];
      await split(article, confirmed, { at: 18 });
      await desk.ask('POST', of(article, first, '/segmentation/undo'), undefined, desk.as('ana'));
      const [back, ...rest] = (await desk.rows(article)) as [Row];
      expect(rest).toHaveLength(2);
      expect(back).toMatchObject({
        source: { text: first.source.text },
        target: { text: confirmed.target.text, state: 'translated', confirmedBy: 'person:ana' },
      });
      await split(article, back, { at: 18 });
      const [, right] = (await desk.rows(article)) as [Row, Row];
      await desk.write(article, right, { text: 'y otra cosa', state: 'initial' });
      const refused = await desk.ask('POST', of(article, first, '/segmentation/undo'), undefined, desk.as('ana'));
      expect([refused.status, refused.body.code]).toEqual([409, 'segmentation.touched']);
      expect((await desk.rows(article))[1]?.target.text).toBe('y otra cosa');
    });

    test('what cannot be cut or joined is refused, and nothing changes', async () => {
      const article = await desk.article(`${TEXT}\n\nLetters e\u0301 and more.`);
      const rows = (await desk.rows(article)) as [Row, Row, Row, Row];
      const [first, second, third, fourth] = rows;
      const refused = async (answer: Promise<{ status: number; body: { code: string } }>) => {
        const { status, body } = await answer;
        return [status, body.code];
      };
      expect(await refused(split(article, first, { at: 0 }))).toEqual([400, 'segmentation.edge']);
      expect(await refused(split(article, fourth, { at: 9 }))).toEqual([400, 'segmentation.character']);
      expect(await refused(split(article, first, { at: 9, source: 'Another text.' }))).toEqual([
        409,
        'segmentation.changed',
      ]);
      expect(await refused(split(article, first, { at: 9, version: 99 }))).toEqual([409, 'target.conflict']);
      expect(await refused(split(article, first, { at: 9 }, 'ana', 'read'))).toEqual([403, 'permission.missing']);
      const merge = (row: Row, next: string) =>
        refused(desk.ask('POST', of(article, row, '/merge'), { next }, desk.as('ana')));
      expect(await merge(second, third.id)).toEqual([409, 'segmentation.block']);
      expect(await merge(first, third.id)).toEqual([409, 'segmentation.changed']);
      await desk.write(article, first, { text: 'Es final 25.', state: 'final', acknowledge: true }, 'ben');
      const [final] = (await desk.rows(article)) as [Row];
      expect(await refused(split(article, final, { at: 9 }, 'ana', 'translate'))).toEqual([403, 'target.approved']);
      expect((await desk.rows(article)).map(({ id, ordinal, source }) => [id, ordinal, source.text])).toEqual(
        rows.map(({ id, ordinal, source }) => [id, ordinal, source.text]),
      );
      const running = await desk.ask('POST', '/v1/jobs', {
        to: ['es'],
        engines: ['capitals'],
        articles: [{ fileName: 'x.txt', text: 'One. Two.' }],
      });
      expect(running.status).toBe(202);
    });

    test('a new revision is cut as the one before, with all that was confirmed, until the text is another one', async () => {
      const text = 'The pier is open, and the port paid 30 men. Rain fell.\n\nA fourth thing occurred there.';
      const article = await desk.article(text, ['es', 'fr']);
      const [whole] = (await desk.rows(article)) as [Row];
      await split(article, whole, { at: 18 });
      const [left, right] = (await desk.rows(article)) as [Row, Row];
      await desk.write(article, left, { text: 'El muelle está abierto,', state: 'translated' });
      await desk.write(
        article,
        right,
        { text: 'y el puerto pagó a 30 hombres.', state: 'final', acknowledge: true },
        'ben',
      );
      const revise = async (next: string) => {
        await desk.ask('POST', `/v1/articles/${article}/revisions`, { text: next });
        await room.work((await desk.ask('GET', `/v1/articles/${article}`)).body.job);
        return (await desk.rows(article)).map(({ source, target }) => [source.text, target.text, target.state]);
      };
      const ours = [
        ['The pier is open,', 'El muelle está abierto,', 'translated'],
        ['and the port paid 30 men.', 'y el puerto pagó a 30 hombres.', 'final'],
      ];
      expect(await revise(`Before it all.\n\n${text.replace('Rain fell', 'Snow fell')}`)).toEqual([
        ['Before it all.', 'BEFORE IT ALL.', 'initial'],
        ...ours,
        ['Snow fell.', 'SNOW FELL.', 'initial'],
        ['A fourth thing occurred there.', 'A FOURTH THING OCCURRED THERE.', 'initial'],
      ]);
      const changes = async (number: number) =>
        (await desk.ask('GET', `/v1/articles/${article}/revisions/${number}/changes`)).body;
      const second = await changes(2);
      expect([second.counts.kept, second.cuts]).toEqual([3, { kept: 1, lost: 0 }]);
      expect(second.items.map(({ cut }: { cut: string | null }) => cut)).toEqual([null, 'kept', 'kept', null, null]);
      expect((await desk.ask('GET', `/v1/articles/${article}`)).body.languages[0]).toMatchObject({
        translated: 5,
        of: 5,
      });
      const [, own] = (await desk.rows(article)) as [Row, Row];
      const acts = async (row: Row, language = 'es') =>
        (await desk.ask('GET', of(article, row, '/history', language))).body.items.map(
          ({ act }: { act: string }) => act,
        );
      expect(await acts(own)).toEqual(['carry', 'confirm', 'split', 'machine']);
      // A cut that was taken over can be changed like any other.
      await split(article, own, { at: 9 });
      expect((await revise(text.replace('pier is open', 'port is open'))).slice(0, 2)).toEqual([
        ['The port is open, and the port paid 30 men.', 'THE PORT IS OPEN, AND THE PORT PAID 30 MEN.', 'initial'],
        ['Rain fell.', 'RAIN FELL.', 'initial'],
      ]);
      const third = await changes(3);
      expect(third.cuts).toEqual({ kept: 0, lost: 1 });
      expect(third.items.find(({ kind }: { kind: string }) => kind === 'changed')).toMatchObject({ cut: 'lost' });
      const [lost, same] = (await desk.rows(article)) as [Row, Row];
      for (const language of ['es', 'fr']) {
        expect(await acts(lost, language)).toEqual(['machine', 'uncut']);
        expect(await acts(same, language)).not.toContain('uncut');
      }
      const events = await database.database.tables
        .selectFrom('interlinear.event')
        .select('data')
        .where('article_id', '=', article)
        .where('kind', '=', 'article.segmented')
        .orderBy('seq')
        .execute();
      expect(events.map(({ data }) => data.cuts)).toEqual([undefined, { kept: 1, lost: 0 }, { kept: 0, lost: 1 }]);
    });

    test('a new revision keeps what was corrected on both sides of a split, and the findings in their places', async () => {
      const article = await desk.article('People left Idleb, and Ocha counted them. Rain fell.');
      const [row] = (await desk.rows(article)) as [Row];
      await split(article, row, { at: 19 });
      await desk.ask('POST', `/v1/articles/${article}/revisions`, {
        text: 'New here.\n\nPeople left Idleb, and Ocha counted them. Snow fell.',
      });
      await room.work((await desk.ask('GET', `/v1/articles/${article}`)).body.job);
      const { body } = await desk.ask('GET', `/v1/articles/${article}/given`);
      expect(
        body.items.map(({ given, corrected }: { given: string; corrected: string }) => [given, corrected]),
      ).toEqual([
        ['New here.', 'New here.'],
        ['People left Idleb,', 'People left Idlib,'],
        ['and Ocha counted them.', 'and OCHA counted them.'],
        ['Snow fell.', 'Snow fell.'],
      ]);
      for (const { given, findings } of body.items)
        for (const { start, end, text } of findings) expect(given.slice(start, end)).toBe(text);
      expect(body.items[2].findings.length).toBeGreaterThan(0);
    });

    test('a correction of the given text is found again on both sides of a split', async () => {
      const article = await desk.article('People left Idleb, and Ocha counted them.');
      const [row] = (await desk.rows(article)) as [Row];
      expect(row.source.text).toBe('People left Idlib, and OCHA counted them.');
      const inside = await split(article, row, { at: 14 });
      expect([inside.status, inside.body.code]).toEqual([409, 'segmentation.correction']);
      expect((await split(article, row, { at: 19 })).status).toBe(200);
      const { body } = await desk.ask('GET', `/v1/articles/${article}/given`);
      expect(
        body.items.map(({ given, corrected }: { given: string; corrected: string }) => [given, corrected]),
      ).toEqual([
        ['People left Idleb,', 'People left Idlib,'],
        ['and Ocha counted them.', 'and OCHA counted them.'],
      ]);
      for (const { given, findings } of body.items)
        for (const { start, end, text } of findings) expect(given.slice(start, end)).toBe(text);
      expect(body.items[1].findings.length).toBeGreaterThan(0);
      expect(await output(article, 'story.en.corrected.txt')).toBe('People left Idlib, and OCHA counted them.');
    });
  });
});
