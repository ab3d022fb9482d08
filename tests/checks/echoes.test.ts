import { describe, expect, it } from 'vitest';
import { toPairInput } from '../../src/checks/check.ts';
import { checkPair, checkText, withoutEchoes } from '../../src/checks/run.ts';
import type { Finding } from '../../src/model/finding.ts';

function all(
  source: string,
  target: string,
  role: 'body' | 'headline' = 'body',
  segment = 1,
): (Finding & { document: string; segment: number })[] {
  const pair = { ...toPairInput({ from: 'fr', to: 'en', source, target, role }), origin: 'given' as const };
  const place = (finding: Finding, where: number) => ({ ...finding, document: 'delivered', segment: where });
  return [
    ...checkText(pair.target).findings.map((finding) => place(finding, 1)),
    ...checkPair(pair).findings.map((finding) => place(finding, segment)),
  ];
}

describe('one mistake that two checks see', () => {
  it.each([
    ['a bracket', 'LYON (AFP) – Un feu.', 'LYON (AFP – A fire.', 'body' as const, 'brackets'],
    ['a quotation mark', 'Le maire : « Jamais »', 'Mayor: “Never', 'headline' as const, 'quotes'],
    ['mixed quotation marks', 'Il dit « jamais » ici.', 'He said “never" here.', 'body' as const, 'quotes'],
  ])('is one finding: %s', (_what, source, target, role, check) => {
    const found = all(source, target, role);
    expect(found.map((finding) => finding.check)).toContain('balance');
    expect(withoutEchoes(found).map((finding) => finding.check)).toEqual([check]);
  });

  it('stays two in two segments, and one that only the comparison sees stays', () => {
    expect(withoutEchoes(all('LYON (AFP) – Un feu.', 'LYON (AFP – A fire.', 'body', 2))).toHaveLength(2);
    expect(withoutEchoes(all('« Oui », dit-il.', '“Yes, he said.')).map(({ check }) => check)).toEqual(['balance']);
  });
});
