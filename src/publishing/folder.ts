import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InterlinearError } from '../model/errors.ts';
import type { Destination } from '../model/ports.ts';
import type { OutgoingEdition } from '../model/publication.ts';
import type { DestinationKind } from './destination.ts';
import { takeTurn } from './fence.ts';
import { syncFolder, writeLasting } from './lasting.ts';

/** What says of a language version what it is, for programs: beside its files. */
const MANIFEST = 'manifest.json';
/** Where the destination keeps fences and files on their way, in the folder of an article; web servers show no dot files. */
const OWN = '.interlinear';

/**
 * Files in a folder, as a web server serves it: `PLACE/LANGUAGE/index.html`, the article in its own format beside it, and manifest.json. What
 * becomes of a version that is withdrawn is settled by `withdrawal`: `notice` puts a page in its place that says so, `remove` leaves nothing
 * but the manifest.
 */
export const folder: DestinationKind = {
  name: 'folder',
  settings(written) {
    const { folder = '', withdrawal = 'notice', ...unknown } = written;
    for (const setting of Object.keys(unknown)) throw wrong(setting, 'unknown');
    if (!isPlain(folder)) throw wrong('folder', 'folder');
    if (withdrawal !== 'notice' && withdrawal !== 'remove') throw wrong('withdrawal', 'withdrawal');
    return { folder, withdrawal };
  },
  open: ({ folder = '', withdrawal }, { folder: root }) => {
    // Stored rows are no better than what a request says.
    if (!isPlain(folder)) throw wrong('folder', 'folder');
    return intoFolder(join(root, ...folder.split('/')), withdrawal === 'remove');
  },
};

function wrong(setting: string, why: string): InterlinearError {
  return new InterlinearError('destination.setting', { setting, reason: `destination.setting-${why}` });
}

/** Names of folders under another one, with slashes: no way leads out of it. */
function isPlain(path: string): boolean {
  return path.length <= 200 && path.split('/').every(isPlainName);
}

/** Letters, digits, and single dots, hyphens and underscores between them: a name on every file system, and hidden on none. */
function isPlainName(name: string): boolean {
  return /^[\p{L}\p{M}\p{N}]+(?:[._-]+[\p{L}\p{M}\p{N}]+)*$/u.test(name) && !name.includes('..') && name.length <= 100;
}

function intoFolder(root: string, removes: boolean): Destination {
  return {
    async put(edition) {
      for (const name of [edition.place, edition.language, ...edition.files.map((file) => file.name)])
        if (!isPlainName(name) || name === MANIFEST)
          throw new InterlinearError('destination.refused', { place: root, reason: name });
      try {
        await put(root, edition, removes && edition.status === 'canceled' ? [] : edition.files);
      } catch (error) {
        throw asRefusal(error, root);
      }
    },
  };
}

async function put(root: string, edition: OutgoingEdition, files: OutgoingEdition['files']): Promise<void> {
  const article = join(root, edition.place);
  const place = join(article, edition.language);
  const own = join(article, OWN, edition.language);
  await mkdir(own, { recursive: true });
  await mkdir(place, { recursive: true });
  const turn = await takeTurn(own, edition.fence, randomBytes(6).toString('hex'));
  try {
    // All that can fail for want of room fails before anything is to be seen.
    const written = [...files, { name: MANIFEST, content: manifestOf(edition, files) }];
    for (const { name, content } of written)
      await whileItsTurn(turn.claim, () => writeLasting(join(turn.pending, name), content));
    await turn.claim();
    const stay = new Set(written.map(({ name }) => name));
    for (const name of await readdir(place)) if (!stay.has(name)) await turn.remove(join(place, name));
    // The manifest comes last: what it says is there.
    for (const { name } of written) await turn.put(name, join(place, name));
    for (const one of [place, article, root, dirname(root)]) await syncFolder(one);
  } finally {
    await turn.end();
  }
}

/** A file that cannot be written because a higher fence took the turn away says so. */
async function whileItsTurn(claim: () => Promise<void>, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') await claim();
    throw error;
  }
}

function manifestOf(edition: OutgoingEdition, files: OutgoingEdition['files']): string {
  const { article, language, revision, edition: number, status, at, fence } = edition;
  const named = files.map(({ name, mediaType }) => ({ name, mediaType }));
  return `${JSON.stringify({ article, language, revision, edition: number, status, at, fence, files: named }, undefined, 2)}\n`;
}

const refusals = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG']);

function asRefusal(error: unknown, place: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof InterlinearError || !code || !refusals.has(code)) return error;
  return new InterlinearError('destination.refused', { place, reason: message }, { cause: error });
}
