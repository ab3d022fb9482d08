import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { InterlinearError } from '../model/errors.ts';

/** Who has a data folder open. */
export interface Holder {
  pid: number;
  /** When the process started, in the system's own measure: tells a reused process id from the process that wrote it. */
  started: string;
  /** The command, such as `translate` or `serve`. */
  command: string;
  /** Loopback URL of a running server. */
  url?: string;
  /** File with the token that its owner shows to that server. */
  token?: string;
}

/** An opened data folder; nobody else opens it before `release`. */
export interface DataFolder {
  path: string;
  /** Adds what became known later, such as the server's URL. */
  announce(holder: Partial<Holder>): void;
  release(): void;
}

/**
 * Opens the folder of the embedded database for this process alone.
 *
 * @throws InterlinearError `data.owner` for a folder of another user, `data.unwritable` where it cannot be made or written,
 * `data.in-use` while another process has it open.
 */
export function openDataFolder(path: string, command: string): DataFolder {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unwritable(path, error);
  }
  const owner = statSync(path).uid;
  const self = process.getuid?.();
  if (self !== undefined && owner !== self)
    throw new InterlinearError('data.owner', { path, owner: ownerName(owner), user: userInfo().username });
  let holder: Holder = { pid: process.pid, started: startOf(process.pid) ?? '', command };
  const lock = join(path, 'lock.json');
  takeLock(lock, holder);
  return {
    path,
    announce(more) {
      holder = { ...holder, ...more };
      const draft = `${lock}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(holder));
      renameSync(draft, lock);
    },
    release() {
      if (readHolder(lock)?.pid === process.pid) rmSync(lock, { force: true });
    },
  };
}

/** A hard link either appears whole or not at all, so two processes can never both believe that they took the lock. */
function takeLock(lock: string, holder: Holder): void {
  const draft = `${lock}.${process.pid}`;
  try {
    writeFileSync(draft, JSON.stringify(holder));
  } catch (error) {
    throw unwritable(lock, error);
  }
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        linkSync(draft, lock);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(lock, error);
      }
      const other = readHolder(lock);
      if (other && isAlive(other))
        throw new InterlinearError(other.url ? 'data.in-use-server' : 'data.in-use', {
          path: lock.replace(/[/\\]lock\.json$/, ''),
          pid: other.pid,
          command: other.command,
          url: other.url ?? '',
        });
      if (attempt > 20) throw unwritable(lock, new Error('cannot take over a stale lock'));
      removeStale(lock, other);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Takes a dead process's lock away. Whoever took it over in the meantime gets the new one back. */
function removeStale(lock: string, judged: Holder | undefined): void {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    // Another process was faster.
    return;
  }
  const taken = readHolder(aside);
  if (taken && (taken.pid !== judged?.pid || taken.started !== judged.started)) linkSync(aside, lock);
  rmSync(aside, { force: true });
}

function readHolder(lock: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const started = startOf(holder.pid);
  return started === undefined || started === holder.started;
}

/** Start time of a process in clock ticks since boot (proc(5), field 22 of stat); undefined where there is no /proc. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie holds nothing any more.
    return fields[0] === 'Z' ? 'ended' : fields[19];
  } catch {
    return undefined;
  }
}

function ownerName(uid: number): string {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.split(':')[2] === String(uid));
    return line?.split(':')[0] ?? String(uid);
  } catch {
    return String(uid);
  }
}

function unwritable(path: string, error: unknown): InterlinearError {
  const reason = (error as NodeJS.ErrnoException).code ?? String(error);
  return new InterlinearError('data.unwritable', { path, reason }, { cause: error });
}
