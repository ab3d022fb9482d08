import { describe, expect, test } from 'vitest';
import { confinementOf, instantOf } from '../../src/model/embargo.ts';

describe('a time as a submission writes it', () => {
  test.each([
    ['2026-12-03', 'Europe/Paris', '2026-12-02T23:00:00.000Z'],
    ['2026-12-03T06:00', 'Europe/Paris', '2026-12-03T05:00:00.000Z'],
    ['2026-07-03 06:00', 'Europe/Paris', '2026-07-03T04:00:00.000Z'],
    ['2026-12-03 06:00', 'America/New_York', '2026-12-03T11:00:00.000Z'],
    ['2026-12-03T06:00Z', 'America/New_York', '2026-12-03T06:00:00.000Z'],
    ['2026-12-03T06:00:00+05:30', 'UTC', '2026-12-03T00:30:00.000Z'],
  ])('%s in %s is %s', (written, zone, instant) => expect(instantOf(written, zone)).toBe(instant));

  test('that the clocks show twice is the later one', () => {
    expect(instantOf('2026-10-25T02:30', 'Europe/Paris')).toBe('2026-10-25T01:30:00.000Z');
  });

  test.each(['', 'tomorrow', '2026-02-30', '2026-12-03T25:00', '03/12/2026', '2026-12-03T06:00 CET'])(
    '%s is none',
    (written) => expect(instantOf(written, 'UTC')).toBeUndefined(),
  );
});

describe('an article under an embargo', () => {
  const now = new Date('2026-12-03T06:00:00Z');
  const [over, future, later] = ['2026-12-03T06:00:00Z', '2026-12-03T06:01:00Z', '2026-12-04T00:00:00Z'];
  const desk = { sendsOutside: true, sendsEmbargoed: false };

  test('stays on this machine until its last embargo is over', () => {
    expect(confinementOf(desk, [], now)).toBeUndefined();
    expect(confinementOf(desk, [{ until: over }], now)).toBeUndefined();
    expect(confinementOf(desk, [{ until: later }, { until: future }, { until: over }], now)).toEqual({
      by: 'embargo',
      embargo: { until: later },
    });
  });

  test('stays on this machine where nobody can read until when', () => {
    const open = { stated: 'Embargoed until Monday' };
    expect(confinementOf(desk, [{ until: later }, open], now)).toEqual({ by: 'embargo', embargo: open });
  });

  test('may leave it where the desk allows that, but not where it lets nothing out', () => {
    expect(confinementOf({ ...desk, sendsEmbargoed: true }, [{ until: later }], now)).toBeUndefined();
    expect(confinementOf({ sendsOutside: false, sendsEmbargoed: true }, [], now)).toEqual({ by: 'desk' });
  });
});
