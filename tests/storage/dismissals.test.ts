import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPairInput } from '../../src/checks/check.ts';
import { checkPair } from '../../src/checks/run.ts';
import type { Finding } from '../../src/model/finding.ts';
import { addDesk, defaultDesk } from '../../src/storage/desks.ts';
import { dismissalsFor, dismissFinding, withoutDismissed } from '../../src/storage/dismissals.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-01-01T12:00:00Z');
const by = { actor: 'ana', now };
const pair = (target: string) => ({
  source: { text: '689 000 personnes', language: 'fr' },
  target: { text: target, language: 'en' },
});
const found = (target: string): Finding[] =>
  checkPair(toPairInput({ from: 'fr', to: 'en', source: '689 000 personnes', target })).findings;
const wrong = 'Some 698,000 people';

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'a dismissed finding', () => {
    let test_: TestDatabase;
    let desk: string;
    beforeAll(async () => {
      test_ = await open();
      desk = await defaultDesk(test_.database.tables, now);
    });
    afterAll(() => test_?.close());

    const numbersIn = (target: string): Finding => {
      const finding = found(target).find(({ check }) => check === 'numbers');
      if (!finding) throw new Error('no finding to dismiss');
      return finding;
    };

    test('stays dismissed, with its reason, until one of the texts changes', async () => {
      const { tables } = test_.database;
      await dismissFinding(tables, desk, pair(wrong), numbersIn(wrong), ' The agency corrected it. ', by);
      const { open: left, dismissed } = withoutDismissed(found(wrong), await dismissalsFor(tables, desk, pair(wrong)));
      expect(left.map(({ check }) => check)).not.toContain('numbers');
      expect(dismissed.map(({ finding, dismissal }) => [finding.check, dismissal.reason, dismissal.actor])).toEqual([
        ['numbers', 'The agency corrected it.', 'ana'],
      ]);
      expect(await dismissalsFor(tables, desk, pair(`${wrong}.`))).toEqual([]);
    });

    test('leaves a row in the audit trail, and dismissing it again gives the new reason', async () => {
      const { tables } = test_.database;
      const { id } = await dismissFinding(tables, desk, pair(wrong), numbersIn(wrong), 'Seen twice.', by);
      expect((await dismissalsFor(tables, desk, pair(wrong))).map(({ reason }) => reason)).toEqual(['Seen twice.']);
      const rows = await tables
        .selectFrom('interlinear.audit')
        .select(['act', 'actor'])
        .where('subject', '=', id)
        .execute();
      expect(rows).toEqual([
        { act: 'finding.dismiss', actor: 'ana' },
        { act: 'finding.dismiss', actor: 'ana' },
      ]);
    });

    test('is dismissed for its own desk alone', async () => {
      const { tables } = test_.database;
      const other = await addDesk(tables, 'sport', 'UTC', by);
      expect(await dismissalsFor(tables, other.id, pair(wrong))).toEqual([]);
    });

    test('is passed over where its span is no longer found', async () => {
      const { tables } = test_.database;
      const dismissals = await dismissalsFor(tables, desk, pair(wrong));
      const moved = { ...numbersIn(wrong), start: 0, end: 4, text: 'Some' };
      expect(withoutDismissed([moved], dismissals)).toEqual({ open: [moved], dismissed: [] });
    });

    test('needs a reason', async () => {
      const { tables } = test_.database;
      await expect(dismissFinding(tables, desk, pair(wrong), numbersIn(wrong), ' ', by)).rejects.toMatchObject({
        code: 'dismissal.reason',
      });
    });
  });
});
