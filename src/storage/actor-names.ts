import type { Tables } from './database.ts';

/**
 * What people and keys are called, by the name that the audit log has for them (`person:ID`, `key:ID`).
 *
 * @returns nothing for those that are gone, and for what is neither
 */
export async function actorNames(
  tables: Tables,
  desk: string,
  actors: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const wanted = (kind: string) =>
    [...new Set(actors)].flatMap((actor) => {
      const id = actor?.startsWith(`${kind}:`) ? actor.slice(kind.length + 1) : '';
      return /^[0-9a-f-]{36}$/.test(id) ? [id] : [];
    });
  const [people, keys] = [wanted('person'), wanted('key')];
  if (people.length > 0)
    for (const { id, name } of await tables
      .selectFrom('interlinear.person')
      .select(['id', 'name'])
      .where('id', 'in', people)
      .execute())
      names.set(`person:${id}`, name);
  if (keys.length > 0)
    for (const { id, name } of await tables
      .selectFrom('interlinear.api_key')
      .select(['id', 'name'])
      .where('desk_id', '=', desk)
      .where('id', 'in', keys)
      .execute())
      names.set(`key:${id}`, name);
  return names;
}
