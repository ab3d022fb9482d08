import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { InterlinearError } from '../model/errors.ts';
import { newWebhookSecret } from '../model/webhook-signature.ts';
import type { BackupFoot, BackupHead } from './backup.ts';
import type { Tables } from './database.ts';
import { type DumpedTable, dumpedTables } from './dumped-tables.ts';
import { endOfEvents } from './events.ts';
import { knownMigrations, migrate } from './migrate.ts';

/** What is read into one statement at most, in characters and rows. */
const CHARACTERS = 4_000_000;
const ROWS = 500;

/**
 * Reads a backup into an empty database, all of it or nothing, and brings it up to date.
 *
 * @param lines of the backup, without their line ends
 * @returns rows by table
 * @throws InterlinearError `restore.not-empty` {tables}, `restore.newer` {unknown} for a backup of a newer version, `restore.damaged` {line} for
 * one that is broken off or was changed
 */
export async function restore(tables: Tables, lines: AsyncIterable<string>): Promise<BackupFoot['rows']> {
  await refuseUnlessEmpty(tables);
  const reader = lines[Symbol.asyncIterator]();
  const first = await reader.next();
  const head = parsed<BackupHead>(first.done ? '' : first.value, 1);
  if (head?.interlinear !== 'backup' || head.format !== 1 || !Array.isArray(head.migrations)) throw damaged(1);
  const unknown = head.migrations.filter((name) => !knownMigrations.includes(name));
  if (unknown.length > 0) throw new InterlinearError('restore.newer', { unknown: unknown.join(', ') });
  await begin(tables, head.migrations);
  const rows = await tables
    .transaction()
    .execute((transaction) => load(transaction, reader, first.value as string))
    .catch(async (error: unknown) => {
      await migrate(tables);
      throw error;
    });
  await migrate(tables);
  await afterwards(tables);
  return rows;
}

async function refuseUnlessEmpty(tables: Tables): Promise<void> {
  const full: string[] = [];
  for (const { name } of await dumpedTables(tables)) {
    const { rows } = await sql`SELECT 1 FROM ${sql.table(`interlinear.${name}`)} LIMIT 1`.execute(tables);
    if (rows.length > 0) full.push(name);
  }
  if (full.length > 0) throw new InterlinearError('restore.not-empty', { tables: full.join(', ') });
}

/** Gives the empty database the schema that the backup was made with: the migrations then do with its rows what they do with any. */
async function begin(tables: Tables, migrations: string[]): Promise<void> {
  const last = knownMigrations.filter((name) => migrations.includes(name)).at(-1);
  await sql`DROP SCHEMA IF EXISTS interlinear CASCADE`.execute(tables);
  await migrate(tables, last);
}

async function load(transaction: Tables, reader: AsyncIterator<string>, head: string): Promise<BackupFoot['rows']> {
  const hash = createHash('sha256').update(`${head}\n`);
  const known = new Map((await dumpedTables(transaction)).map((table) => [table.name, table]));
  const counts: BackupFoot['rows'] = {};
  let table: DumpedTable | undefined;
  let waiting: string[] = [];
  let size = 0;
  const flush = async () => {
    if (table && waiting.length > 0) await insert(transaction, table, waiting);
    waiting = [];
    size = 0;
  };
  for (let number = 2; ; number++) {
    const { value: line, done } = await reader.next();
    if (done) throw damaged(number);
    if (line.startsWith('[')) {
      if (!table) throw damaged(number);
      waiting.push(line);
      size += line.length;
      counts[table.name] = (counts[table.name] ?? 0) + 1;
      if (size > CHARACTERS || waiting.length >= ROWS) await flush();
    } else {
      await flush();
      const said = parsed<BackupFoot | { table: string; columns: string[] }>(line, number);
      if ('end' in said) {
        const whole =
          said.sha256 === hash.digest('hex') &&
          Object.entries(said.rows).every(([name, count]) => counts[name] === count);
        if (!whole) throw damaged(number);
        return counts;
      }
      const columns = known.get(said.table)?.columns;
      const wanted = said.columns.map((name) => columns?.find((column) => column.name === name));
      if (!wanted.every((column) => column !== undefined)) throw damaged(number);
      table = { name: said.table, columns: wanted };
      counts[table.name] = 0;
    }
    hash.update(`${line}\n`);
  }
}

async function insert(transaction: Tables, { name, columns }: DumpedTable, lines: string[]): Promise<void> {
  const names = columns.map((column) => sql.id(column.name));
  const values = columns.map(({ type }, index) => sql`(line ->> ${sql.lit(index)})::${sql.raw(type)}`);
  await sql`INSERT INTO ${sql.table(`interlinear.${name}`)} (${sql.join(names)})
    SELECT ${sql.join(values)} FROM json_array_elements(${`[${lines.join(',')}]`}::json) WITH ORDINALITY AS rows (line, place)
    ORDER BY place`.execute(transaction);
}

/** What a backup cannot hold is made anew: numbers go on behind those that were given out, and webhooks wait for a secret that somebody knows. */
async function afterwards(tables: Tables): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
    WHERE table_schema = 'interlinear' AND is_identity = 'YES'`.execute(tables);
  for (const { table, column } of rows)
    await sql`SELECT setval(pg_get_serial_sequence(${`interlinear.${table}`}, ${column}),
      (SELECT coalesce(max(${sql.id(column)}), 0) + 1 FROM ${sql.table(`interlinear.${table}`)}), false)`.execute(
      tables,
    );
  const place = await endOfEvents(tables);
  const webhooks = await tables.selectFrom('interlinear.webhook').select(['id', 'job_id']).execute();
  for (const { id, job_id } of webhooks)
    await tables
      .updateTable('interlinear.webhook')
      .set({
        begins_after: job_id === null ? place : '0.0',
        ...(job_id === null ? { secret: newWebhookSecret(), state: 'disabled' } : {}),
      })
      .where('id', '=', id)
      .execute();
  for (const desk of new Set(
    (await tables.selectFrom('interlinear.webhook').select('desk_id').where('job_id', 'is not', null).execute()).map(
      ({ desk_id }) => desk_id,
    ),
  ))
    await tables
      .insertInto('interlinear.callback_secret')
      .values({ desk_id: desk, secret: newWebhookSecret() })
      .execute();
}

function parsed<T>(line: string, number: number): T {
  try {
    return JSON.parse(line) as T;
  } catch {
    throw damaged(number);
  }
}

function damaged(line: number): InterlinearError {
  return new InterlinearError('restore.damaged', { line });
}
