import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { buildTestModel } from '../../../scripts/test-model/build.ts';
import { configuration, floats, modelFile } from '../../../scripts/test-model/marian.ts';
import { readModel, shortlistFault, vocabularyFault } from '../../../src/engines/bergamot/model-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'model-file-'));
afterAll(() => rmSync(folder, { recursive: true }));
const built = buildTestModel({ chat: 'cat' });

function file(bytes: Uint8Array): string {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  return path;
}

describe('The files of a model', () => {
  test('are in order as they are built, and the model says that it is a test', () => {
    expect(readModel(file(built.model))).toEqual({ storedAlphas: false, test: true });
    expect(shortlistFault(file(built.lexicalShortlist))).toBeUndefined();
    expect(vocabularyFault(file(built.vocab))).toBeUndefined();
  });

  test('that hold multipliers of activations are decoded with them', () => {
    const items = [configuration({ type: 'transformer', version: 'v1.9' }), floats('F0::none_QuantMultA', [1])];
    expect(readModel(file(modelFile(items)))).toEqual({ storedAlphas: true, test: false });
  });

  test('are refused wherever they break off', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.9999, noNaN: true }), (share) => {
        const cut = (bytes: Uint8Array) => file(bytes.slice(0, Math.floor(bytes.length * share)));
        expect(readModel(cut(built.model))).toHaveProperty('reason', 'model.truncated');
        expect(shortlistFault(cut(built.lexicalShortlist))).toHaveProperty('reason', 'model.truncated');
        expect(vocabularyFault(cut(built.vocab))).toHaveProperty('reason');
      }),
    );
  });

  test('of another kind are told from them', () => {
    const page = Buffer.from('<!doctype html><title>Not found</title>'.repeat(50));
    expect(readModel(file(page))).toMatchObject({ reason: 'model.foreign' });
    expect(shortlistFault(file(page))).toMatchObject({ reason: 'model.foreign' });
    expect(vocabularyFault(file(page))).toMatchObject({ reason: 'model.foreign' });
    expect(readModel(join(folder, 'nowhere'))).toMatchObject({ reason: 'model.missing' });
  });

  test('for another architecture are named', () => {
    expect(readModel(file(modelFile([configuration({ type: 's2s' })])))).toEqual({
      reason: 'model.architecture',
      detail: 's2s',
    });
    const packed = modelFile([configuration({ type: 'transformer' }), floats('decoder_Wemb', [1])]);
    // packed8avx512: matrices of FBGEMM, which only a server's processor can multiply.
    Buffer.from(packed.buffer).writeBigUInt64LE(0x2801n, 16 + 32 + 8);
    expect(readModel(file(packed))).toEqual({ reason: 'model.architecture', detail: 'decoder_Wemb: 0x2801' });
  });

  test('of any content never make the product throw', () => {
    const bytes = readFileSync(file(built.model)).subarray(0, 4096);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(4000), (noise, at) => {
        const changed = Buffer.from(bytes);
        changed.set(noise.subarray(0, Math.max(0, Math.min(noise.length, changed.length - at))), at);
        for (const content of [noise, changed]) {
          readModel(file(content));
          shortlistFault(file(content));
          vocabularyFault(file(content));
        }
      }),
    );
  });
});
