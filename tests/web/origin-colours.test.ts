import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../../src/web/theme/base.css', import.meta.url), 'utf8');
const [day = '', night = ''] = [...css.matchAll(/:root \{([^}]*--paper:[^}]*)\}/g)].map(([, block]) => block ?? '');
const colour = (theme: string, name: string) => new RegExp(`--${name}: #(\\w{6});`).exec(theme)?.[1] ?? '';

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

test.each([
  ['day', day],
  ['night', night],
])('by %s every origin of a text has a colour of its own that can be read (WCAG AA)', (_, theme) => {
  const origins = ['good', 'warning', 'machine', 'term'].map((name) => colour(theme, name));
  expect(new Set([...origins, colour(theme, 'info')]).size).toBe(5);
  for (const ground of ['paper', 'ground', 'accent-soft'])
    for (const origin of origins) expect(contrast(origin, colour(theme, ground))).toBeGreaterThanOrEqual(4.5);
});
