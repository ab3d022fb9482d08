import { describe, expect, it } from 'vitest';
import { toPairInput } from '../../src/checks/check.ts';
import { readProfile, switchedOff, underProfile } from '../../src/checks/profile.ts';
import { checkPair } from '../../src/checks/run.ts';

const { findings } = checkPair(toPairInput({ from: 'fr', to: 'en', source: '17 morts', target: '14  dead' }));

describe('a desk’s profile', () => {
  it('switches a check off and another’s severity, and says what is off', () => {
    const profile = readProfile('{"checks": {"numbers": "warning", "spaces": "off"}}');
    expect(findings.map(({ check, severity }) => [check, severity])).toEqual([
      ['numbers', 'error'],
      ['spaces', 'warning'],
    ]);
    expect(underProfile(findings, profile, 'en').map(({ check, severity }) => [check, severity])).toEqual([
      ['numbers', 'warning'],
    ]);
    expect(switchedOff(profile, 'en')).toEqual([{ check: 'spaces', reason: 'not-run.off' }]);
  });

  it('has wishes of a language go before the others', () => {
    const profile = readProfile('{"checks": {"spaces": "off"}, "languages": {"en": {"spaces": "info"}}}');
    expect(underProfile(findings, profile, 'en-GB').at(-1)).toMatchObject({ check: 'spaces', severity: 'info' });
    expect(underProfile(findings, profile, 'es').map(({ check }) => check)).toEqual(['numbers']);
    expect(switchedOff(profile, 'en')).toEqual([]);
  });

  it.each([
    ['a check that there is not', '{"checks": {"numbres": "off"}}', 'check.unknown'],
    ['a wish that is none', '{"checks": {"numbers": "loud"}}', 'profile.malformed'],
    ['a part that is none', '{"check": {}}', 'profile.malformed'],
    ['a list', '[]', 'profile.malformed'],
    ['what is no JSON', '{', 'profile.malformed'],
  ])('is refused for %s', (_, text, code) => {
    expect(() => readProfile(text)).toThrowError(expect.objectContaining({ code }));
  });
});
