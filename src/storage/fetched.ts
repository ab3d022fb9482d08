import type { Tables } from './database.ts';

/** Keeps the bytes of an article that was fetched; what another worker has kept before stays. */
export async function storeFetched(
  tables: Tables,
  article: { id: string; revision: string },
  { input, fileName, name }: { input: Uint8Array; fileName: string; name: string },
  now: Date,
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('interlinear.article')
      .set({ file_name: fileName, name, updated_at: now })
      .where('id', '=', article.id)
      .where('status', '=', 'accepted')
      .execute();
    await transaction
      .updateTable('interlinear.revision')
      .set({ input })
      .where('id', '=', article.revision)
      .where('input', '=', new Uint8Array())
      .execute();
  });
}
