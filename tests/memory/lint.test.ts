import { describe, expect, it } from 'vitest';
import { type LintedUnit, MemoryLint } from '../../src/memory/lint.ts';
import type { InlineCode } from '../../src/model/article.ts';

let made = 0;
function unit(
  source: string,
  target: string,
  more: Partial<LintedUnit> & { codes?: InlineCode[]; previous?: string } = {},
): LintedUnit {
  made += 1;
  const place = { previous: more.previous ?? null, next: more.previous === undefined ? null : '' };
  return {
    id: `u${made}`,
    usageCount: 0,
    changedAt: null,
    createdAt: null,
    variants: [
      { language: 'en', text: source, codes: more.codes ?? [], ...place },
      { language: 'es', text: target, codes: [], previous: null, next: null },
    ],
    ...(more.usageCount ? { usageCount: more.usageCount } : {}),
  };
}

function lint(units: LintedUnit[], language = 'und'): string[] {
  const examined = new MemoryLint(() => language);
  const findings = [...units.flatMap((one) => examined.see(one)), ...examined.end()];
  return findings.map(
    ({ kind, unit: id, other }) =>
      `${kind} ${units.findIndex((one) => one.id === id)}${other ? ` ${units.findIndex((one) => one.id === other)}` : ''}`,
  );
}

describe('the examination of a memory', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(lint([unit('Yes, of course.', 'Sí, claro.'), unit('Paris', 'Paris')])).toEqual([]);
  });

  it('finds empty texts, texts that were not translated, and codes that are missing or broken', () => {
    const open: InlineCode[] = [{ id: '1', kind: 'open', at: 0, pair: '2', data: '<b>' }];
    const alone: InlineCode[] = [{ id: '1', kind: 'standalone', at: 0, data: '<br>' }];
    expect(lint([unit('Yes.', ' '), unit('Read more here.', 'Read more here.')])).toEqual(['empty 0', 'same 1']);
    expect(lint([unit('Yes.', 'Sí.', { codes: open }), unit('No.', 'No.', { codes: alone })])).toEqual([
      'codes 0',
      'codes 1',
    ]);
  });

  it('suspects a text that is in another language', () => {
    const long = 'This sentence is long enough to tell its language.';
    expect(lint([unit(long, 'Sí.')], 'fr')).toEqual(['language 0']);
    expect(lint([unit(long, 'Sí.')], 'en')).toEqual([]);
  });

  it('finds duplicates, but leaves every context its unit and keeps the one that is used most', () => {
    const units = [
      unit('Yes.', 'Sí.'),
      unit('Yes. ', 'Sí.', { previous: 'a' }),
      unit('Yes.', 'Sí.', { previous: 'b' }),
    ];
    expect(lint(units)).toEqual(['duplicate 0 1']);
    expect(lint([unit('No.', 'No. '), unit('No.', 'No.', { usageCount: 3 })])).toEqual(['duplicate 0 1']);
  });

  it('finds a source that is translated in two ways', () => {
    expect(lint([unit('Fire!', '¡Fuego!'), unit('Fire!', '¡Disparen!')])).toEqual(['inconsistent 1 0']);
  });
});
