import { describe, expect, it } from 'vitest';
import { type Counted, skipLine, summarise, summaryLine } from '../../scripts/summary-reporter.ts';

function test(state: string, note?: string): Counted {
  return { type: 'test', name: `a test that ${state}`, result: () => ({ state, note }) };
}

function suite(name: string, children: Counted[], errors: unknown[] = []): Counted {
  return { type: 'suite', name, children, errors: () => errors };
}

function file(children: Counted[], errors: unknown[] = []): Counted {
  return { type: 'module', relativeModuleId: 'tests/a.test.ts', children, errors: () => errors };
}

const line = (modules: Counted[], unhandled = 0) => summaryLine(summarise(modules, unhandled));

describe('the summary of a test run', () => {
  it('counts tests by what became of them', () => {
    expect(line([file([test('passed'), suite('s', [test('failed'), test('skipped'), test('passed')])])])).toBe(
      '2 passed, 1 failed, 1 skipped',
    );
  });

  it('counts tests as failed, not as skipped, when the hook before them threw', () => {
    expect(line([file([suite('s', [test('skipped'), suite('t', [test('skipped')])], [new Error('beforeAll')])])])).toBe(
      '0 passed, 2 failed, 0 skipped',
    );
  });

  it('counts a file that does not load, a hook that throws afterwards, and an error outside any test', () => {
    expect(line([file([], [new Error('import')])])).toBe('0 passed, 1 failed, 0 skipped');
    expect(line([file([suite('s', [test('passed')], [new Error('afterAll')])])])).toBe('1 passed, 1 failed, 0 skipped');
    expect(line([file([test('passed')])], 1)).toBe('1 passed, 1 failed, 0 skipped');
  });

  it('counts a test that never finished as failed', () => {
    expect(line([file([test('pending')])])).toBe('0 passed, 1 failed, 0 skipped');
  });

  it('says once why a suite was skipped, and where a single test was', () => {
    const skipped = suite('PostgreSQL (skipped: not installed)', [test('skipped'), suite('inner', [test('skipped')])]);
    const partly = suite('Redis', [test('passed'), test('skipped', 'no registry (offline)')]);
    expect(summarise([file([skipped, partly])]).skips.map(skipLine)).toEqual([
      'skipped: tests/a.test.ts > PostgreSQL (skipped: not installed) [2]',
      'skipped: tests/a.test.ts > Redis > a test that skipped [1]: no registry (offline)',
    ]);
  });
});
