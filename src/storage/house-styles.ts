import { sql } from 'kysely';
import { InterlinearError } from '../model/errors.ts';
import type { HouseStyle } from '../model/term.ts';
import { type By, recordAct } from './audit.ts';
import type { Tables } from './database.ts';

/** Styles that one desk may keep: nobody chooses among more. */
const MOST_STYLES = 50;

/** A house style that a desk brought itself, without its rules. */
export interface OwnStyle {
  name: string;
  rules: number;
  updatedBy: string;
  updatedAt: Date;
}

/** A desk's own styles, by name. */
export async function ownStyles(tables: Tables, desk: string): Promise<OwnStyle[]> {
  return tables
    .selectFrom('interlinear.house_style')
    .select(['name', 'updated_by as updatedBy', 'updated_at as updatedAt'])
    .select(sql<number>`jsonb_array_length(rules)`.as('rules'))
    .where('desk_id', '=', desk)
    .orderBy(sql`name COLLATE "C"`)
    .execute();
}

/** A desk's own style whole, with the table that it was read from; undefined where it has none of that name. */
export async function ownStyle(
  tables: Tables,
  desk: string,
  name: string,
): Promise<(HouseStyle & { content: string }) | undefined> {
  return tables
    .selectFrom('interlinear.house_style')
    .select(['name', 'rules', 'content'])
    .where('desk_id', '=', desk)
    .where('name', '=', name)
    .executeTakeFirst();
}

/**
 * Keeps a style of a desk, in the place of one of the same name. Jobs that were submitted with that one go on with it.
 *
 * @returns whether there was none of this name
 * @throws InterlinearError `style.too-many` {most}
 */
export async function keepStyle(
  tables: Tables,
  desk: string,
  { name, rules }: HouseStyle,
  content: string,
  by: By,
): Promise<boolean> {
  return tables.transaction().execute(async (transaction) => {
    // One after the other: two that add the last one would both find room.
    await transaction.selectFrom('interlinear.desk').select('id').where('id', '=', desk).forNoKeyUpdate().execute();
    const own = await ownStyles(transaction, desk);
    const before = own.find((style) => style.name === name);
    if (!before && own.length >= MOST_STYLES) throw new InterlinearError('style.too-many', { most: MOST_STYLES });
    const kept = { content, rules: JSON.stringify(rules), updated_by: by.actor, updated_at: by.now };
    await transaction
      .insertInto('interlinear.house_style')
      .values({ desk_id: desk, name, ...kept })
      .onConflict((conflict) =>
        conflict
          .columns(['desk_id', 'name'])
          .doUpdateSet({ ...kept, version: sql`interlinear.house_style.version + 1` }),
      )
      .execute();
    const act = { act: 'style.keep', subject: name, before: before ? { rules: before.rules } : null };
    await recordAct(transaction, desk, { ...act, after: { rules: rules.length } }, by);
    return !before;
  });
}

/**
 * Forgets a style of a desk. Jobs that were submitted with it go on with it.
 *
 * @throws InterlinearError `style.not-own` {name}; `style.in-use` {name} where submissions of the desk that name none go by it
 */
export async function forgetStyle(tables: Tables, desk: string, name: string, by: By): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    const { usual } = await transaction
      .selectFrom('interlinear.desk')
      .select('house_style as usual')
      .where('id', '=', desk)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow();
    if (usual === name) throw new InterlinearError('style.in-use', { name });
    const gone = await transaction
      .deleteFrom('interlinear.house_style')
      .where('desk_id', '=', desk)
      .where('name', '=', name)
      .returning(sql<number>`jsonb_array_length(rules)`.as('rules'))
      .executeTakeFirst();
    if (!gone) throw new InterlinearError('style.not-own', { name });
    await recordAct(transaction, desk, { act: 'style.forget', subject: name, before: gone }, by);
  });
}
