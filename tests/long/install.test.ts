import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectCommand, expectProduct, type Packed, packProduct, run, version } from '../packaging/packed.ts';

/** What npm says where there is no registry to ask. */
const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED/;

describe('the npm package, installed with all that it needs', () => {
  let packed: Packed;
  let unreachable = false;

  beforeAll(() => {
    packed = packProduct();
    writeFileSync(join(packed.folder, 'package.json'), '{"private":true}');
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund'];
    const install = run(packed.folder, 'npm', 'install', ...quiet, `./${packed.filename}`);
    unreachable = install.status !== 0 && offline.test(install.stderr);
    if (!unreachable) expect(install.status, install.stderr).toBe(0);
  }, 300_000);
  afterAll(() => packed?.remove());

  it('holds the compiled product, its sentences and its licence, and neither sources nor tests', () => {
    expectProduct(packed);
  });

  it('gives a working command in an empty folder, whatever Node npm runs on', (context) => {
    if (unreachable) return context.skip('no npm registry can be reached');
    expectCommand(packed.folder);
  });

  it('does without the packaged Node where Node 24 runs it, and gets it later where it was left out', (context) => {
    if (unreachable) return context.skip('no npm registry can be reached');
    const { folder } = packed;
    const packaged = join(folder, 'node_modules', 'node', 'bin');
    rmSync(packaged, { recursive: true });
    const command = join(folder, 'node_modules', 'interlinear', 'bin', 'interlinear.js');
    expect(run(folder, process.execPath, command, '--version').stdout).toContain(version);

    const major = Number.parseInt(run(folder, 'node', '--version').stdout.slice(1), 10);
    if (major >= 24) return;
    const refused = run(folder, 'node', command, '--version');
    expect(refused.status).toBe(1);
    const remedies = [...refused.stderr.matchAll(/"npm ([^"]+)"/g)].map((match) => (match[1] ?? '').split(' '));
    expect(remedies).toHaveLength(2);
    for (const remedy of remedies) {
      const { status, stderr } = run(folder, 'npm', ...remedy);
      expect(status, stderr).toBe(0);
    }
    expect(run(folder, 'node', command, '--version').stdout).toContain(version);
  }, 120_000);
});
