import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { webhookKinds } from '../../src/web/screens/administration/webhook-kinds.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const catalogue = JSON.parse(readFileSync(`${root}locales/en/desk.json`, 'utf8')) as Record<string, string>;
const known = new Set(Object.keys(catalogue).map((key) => key.replace(/_(zero|one|two|few|many|other)$/, '')));
const sources = globSync('src/web/**/*.{ts,tsx}', { cwd: root }).map((file) => readFileSync(root + file, 'utf8'));

/** Keys that the sources name in full, and the beginnings of those that they put together. */
const named = sources.flatMap((text) => [...text.matchAll(/\bt\(\s*['"]([^'"]+)['"]/g)].map(([, key]) => key ?? ''));
const begun = sources.flatMap((text) => [...text.matchAll(/`([a-z][\w.-]*[.-])\$\{/g)].map(([, key]) => key ?? ''));
const mentioned = sources.join('\n');

test('no sentence that the desk says is missing', () => {
  expect(named.length).toBeGreaterThan(300);
  expect([...new Set(named)].filter((key) => !known.has(key))).toEqual([]);
});

test('no sentence of the desk is one that nothing says', () => {
  const said = (key: string) => mentioned.includes(`'${key}'`) || begun.some((beginning) => key.startsWith(beginning));
  expect([...known].filter((key) => !said(key))).toEqual([]);
});

test('webhooks can be told of every event that there is', async () => {
  const { eventKinds } = await import('../../src/storage/event.ts');
  expect([...webhookKinds]).toEqual([...eventKinds]);
});
