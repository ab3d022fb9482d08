import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryData } from '../servers/databases.ts';
import { start, until } from './interlinear.ts';

test('the first start prints a link that makes an administrator; the owner of the machine needs none', async () => {
  const data = temporaryData();
  const server = start(['serve', '--port', '0', '--data', data.path]);
  let out = '';
  server.child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  try {
    await until(() => out.includes('works once'), 90_000);
    const [, link = ''] = /works once: (\S+)/.exec(out) ?? [];
    const url = new URL(link).origin;
    expect(out).toContain(`Listening on ${url}`);

    const lock = JSON.parse(readFileSync(join(data.path, 'lock.json'), 'utf8'));
    expect(lock).toMatchObject({ command: 'serve', url, token: join(data.path, 'local-token') });
    expect(statSync(lock.token).mode & 0o777).toBe(0o600);
    const headers = { authorization: `Bearer ${readFileSync(lock.token, 'utf8')}` };
    expect(await (await fetch(`${url}/v1/session`, { headers })).json()).toMatchObject({ actor: 'local' });

    const page = await fetch(link);
    expect(await page.text()).toContain('makes you the administrator');
    const form = { name: 'Ana', email: 'ana@example.org', password: 'a phrase of my own', again: 'a phrase of my own' };
    // What a browser sends with a form of this page.
    const sent = await fetch(link, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { origin: url, 'sec-fetch-site': 'same-origin' },
    });
    expect(sent.status).toBe(200);
    const [cookie = ''] = (sent.headers.get('set-cookie') ?? '').split(';');
    const who = (await (await fetch(`${url}/v1/session`, { headers: { cookie } })).json()) as { csrfToken: string };
    expect(who).toMatchObject({ name: 'Ana', everywhere: true });
    const made = await fetch(`${url}/v1/keys`, {
      method: 'POST',
      body: JSON.stringify({ name: 'cms', scopes: ['submit'] }),
      headers: { cookie, 'interlinear-csrf': who.csrfToken, 'content-type': 'application/json' },
    });
    expect(made.status).toBe(201);
    expect((await fetch(link)).status).toBe(404);
  } finally {
    server.child.kill('SIGTERM');
  }
  expect(await server.ended).toMatchObject({ status: 0 });
  expect(existsSync(join(data.path, 'local-token'))).toBe(false);
  data.remove();
}, 120_000);
