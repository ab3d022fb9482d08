import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textMeasure } from '../../src/memory/measure.ts';
import { setCredits } from '../../src/storage/credits.ts';
import { deskInForce } from '../../src/storage/desk-in-force.ts';
import { addDesk, setDesk } from '../../src/storage/desks.ts';
import { grant, importMemory, namedMemory, ownMemory } from '../../src/storage/memories.ts';
import { databaseKinds, type TestDatabase } from '../servers/databases.ts';

const now = new Date('2026-03-01T10:00:00Z');
const by = { actor: 'ana', now };
const none = { glossaries: [], memories: [] };

describe.each(databaseKinds)('on $name', ({ missing, open }) => {
  describe.skipIf(missing)(`what is in force at a desk${missing ? ` (${missing})` : ''}`, () => {
    let test_: TestDatabase;
    beforeAll(async () => {
      test_ = await open();
    });
    afterAll(() => test_?.close());
    const tables = () => test_.database.tables;

    test('is what it has settled, its credit lines and the memories that it may read', async () => {
      const { id: desk } = await addDesk(tables(), 'sports', 'Europe/Paris', by);
      await setDesk(tables(), 'sports', { fuzzyThreshold: 0.8, sendsOutside: false }, by);
      const credit = { publisher: '', language: 'en', credit: 'Avec AFP', wording: '(with AFP)' };
      await setCredits(tables(), desk, [credit], by);
      const named = await namedMemory(tables(), desk, 'cup', { penalty: 3 }, now);
      const handed = await importMemory(tables(), desk, 'handed.tmx', [], textMeasure, now);
      const found = await deskInForce(tables(), desk, none, now);
      expect(found.settings).toEqual({ fuzzyThreshold: 0.8, sendsOutside: false, sendsEmbargoed: false });
      expect(found.credits).toEqual([credit]);
      const own = await ownMemory(tables(), desk, now);
      const ids = (memories: { id: string }[]) => memories.map(({ id }) => id).sort();
      expect(ids(found.memories)).toEqual([own, named].sort());
      expect(found.memories.find(({ id }) => id === named)).toEqual({
        id: named,
        revision: 0,
        penalty: 3,
        otherDesk: false,
      });
      const withFile = await deskInForce(tables(), desk, { glossaries: [], memories: [handed] }, now);
      expect(ids(withFile.memories)).toEqual([own, named, handed].sort());
    });

    test('has another desk’s memory only where that was granted, and never its credit lines', async () => {
      const { id: lender } = await addDesk(tables(), 'lender', 'UTC', by);
      const { id: reader } = await addDesk(tables(), 'reader', 'UTC', by);
      await setCredits(tables(), lender, [{ publisher: '', language: 'en', credit: 'X', wording: 'Y' }], by);
      const shared = await namedMemory(tables(), lender, 'shared', {}, now);
      const before = await deskInForce(tables(), reader, { glossaries: [], memories: [shared] }, now);
      expect(before.memories.map(({ id }) => id)).not.toContain(shared);
      await grant(tables(), shared, reader, { can_read: true, can_write: false });
      const after = await deskInForce(tables(), reader, none, now);
      expect(after.memories.find(({ id }) => id === shared)?.otherDesk).toBe(true);
      expect(after.credits).toEqual([]);
    });

    test('is asked of a desk that there is', async () => {
      const gone = '00000000-0000-7000-8000-000000000000';
      await expect(deskInForce(tables(), gone, none, now)).rejects.toMatchObject({ code: 'desk.unknown' });
    });
  });
});
