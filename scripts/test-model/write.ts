import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildTestModel, type TestModel } from './build.ts';

/** Words for trying things out: enough for a sentence or two about animals and houses. */
export const dictionaries: Record<string, Record<string, string>> = {
  'fr-en': {
    ...{
      le: 'the',
      la: 'the',
      un: 'a',
      une: 'a',
      et: 'and',
      ou: 'or',
      dans: 'in',
      est: 'is',
      chat: 'cat',
      chien: 'dog',
    },
    ...{ dort: 'sleeps', mange: 'eats', maison: 'house', ville: 'town', rouge: 'red', grande: 'large', voit: 'sees' },
  },
  'en-es': {
    ...{ the: 'el', a: 'un', and: 'y', or: 'o', in: 'en', is: 'es', cat: 'gato', dog: 'perro', sleeps: 'duerme' },
    ...{ eats: 'come', house: 'casa', town: 'ciudad', red: 'roja', large: 'grande', sees: 've' },
  },
  'en-ar': { the: 'هذا', cat: 'القط', dog: 'الكلب', sleeps: 'ينام', eats: 'يأكل', house: 'البيت', and: 'ثم' },
};

/** The files of a test model under the names that Mozilla gives them. */
export function namedFiles(
  pair: string,
  model: TestModel,
): Record<'model' | 'lexicalShortlist' | 'vocab', { name: string; bytes: Uint8Array }> {
  const letters = pair.replace('-', '');
  return {
    model: { name: `model.${letters}.intgemm8.bin`, bytes: model.model },
    lexicalShortlist: { name: `lex.50.50.${letters}.s2t.bin`, bytes: model.lexicalShortlist },
    vocab: { name: `vocab.${letters}.spm`, bytes: model.vocab },
  };
}

/** Puts a test model into a models folder, as a person would who copies files. */
export function writeTestModel(folder: string, pair: string, model = buildTestModel(dictionaries[pair] ?? {})): void {
  mkdirSync(join(folder, pair), { recursive: true });
  for (const { name, bytes } of Object.values(namedFiles(pair, model))) writeFileSync(join(folder, pair, name), bytes);
}

/** An entry of a registry, beside what Mozilla's has in its place. */
export interface RegistryEntry {
  pair: string;
  architecture: string;
  releaseStatus: string;
  model: TestModel;
}

/**
 * Writes a registry in the layout of Mozilla's: db/models.json, and packed files under models/. Like the real one, it gives sizes and
 * hashes for the model files alone.
 */
export function writeTestRegistry(folder: string, baseUrl: string, entries: RegistryEntry[]): void {
  const models: Record<string, unknown[]> = {};
  for (const { pair, architecture, releaseStatus, model } of entries) {
    const files: Record<string, unknown> = {};
    const place = `models/${pair}/${architecture}_${releaseStatus.replaceAll(' ', '-')}`;
    for (const [part, { name, bytes }] of Object.entries(namedFiles(pair, model))) {
      const path = `${place}/exported/${name}.gz`;
      mkdirSync(join(folder, place, 'exported'), { recursive: true });
      writeFileSync(join(folder, path), gzipSync(bytes));
      const uncompressedHash = createHash('sha256').update(bytes).digest('hex');
      files[part] = { path, ...(part === 'model' ? { uncompressedSize: bytes.length, uncompressedHash } : {}) };
    }
    models[pair] = [...(models[pair] ?? []), { architecture, releaseStatus, files }];
  }
  mkdirSync(join(folder, 'db'), { recursive: true });
  writeFileSync(
    join(folder, 'db', 'models.json'),
    JSON.stringify({ generated: '2026-01-01T00:00:00Z', baseUrl, models }),
  );
}
