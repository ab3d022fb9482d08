import { createHash } from 'node:crypto';
import {
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InterlinearError } from '../../model/errors.ts';
import { type CatalogueModel, sizeOf } from './catalogue.ts';
import { type Downloaded, download, writingError } from './download.ts';
import {
  type InstalledModel,
  installedModels,
  LOCK,
  type Lock,
  type LockedFile,
  type Part,
  readLock,
} from './installed.ts';
import type { Registry } from './registry.ts';

/** How far a pull is. */
export interface PullProgress {
  pair: string;
  file: string;
  /** Packed bytes. */
  received: number;
  total: number | undefined;
}

export interface PullOptions {
  progress(progress: PullProgress): void;
  signal?: AbortSignal;
  /** For tests: see DownloadOptions. */
  pauseMs?: number;
}

/**
 * Pulls a model: downloads what is not there yet, checks it, and only then puts all of it in place. What the registry gives no hash for
 * is held to the hash of the first pull, as long as its path in the registry is the same.
 *
 * @returns whether anything was new
 * @throws InterlinearError `models.*`: the model that was there before is still there then
 */
export async function pullModel(
  folder: string,
  registry: Registry,
  model: CatalogueModel,
  options: PullOptions,
): Promise<boolean> {
  return alone(folder, async () => {
    const before = readLock(folder).models[model.pair];
    const room = join(folder, model.pair);
    mkdirSync(room, { recursive: true });
    enoughRoom(folder, model);
    const files: Partial<Record<Part, LockedFile>> = {};
    const waiting: { temporary: string; target: string }[] = [];
    try {
      for (const [part, file] of Object.entries(model.files) as [Part, NonNullable<CatalogueModel['files'][Part]>][]) {
        const name = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.gz$/, '');
        const target = join(room, name);
        const locked = before?.files[part];
        const pinned = locked?.path === file.path ? locked : undefined;
        const hash = file.uncompressedHash ?? pinned?.sha256;
        if (pinned && pinned.sha256 === hash && (await isFile(target, pinned))) {
          files[part] = pinned;
          continue;
        }
        const progress = (received: number, total: number | undefined) =>
          options.progress({ pair: model.pair, file: name, received, total });
        const got: Downloaded = await download(registry, file, target, { ...options, progress });
        waiting.push({ temporary: got.temporary, target });
        if (pinned && file.uncompressedHash === undefined && got.sha256 !== pinned.sha256) {
          throw new InterlinearError('models.pin', { file: name, expected: pinned.sha256, got: got.sha256 });
        }
        files[part] = { name, bytes: got.bytes, sha256: got.sha256, path: file.path };
      }
      for (const { temporary, target } of waiting) renameSync(temporary, target);
    } catch (error) {
      for (const { temporary } of waiting) rmSync(temporary, { force: true });
      if (!before && readdirSync(room).length === 0) rmSync(room, { recursive: true });
      throw writingError(error, join(room, '-')) ?? error;
    }
    const { architecture, releaseStatus } = model;
    const entry = { architecture, releaseStatus, registry: registry.place, files };
    const lock = readLock(folder);
    writeLock(folder, { ...lock, models: { ...lock.models, [model.pair]: entry } });
    const kept = new Set(Object.values(files).map(({ name }) => name));
    // Files of a version that had other names.
    for (const { name } of Object.values(before?.files ?? {}))
      if (!kept.has(name)) rmSync(join(room, name), { force: true });
    return waiting.length > 0;
  });
}

/** Removes a model. @returns whether there was one */
export async function removeModel(folder: string, pair: string): Promise<boolean> {
  if (!installedModels(folder).some((model) => model.pair === pair)) return false;
  return alone(folder, async () => {
    const { [pair]: _, ...others } = readLock(folder).models;
    // The lock first: a model without its lock is still a model, a lock without its model is not.
    writeLock(folder, { version: 1, models: others });
    rmSync(join(folder, pair), { recursive: true, force: true });
    return true;
  });
}

/** What is wrong with a model's files, read through to their ends. */
export type Verification =
  | { state: 'ok' | 'unknown' }
  | { state: 'damaged'; file: string; reason: string; detail: string };

/** Compares a model with the hashes of its pull; `unknown` is one that was copied by hand and has none, but is in order as far as can be seen. */
export async function verifyModel(folder: string, model: InstalledModel): Promise<Verification> {
  if (model.fault) return { state: 'damaged', ...model.fault };
  const locked = readLock(folder).models[model.pair];
  if (!locked) return { state: 'unknown' };
  for (const [part, file] of Object.entries(locked.files)) {
    const path = model.files[part as Part] ?? join(folder, model.pair, file.name);
    if (!(await isFile(path, file)))
      return { state: 'damaged', file: file.name, reason: 'model.changed', detail: file.sha256.slice(0, 12) };
  }
  return { state: 'ok' };
}

async function isFile(path: string, { bytes, sha256 }: LockedFile): Promise<boolean> {
  if (statSync(path, { throwIfNoEntry: false })?.size !== bytes) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256;
}

function writeLock(folder: string, lock: Lock): void {
  const draft = join(folder, `${LOCK}.${process.pid}`);
  try {
    writeFileSync(draft, `${JSON.stringify(lock, null, 2)}\n`, { flush: true });
    renameSync(draft, join(folder, LOCK));
  } catch (error) {
    rmSync(draft, { force: true });
    throw writingError(error, draft) ?? error;
  }
}

/** Packed and unpacked lie side by side for a while; packing saves about a third. */
const ROOM_FACTOR = 1.7;

function enoughRoom(folder: string, model: CatalogueModel): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < sizeOf(model) * ROOM_FACTOR) throw new InterlinearError('models.disk-full', { path: folder });
}

/** Two processes must not write one folder. The mark of a process that is gone does not count. @throws InterlinearError `models.busy` */
async function alone<T>(folder: string, act: () => Promise<T>): Promise<T> {
  const mark = join(folder, '.pulling');
  try {
    mkdirSync(folder, { recursive: true });
    if (holderOf(mark) === undefined) rmSync(mark, { force: true });
    writeFileSync(mark, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && holderOf(mark) !== undefined) {
      throw new InterlinearError('models.busy', { path: folder, pid: holderOf(mark) ?? 0 });
    }
    throw writingError(error, mark) ?? error;
  }
  try {
    return await act();
  } finally {
    rmSync(mark, { force: true });
  }
}

function holderOf(mark: string): number | undefined {
  try {
    const pid = Number(readFileSync(mark, 'utf8'));
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? Number(readFileSync(mark, 'utf8')) : undefined;
  }
}
