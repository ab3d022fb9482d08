import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { readConfig } from '../config.ts';
import { InterlinearError, UsageError } from '../model/errors.ts';
import { dump } from '../storage/backup.ts';
import { openDatabase } from '../storage/database.ts';
import { restore as restoreLines } from '../storage/restore.ts';
import { version } from '../version.ts';
import { type Call, type Command, exit, flagsOf, placeOptions } from './command.ts';

const { data, 'database-url': databaseUrl } = placeOptions;
const options = { ...(data ? { data } : {}), ...(databaseUrl ? { 'database-url': databaseUrl } : {}) };

/** The one file or folder that a call names. @throws UsageError `backup.file` */
function pathOf(call: Call): string {
  const [path] = call.positionals;
  if (path === undefined || call.positionals.length !== 1) throw new UsageError('backup.file');
  return path;
}

/** `interlinear backup`: everything that the database holds, in one compressed file. */
export const backup: Command = {
  name: 'backup',
  usage: 'FILE|DIR [--data DIR]',
  options,
  examples: ['npx interlinear backup /var/backups/', 'npx interlinear backup desk.ndjson.gz'],
  async run(call) {
    const now = new Date();
    const wanted = pathOf(call);
    const name = `interlinear-${now.toISOString().slice(0, 19).replaceAll(':', '')}.ndjson.gz`;
    const path = existsSync(wanted) && statSync(wanted).isDirectory() ? join(wanted, name) : wanted;
    const database = await openDatabase(readConfig(flagsOf(call)), 'backup');
    const part = `${path}.part`;
    try {
      const file = createWriteStream(part, { mode: 0o600, flush: true });
      const zip = createGzip();
      zip.pipe(file);
      const failed = new Promise<never>((_, reject) => {
        for (const stream of [zip, file]) stream.on('error', reject);
      });
      const write = async (text: string) => {
        if (!zip.write(text)) await Promise.race([failed, new Promise((resolve) => zip.once('drain', resolve))]);
      };
      const rows = await Promise.race([failed, dump(database.tables, { version, now }, write)]);
      zip.end();
      await Promise.race([failed, finished(file)]);
      renameSync(part, path);
      const count = Object.values(rows).reduce((sum, one) => sum + one, 0);
      call.out(call.messages('cli:backup.done', { path, count }));
      return exit.done;
    } catch (error) {
      rmSync(part, { force: true });
      const { code, syscall } = error as NodeJS.ErrnoException;
      if (syscall && code) throw new InterlinearError('backup.write', { path, reason: code }, { cause: error });
      throw error;
    } finally {
      await database.close();
    }
  },
};

/** `interlinear restore`: reads a backup into an empty database. */
export const restore: Command = {
  name: 'restore',
  usage: 'FILE [--data DIR]',
  options,
  examples: ['npx interlinear restore desk.ndjson.gz --data /srv/interlinear'],
  async run(call) {
    const path = pathOf(call);
    const file = createReadStream(path);
    await new Promise<void>((resolve, reject) => {
      file.once('open', () => resolve());
      file.once('error', (error: NodeJS.ErrnoException) =>
        reject(new InterlinearError('backup.read', { path, reason: error.code ?? error.message })),
      );
    });
    const database = await openDatabase(readConfig(flagsOf(call)), 'restore');
    try {
      const rows = await restoreLines(database.tables, linesOf(file));
      const count = Object.values(rows).reduce((sum, one) => sum + one, 0);
      call.out(call.messages('cli:restore.done', { path, count }));
      return exit.done;
    } finally {
      file.destroy();
      await database.close();
    }
  },
};

/** The lines of a compressed file. @throws InterlinearError `restore.damaged` {line} where it cannot be unpacked */
async function* linesOf(file: Readable): AsyncGenerator<string> {
  const zip = createGunzip();
  file.on('error', (error) => zip.destroy(error));
  const decoder = new TextDecoder();
  let begun: string[] = [];
  let line = 1;
  try {
    for await (const chunk of file.pipe(zip)) {
      const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
      begun.push(first);
      for (const next of others) {
        line++;
        yield begun.join('');
        begun = [next];
      }
    }
  } catch (error) {
    throw error instanceof InterlinearError
      ? error
      : new InterlinearError('restore.damaged', { line }, { cause: error });
  }
}
