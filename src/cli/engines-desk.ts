import { userInfo } from 'node:os';
import { type Config, readConfig } from '../config.ts';
import { openDatabase, type Tables } from '../storage/database.ts';
import { defaultDesk } from '../storage/desks.ts';
import { pad } from './columns.ts';
import { type Call, flagsOf } from './command.ts';

/** What a command on engines works with: the database of the desk, without its queue. */
export interface EnginesDesk {
  config: Config;
  tables: Tables;
  desk: string;
  now: Date;
  /** Who asks, for the audit. */
  actor: string;
}

/** Opens the database for one command, and closes it when that is over. */
export async function withDesk<T>(call: Call, command: string, act: (desk: EnginesDesk) => Promise<T>): Promise<T> {
  const config = readConfig(flagsOf(call));
  const database = await openDatabase(config, command);
  try {
    const now = new Date();
    const desk = await defaultDesk(database.tables, now);
    return await act({ config, tables: database.tables, desk, now, actor: userName() });
  } finally {
    await database.close();
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'cli';
  }
}

/** Cells as lines, each column as wide as its widest cell. */
export function tableLines(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Money with two decimals, and more where two would say nothing. */
export function money(amount: number): string {
  return amount === 0 || amount >= 0.01 ? amount.toFixed(2) : amount.toPrecision(2);
}
