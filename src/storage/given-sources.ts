import type { Tables } from './database.ts';

/** What a delivered segment is a translation of: one or more segments of the source. */
export interface GivenSource {
  ordinals: number[];
  text: string;
  language: string;
}

/** The sources that stand beside delivered segments, by the ordinal of the delivered one; none for an article that came without its source. */
export async function givenSources(tables: Tables, desk: string, revision: string): Promise<Map<number, GivenSource>> {
  const found = new Map<number, GivenSource>();
  const row = await tables
    .selectFrom('interlinear.revision')
    .select('beads')
    .where('desk_id', '=', desk)
    .where('id', '=', revision)
    .executeTakeFirst();
  if (!row?.beads) return found;
  const texts = await tables
    .selectFrom('interlinear.segment')
    .select(['ordinal', 'text', 'after', 'language'])
    .where('revision_id', '=', revision)
    .where('document', '=', 'source')
    .execute();
  const byOrdinal = new Map(texts.map((text) => [text.ordinal, text]));
  for (const { source, target } of row.beads) {
    const own = source.flatMap((ordinal) => byOrdinal.get(ordinal) ?? []);
    const [first] = own;
    if (!first) continue;
    const text = own.map((one, index) => one.text + (own[index + 1] ? one.after || ' ' : '')).join('');
    for (const ordinal of target) found.set(ordinal, { ordinals: source, text, language: first.language });
  }
  return found;
}
