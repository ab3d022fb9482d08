import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tables } from './database.ts';
import { dumpedTables, orderOf } from './dumped-tables.ts';
import { doneMigrations } from './migrate.ts';

/** The first line of a backup. */
export interface BackupHead {
  interlinear: 'backup';
  /** Of this way to write backups. */
  format: 1;
  version: string;
  /** The migrations that its database had. */
  migrations: string[];
  at: string;
}

/** The last line of a backup: one that ends without it was broken off. */
export interface BackupFoot {
  end: true;
  /** Rows by table. */
  rows: Record<string, number>;
  /** SHA-256 of all lines before this one, with their line ends. */
  sha256: string;
}

/** Rows read at a time; of tables with whole files in their rows fewer. */
const ROWS = 500;
const ROWS_WITH_FILES = 5;

/**
 * Everything that the database holds but secrets and the queue, as lines of JSON: a head, then for each table a line that names its columns and
 * a line for every row, then a foot with counts and a checksum. Values are written as PostgreSQL writes them, so that any PostgreSQL reads
 * them back as they were. It is the state of one instant, whatever is written meanwhile.
 *
 * @param made the version of the product, and when the backup is made
 * @param write takes whole lines; the next ones come when it is done with them
 * @returns rows by table
 */
export async function dump(
  tables: Tables,
  made: { version: string; now: Date },
  write: (lines: string) => Promise<void>,
): Promise<BackupFoot['rows']> {
  const hash = createHash('sha256');
  const rows: BackupFoot['rows'] = {};
  const say = async (lines: string[]) => {
    const text = lines.map((line) => `${line}\n`).join('');
    hash.update(text);
    await write(text);
  };
  await tables
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      await sql`SET LOCAL TimeZone = 'UTC'`.execute(transaction);
      await sql`SET LOCAL DateStyle = 'ISO'`.execute(transaction);
      await sql`SET LOCAL bytea_output = 'hex'`.execute(transaction);
      const migrations = await doneMigrations(transaction);
      const head: BackupHead = {
        interlinear: 'backup',
        format: 1,
        version: made.version,
        migrations,
        at: made.now.toISOString(),
      };
      await say([JSON.stringify(head)]);
      for (const table of await dumpedTables(transaction)) {
        await say([JSON.stringify({ table: table.name, columns: table.columns.map(({ name }) => name) })]);
        rows[table.name] = 0;
        const values = table.columns.map(({ name }) => sql`${sql.id(name)}::text`);
        const order = orderOf[table.name];
        const ordered = order === undefined ? sql`` : sql`ORDER BY ${sql.raw(order)}`;
        await sql`DECLARE dumped NO SCROLL CURSOR FOR
          SELECT json_build_array(${sql.join(values)})::text AS line
          FROM ${sql.table(`interlinear.${table.name}`)} ${ordered}`.execute(transaction);
        const page = table.columns.some(({ type }) => type === 'bytea') ? ROWS_WITH_FILES : ROWS;
        for (;;) {
          const { rows: lines } = await sql<{ line: string }>`FETCH ${sql.lit(page)} FROM dumped`.execute(transaction);
          if (lines.length === 0) break;
          rows[table.name] = (rows[table.name] ?? 0) + lines.length;
          // A line break inside a value is written as \n by JSON; between values PostgreSQL writes none.
          await say(lines.map(({ line }) => line));
        }
        await sql`CLOSE dumped`.execute(transaction);
      }
    });
  const foot: BackupFoot = { end: true, rows, sha256: hash.digest('hex') };
  await write(`${JSON.stringify(foot)}\n`);
  return rows;
}
