import { type Kysely, sql } from 'kysely';

/** What a desk settles for itself, targets that say from where they were propagated, and imports that take half the time. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `ALTER TABLE interlinear.desk
    ADD COLUMN fuzzy_threshold double precision CHECK (fuzzy_threshold > 0 AND fuzzy_threshold <= 1)`,
  'ALTER TABLE interlinear.translation ADD COLUMN propagated_from uuid',
  // Similar texts are found by an index in the process: nothing is looked up by length any more. Dropping the column drops its index.
  'ALTER TABLE interlinear.memory_variant DROP COLUMN text_length',
  // A variant belongs to its unit, a unit to its memory, a memory to its desk: that chain deletes and guards them. Checking every row
  // against the far ends of the chain too takes as long as writing it.
  'ALTER TABLE interlinear.memory_variant DROP CONSTRAINT IF EXISTS memory_variant_desk_id_fkey, DROP CONSTRAINT IF EXISTS memory_variant_memory_id_fkey',
  'ALTER TABLE interlinear.memory_unit DROP CONSTRAINT IF EXISTS memory_unit_desk_id_fkey',
];
