import { describe, expect, test } from 'vitest';
import { databaseKinds } from '../../servers/databases.ts';
import { reviewOf } from '../review-desk.ts';

const [embedded] = databaseKinds;

describe('a house style that a desk brings', () => {
  const { room, desk } = reviewOf((embedded as NonNullable<typeof embedded>).open);
  const bring = (name: string, content: string, headers: Record<string, string> = {}) =>
    desk.ask('PUT', '/v1/styles', { name, content }, headers);
  const submit = async (style?: string) => {
    const articles = [{ fileName: 'a.en.txt', text: 'The rebels reached Zarqa Heights on Friday.' }];
    const { status, body } = await desk.ask(
      'POST',
      '/v1/jobs',
      { to: [], articles, ...(style ? { style } : {}) },
      {
        'idempotency-key': crypto.randomUUID(),
      },
    );
    if (status !== 202) return { status, code: body.code, detail: body.detail, found: [] };
    await room.work(body.id);
    const [article] = (await desk.ask('GET', `/v1/jobs/${body.id}`)).body.progress.items;
    const { items } = (await desk.ask('GET', `/v1/articles/${article.id}/findings`)).body;
    return { status, found: items.filter(({ text }: { text: string }) => text === 'Zarqa Heights') };
  };
  const house = '# The house\nen\tZarka Heights\tZarqa Heights|Zarqua Heights\t2020-01-01\t\tas on our maps\n';

  test('is used by the checks of a job that names it, and by the desk that goes by it', async () => {
    expect(await submit('house')).toMatchObject({ status: 400, code: 'style.unknown' });
    expect((await bring('House', house)).body).toEqual({ name: 'house', rules: 1, created: true });
    const listed = (await desk.ask('GET', '/v1/styles')).body.items;
    expect(listed[0]).toMatchObject({ name: 'house', rules: 1, own: true, updatedBy: 'person:ana' });
    expect(listed.map(({ name }: { name: string }) => name)).toContain('guardian');
    expect((await desk.ask('GET', '/v1/styles/house')).body).toEqual({
      ...{ name: 'house', own: true, content: house },
      rules: [
        {
          ...{ language: 'en', form: 'Zarka Heights', insteadOf: ['Zarqa Heights', 'Zarqua Heights'] },
          ...{ validFrom: '2020-01-01', note: 'as on our maps' },
        },
      ],
    });
    const [found] = (await submit('House')).found;
    expect(found).toMatchObject({ suggestions: ['Zarka Heights'] });
    expect((await submit()).found).toEqual([]);
    const change = (houseStyle: string) => desk.ask('PATCH', `/v1/desks/${room.desk}`, { houseStyle });
    expect(await change('nobody')).toMatchObject({ status: 400, body: { code: 'style.unknown' } });
    expect((await change('HOUSE')).body).toMatchObject({ houseStyle: 'house' });
    expect((await submit()).found).toHaveLength(1);
    expect(await desk.ask('DELETE', '/v1/styles/house')).toMatchObject({ status: 409, body: { code: 'style.in-use' } });
    expect((await change('ap')).status).toBe(200);
  });

  test('goes in whole or not at all: what is wrong is named with its line, and what was there stays', async () => {
    expect((await bring('rules', house)).status).toBe(200);
    const refused = async (name: string, content: string) => {
      const { status, body } = await bring(name, content);
      return [status, body.code, body.parameters?.line];
    };
    expect(await refused('rules', `${house}\nxx-nonsense-language\tForm\n`)).toEqual([400, 'style.malformed', 4]);
    expect(await refused('rules', 'en\tForm\tOther\t2020-02-30\n')).toEqual([400, 'style.malformed', 1]);
    expect(await refused('rules', 'en\t\tOther\n')).toEqual([400, 'style.malformed', 1]);
    expect(await refused('rules', '# nothing but a note\n')).toEqual([400, 'style.empty', undefined]);
    expect(await refused('AP', house)).toEqual([400, 'style.reserved', undefined]);
    expect(await refused('../../etc', house)).toEqual([400, 'style.name', undefined]);
    expect(await refused('long', 'en\tForm\n'.repeat(5001))).toEqual([400, 'style.too-long', undefined]);
    expect((await desk.ask('GET', '/v1/styles/rules')).body.rules).toHaveLength(1);
    expect((await bring('rules', `${house}en\tAleppo\tHalab\n`)).body).toEqual({
      name: 'rules',
      rules: 2,
      created: false,
    });
    expect((await desk.ask('DELETE', '/v1/styles/rules')).status).toBe(204);
    expect(await desk.ask('DELETE', '/v1/styles/rules')).toMatchObject({ status: 404 });
    expect(await desk.ask('DELETE', '/v1/styles/un')).toMatchObject({ status: 404, body: { code: 'style.not-own' } });
    const acts = (await desk.ask('GET', '/v1/audit?act=style')).body.items;
    expect(acts.map(({ act, subject }: { act: string; subject: string }) => `${act} ${subject}`).slice(0, 3)).toEqual([
      'style.forget rules',
      'style.keep rules',
      'style.keep rules',
    ]);
  });

  test('is that desk’s alone, and an administrator’s to bring', async () => {
    await bring('ours', house);
    expect((await desk.ask('GET', '/v1/styles/ours', undefined, { 'x-desk': 'other' })).status).toBe(404);
    expect((await bring('mine', house, desk.as('ben'))).status).toBe(403);
  });
});
