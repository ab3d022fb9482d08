import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InterlinearError } from '../model/errors.ts';
import { syncFolder } from './lasting.ts';

/** Someone who is putting files into a folder under a fence. */
export interface Turn {
  /** Files are written here first, and renamed from here: once a higher fence is there, this folder is gone. */
  readonly pending: string;
  /**
   * Claims the fence; to be called when `pending` holds everything.
   *
   * @throws InterlinearError `publish.late` {fence, newest} where a higher one has been claimed
   */
  claim(): Promise<void>;
  /** Has a pending file stand at a path, in the place of what stands there. @throws InterlinearError `publish.late` as `claim` */
  put(name: string, path: string): Promise<void>;
  /** Takes away what stands at a path. @throws InterlinearError `publish.late` as `claim` */
  remove(path: string): Promise<void>;
  /** Forgets what was pending. */
  end(): Promise<void>;
}

/** A fence as a file name: of fixed width, so that names have the order of numbers. */
const WIDTH = 12;

/**
 * Takes turns in a folder without a lock: a lock would be lost by whoever stands still over it, and would keep everybody out with whoever
 * died over it. A turn has a folder of its own and moves every file out of it with one rename, which fails once that folder is gone. Whoever
 * comes (1) makes that folder, then (2) looks for a higher fence and gives up where there is one, then (3) writes down its own, then (4) removes
 * the folders of all lower ones. A lower turn that saw no higher fence in (2) had made its folder before the higher one came to (3), so that (4)
 * finds it: what the lower one renames, it renames before that, and the files of the higher one come after it.
 *
 * @param folder where fences and pending files are kept; on the file system of the files themselves
 * @param unique tells this turn apart from another one with the same fence, as when work was taken over
 */
export async function takeTurn(folder: string, fence: number, unique: string): Promise<Turn> {
  const own = padded(fence);
  const pending = join(folder, `pending-${own}-${unique}`);
  await mkdir(pending, { recursive: true });
  const throwIfLate = async () => {
    const newest = (await fences(folder)).at(-1) ?? fence;
    if (newest > fence) throw new InterlinearError('publish.late', { fence, newest });
  };
  const gone = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';
  return {
    pending,
    async claim() {
      await throwIfLate();
      await writeFile(join(folder, `fence-${own}`), '', { flush: true });
      await syncFolder(folder);
      for (const name of await readdir(folder)) {
        const [, other] = /^pending-(\d+)-/.exec(name) ?? [];
        if (other !== undefined && Number(other) < fence) await withdrawTurn(folder, name);
        // Somebody died over it.
        if (name.startsWith(WITHDRAWN)) await rm(join(folder, name), { recursive: true, force: true });
      }
      // Lower fences say nothing any more that this one does not say.
      for (const other of await fences(folder))
        if (other < fence) await rm(join(folder, `fence-${padded(other)}`), { force: true });
    },
    async put(name, path) {
      try {
        await rename(join(pending, name), path);
      } catch (error) {
        if (gone(error)) await throwIfLate();
        throw error;
      }
    },
    async remove(path) {
      try {
        await rename(path, join(pending, `old-${basename(path)}`));
      } catch (error) {
        if (!gone(error)) throw error;
        // Who does the same work may have been quicker.
        await throwIfLate();
      }
    },
    async end() {
      await rm(pending, { recursive: true, force: true });
    },
  };
}

/** The fences that were claimed in a folder, the lowest first. */
async function fences(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .flatMap((name) => /^fence-(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** Takes the folder of a turn away at one stroke. */
async function withdrawTurn(folder: string, name: string): Promise<void> {
  const aside = join(folder, `${WITHDRAWN}${name}`);
  try {
    await rename(join(folder, name), aside);
  } catch (error) {
    // Its turn has ended meanwhile, or another one has withdrawn it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

const WITHDRAWN = 'late-';

function padded(fence: number): string {
  return String(fence).padStart(WIDTH, '0');
}
