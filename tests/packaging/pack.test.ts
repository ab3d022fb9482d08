import { chmodSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../journeys/interlinear.ts';
import { expectCommand, expectProduct, type Packed, packProduct, run } from './packed.ts';

describe('the npm package', () => {
  let packed: Packed;
  beforeAll(() => {
    packed = packProduct();
    // What `npm install` makes of it, with the dependencies of this checkout; tests/long installs them from the registry.
    const modules = join(packed.folder, 'node_modules');
    const installed = join(modules, 'interlinear');
    mkdirSync(join(modules, '.bin'), { recursive: true });
    const unpacked = run(modules, 'tar', '-xzf', join(packed.folder, packed.filename));
    expect(unpacked.status, unpacked.stderr).toBe(0);
    renameSync(join(modules, 'package'), installed);
    const { bin, dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    chmodSync(join(installed, bin.interlinear), 0o755);
    symlinkSync(join(installed, bin.interlinear), join(modules, '.bin', 'interlinear'));
    for (const name of Object.keys(dependencies)) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
    }
    writeFileSync(join(packed.folder, 'package.json'), '{"private":true}');
  }, 300_000);
  afterAll(() => packed?.remove());

  it('holds the compiled product, its sentences and its licence, and neither sources nor tests', () => {
    expectProduct(packed);
  });

  it('gives a working command in an empty folder, whatever Node npm runs on', () => {
    expectCommand(packed.folder);
  }, 60_000);
});
