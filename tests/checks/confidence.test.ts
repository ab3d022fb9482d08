import { describe, expect, it } from 'vitest';
import { measuredConfidence } from '../../src/checks/confidence.ts';
import { readTable } from '../../src/checks/data/table.ts';
import { checks } from '../../src/checks/registry.ts';
import { checkText } from '../../src/checks/run.ts';

describe('how sure a check is', () => {
  it('is told of checks that there are, as a share', () => {
    const ids = new Set(checks.map(({ id }) => id));
    for (const [check = '', severity = '', share] of readTable('confidence')) {
      expect(ids).toContain(check);
      expect(['error', 'warning', 'info']).toContain(severity);
      expect(Number(share)).toBeGreaterThan(0);
      expect(Number(share)).toBeLessThanOrEqual(1);
    }
  });

  it('comes with its findings: a loud check that is hardly ever wrong beside one that only remarks', () => {
    const { findings } = checkText({ text: 'They  left at dawn.', language: 'en', role: 'body', terms: [] });
    expect(findings.find(({ check }) => check === 'spaces')?.confidence).toBe(measuredConfidence('spaces', 'warning'));
    expect(measuredConfidence('spaces', 'warning')).toBeGreaterThan(0.8);
    expect(measuredConfidence('no-break-spaces', 'info')).toBeLessThan(0.5);
    expect(measuredConfidence('nobody', 'info')).toBeUndefined();
  });
});
