import { InterlinearError } from '../../model/errors.ts';
import { type LanguageTag, sameLanguage } from '../../model/language.ts';
import { languagesOf, PARTS, type Part } from './installed.ts';

/** A file of a model as a registry lists it. */
export interface CatalogueFile {
  /** Relative to the registry's base; packed with gzip where it ends in `.gz`. */
  path: string;
  uncompressedSize?: number;
  /** SHA-256, in hexadecimal digits. */
  uncompressedHash?: string;
}

/** A model that a registry offers. */
export interface CatalogueModel {
  /** As the registry writes it: `fr-en`. */
  pair: string;
  from: LanguageTag;
  to: LanguageTag;
  /** `base-memory`, `tiny` … */
  architecture: string;
  /** `Release`, `Release Desktop`, `Nightly` … */
  releaseStatus: string;
  files: Partial<Record<Part, CatalogueFile>>;
}

/** What a registry says about itself. */
export interface Catalogue {
  generated: string;
  baseUrl: string | undefined;
  models: CatalogueModel[];
}

/** Release states, the best first; what is none of them is not released. */
const RELEASES = ['release', 'release desktop', 'release android'];

/** Architectures in the order in which they are preferred where a pair has several of the same state: quality first. */
const ARCHITECTURES = ['base', 'base-memory', 'tiny'];

/**
 * Reads the list of Mozilla's registry (db/models.json). Models of which a part is missing are left out.
 *
 * @throws InterlinearError `models.registry` {place, reason} for what is no such list
 */
export function parseCatalogue(text: string, place: string): Catalogue {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InterlinearError('models.registry', { place, reason: 'models.reason.no-json' });
  }
  if (!isRecord(json) || !isRecord(json.models)) {
    throw new InterlinearError('models.registry', { place, reason: 'models.reason.no-models' });
  }
  const models = Object.entries(json.models).flatMap(([pair, entries]) => {
    const languages = languagesOf(pair);
    if (!languages || !Array.isArray(entries)) return [];
    return entries.flatMap((entry) => {
      const model = isRecord(entry) ? modelOf(entry) : undefined;
      return model ? [{ pair, ...languages, ...model }] : [];
    });
  });
  return { generated: textOf(json.generated) ?? '', baseUrl: textOf(json.baseUrl), models };
}

/**
 * The model of a pair that a run should have: of the released ones the one for everybody before those for some, then the better one.
 *
 * @param architecture the only one that is wanted
 */
export function releasedModel(
  models: CatalogueModel[],
  from: LanguageTag,
  to: LanguageTag,
  architecture?: string,
): CatalogueModel | undefined {
  const state = (model: CatalogueModel) => RELEASES.indexOf(model.releaseStatus.toLowerCase());
  const kind = (model: CatalogueModel) =>
    (ARCHITECTURES.indexOf(model.architecture) + ARCHITECTURES.length + 1) % (ARCHITECTURES.length + 1);
  const exact = (model: CatalogueModel) => Number(model.from === from) + Number(model.to === to);
  return models
    .filter((model) => sameLanguage(model.from, from) && sameLanguage(model.to, to) && state(model) >= 0)
    .filter((model) => architecture === undefined || model.architecture === architecture)
    .sort((a, b) => exact(b) - exact(a) || state(a) - state(b) || kind(a) - kind(b))[0];
}

/** The models that lead from one language to another: its own, or two that meet in English. Undefined where there are none. */
export function modelsFor(
  models: CatalogueModel[],
  from: LanguageTag,
  to: LanguageTag,
  architecture?: string,
): CatalogueModel[] | undefined {
  const direct = releasedModel(models, from, to, architecture);
  if (direct) return [direct];
  const first = releasedModel(models, from, 'en', architecture);
  const second = releasedModel(models, 'en', to, architecture);
  return first && second && !sameLanguage(from, to) ? [first, second] : undefined;
}

/** What a model takes on the disk, unpacked, as far as the registry says so. */
export function sizeOf({ files }: CatalogueModel): number {
  return Object.values(files).reduce((sum, { uncompressedSize = 0 }) => sum + uncompressedSize, 0);
}

function modelOf(
  entry: Record<string, unknown>,
): Pick<CatalogueModel, 'architecture' | 'releaseStatus' | 'files'> | undefined {
  if (!isRecord(entry.files)) return undefined;
  const files: Partial<Record<Part, CatalogueFile>> = {};
  for (const part of PARTS) {
    const file = entry.files[part];
    const path = isRecord(file) ? textOf(file.path) : undefined;
    if (!isRecord(file) || path === undefined || !isPath(path)) continue;
    files[part] = {
      path,
      ...(typeof file.uncompressedSize === 'number' ? { uncompressedSize: file.uncompressedSize } : {}),
      ...(typeof file.uncompressedHash === 'string' && /^[0-9a-f]{64}$/i.test(file.uncompressedHash)
        ? { uncompressedHash: file.uncompressedHash.toLowerCase() }
        : {}),
    };
  }
  const complete = files.model && files.lexicalShortlist && (files.vocab || (files.srcVocab && files.trgVocab));
  if (!complete) return undefined;
  return { architecture: textOf(entry.architecture) ?? '', releaseStatus: textOf(entry.releaseStatus) ?? '', files };
}

/** A path that leads out of the registry, or whose name would be no name in the models folder, is none. */
function isPath(path: string): boolean {
  return (
    /^[\w./@+ -]+$/.test(path) &&
    !path.startsWith('/') &&
    !path.split('/').some((part) => part === '' || part === '..' || part === '.')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
