import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type LanguageTag, parseLanguage } from '../../model/language.ts';
import { type FileFault, readModel, shortlistFault, vocabularyFault } from './model-file.ts';

/** The parts of a model, as the registry names them. */
export const PARTS = ['model', 'lexicalShortlist', 'vocab', 'srcVocab', 'trgVocab'] as const;
export type Part = (typeof PARTS)[number];

/** A file as it was pulled. */
export interface LockedFile {
  name: string;
  bytes: number;
  sha256: string;
  /** Where it lies in its registry; another path is another version. */
  path: string;
}

/** A model as it was pulled. */
export interface LockedModel {
  architecture: string;
  releaseStatus: string;
  registry: string;
  files: Partial<Record<Part, LockedFile>>;
}

/** What the lock file of a models folder holds, by pair (`fr-en`). It travels with the folder. */
export interface Lock {
  version: 1;
  models: Record<string, LockedModel>;
}

/** A model in the models folder. */
export interface InstalledModel {
  /** `fr-en`: the name of its folder. */
  pair: string;
  from: LanguageTag;
  to: LanguageTag;
  /** As the registry names it; empty where nobody knows. */
  architecture: string;
  test: boolean;
  storedAlphas: boolean;
  /** Absolute paths. */
  files: Partial<Record<Part, string>>;
  bytes: number;
  /** Hash of the model file, for what must know one version from another. */
  sha256: string;
  /** Why it cannot be used, and the file that is to blame. */
  fault?: FileFault & { file: string };
}

export const LOCK = 'models.lock.json';

/** Names that Mozilla gives to the parts; what a person copied by hand is known by them. */
const NAMES: Record<Part, RegExp> = {
  model: /^model\..*\.bin$/,
  lexicalShortlist: /^lex\..*\.bin$/,
  vocab: /^vocab\..*\.spm$/,
  srcVocab: /^srcvocab\..*\.spm$/,
  trgVocab: /^trgvocab\..*\.spm$/,
};

/** Languages of a pair as registries write it, `fr-en` or `en-zh_hant`; undefined where it is none. */
export function languagesOf(pair: string): { from: LanguageTag; to: LanguageTag } | undefined {
  const parts = /^([a-z]{2,3}(?:_[a-z]+)?)-([a-z]{2,3}(?:_[a-z]+)?)$/i.exec(pair);
  if (!parts) return undefined;
  try {
    return { from: parseLanguage(parts[1] as string), to: parseLanguage(parts[2] as string) };
  } catch {
    return undefined;
  }
}

/** The lock file; an empty one where there is none, or none that can be read. */
export function readLock(folder: string): Lock {
  try {
    const lock = JSON.parse(readFileSync(join(folder, LOCK), 'utf8')) as Lock;
    if (lock.version === 1 && Object.entries(lock.models).every(([pair, model]) => isSafe(pair, model))) return lock;
  } catch {
    // A folder that was copied without it is as good.
  }
  return { version: 1, models: {} };
}

/** A lock file that came with a copied folder must not lead out of it. */
function isSafe(pair: string, { files }: LockedModel): boolean {
  return (
    languagesOf(pair) !== undefined &&
    Object.values(files).every(({ name }) => name === basename(name) && !/^\.*$/.test(name))
  );
}

/** The models of a folder, by pair. What is wrong with one is said with it. Files are looked at, not read through. */
export function installedModels(folder: string): InstalledModel[] {
  if (!existsSync(folder)) return [];
  const lock = readLock(folder);
  const pairs = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() || entry.isSymbolicLink() ? [entry.name] : [],
  );
  return pairs.sort().flatMap((pair) => {
    const languages = languagesOf(pair);
    if (!languages) return [];
    const files = filesOf(folder, pair, lock.models[pair]);
    return Object.keys(files).length > 0 ? [{ pair, ...languages, ...examined(files, lock.models[pair]) }] : [];
  });
}

function filesOf(folder: string, pair: string, locked: LockedModel | undefined): Partial<Record<Part, string>> {
  if (locked) {
    return Object.fromEntries(
      Object.entries(locked.files).map(([part, file]) => [part, join(folder, pair, file.name)]),
    );
  }
  let names: string[] = [];
  try {
    names = readdirSync(join(folder, pair)).sort();
  } catch {
    // Not a folder after all.
  }
  return Object.fromEntries(
    PARTS.flatMap((part) => {
      const name = names.find((candidate) => NAMES[part].test(candidate));
      return name === undefined ? [] : [[part, join(folder, pair, name)]];
    }),
  );
}

function examined(
  files: Partial<Record<Part, string>>,
  locked: LockedModel | undefined,
): Omit<InstalledModel, 'pair' | 'from' | 'to'> {
  const bytes = Object.values(files).reduce((sum, path) => sum + (sizeOf(path) ?? 0), 0);
  const header = files.model === undefined ? undefined : readModel(files.model);
  const known = header && !('reason' in header) ? header : { test: false, storedAlphas: false };
  const fault = faultOf(files, locked, header);
  return {
    architecture: locked?.architecture ?? '',
    ...known,
    files,
    bytes,
    sha256: locked?.files.model?.sha256 ?? (fault || files.model === undefined ? '' : hashOf(files.model)),
    ...(fault ? { fault } : {}),
  };
}

function faultOf(
  files: Partial<Record<Part, string>>,
  locked: LockedModel | undefined,
  header: ReturnType<typeof readModel> | undefined,
): InstalledModel['fault'] {
  const missing = (part: Part, file: string) => ({ reason: 'model.missing' as const, detail: part, file });
  const needed: Part[] = [
    'model',
    'lexicalShortlist',
    ...(files.srcVocab || files.trgVocab ? (['srcVocab', 'trgVocab'] as const) : (['vocab'] as const)),
  ];
  for (const part of needed) {
    const path = files[part];
    if (path === undefined) return missing(part, part);
    const size = sizeOf(path);
    const file = basename(path);
    if (size === undefined) return missing(part, file);
    const expected = locked?.files[part]?.bytes;
    const fault =
      part === 'model'
        ? header && 'reason' in header
          ? header
          : undefined
        : part === 'lexicalShortlist'
          ? shortlistFault(path)
          : vocabularyFault(path);
    if (fault) return { ...fault, file };
    if (expected !== undefined && expected !== size)
      return { reason: 'model.truncated', detail: `${size} / ${expected}`, file };
  }
  return undefined;
}

function sizeOf(path: string): number | undefined {
  try {
    return statSync(path).size;
  } catch {
    return undefined;
  }
}

/** Hashes by path, size and time: a model of forty megabytes is read through once. */
const hashes = new Map<string, string>();

function hashOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  const key = `${path} ${size} ${mtimeMs}`;
  const hash = hashes.get(key) ?? createHash('sha256').update(readFileSync(path)).digest('hex');
  hashes.set(key, hash);
  return hash;
}
