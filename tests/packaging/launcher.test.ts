import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

const launcher = fileURLToPath(new URL('../../bin/interlinear.js', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'interlinear-launcher-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Makes the launcher believe that it runs on an old Node; NODE_OPTIONS would reach the Node it starts as well, --import does not. */
const oldNode = join(base, 'old-node.mjs');
writeFileSync(
  oldNode,
  `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.19.0' } });`,
);
const asOldNode = ['--import', pathToFileURL(oldNode).href];

/** A main that tells what it got, and does as its first argument says. */
const main = (tree: string) => `
export async function main(argv) {
  const told = new Promise((resolve) => {
    if (argv[0] !== 'wait') return;
    const timer = setInterval(() => {}, 1000);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => {
      clearInterval(timer);
      resolve(signal);
    });
  });
  console.log(JSON.stringify({ tree: '${tree}', argv, node: process.versions.node }));
  if (argv[0] === 'wait') {
    console.log(await told);
    return 40;
  }
  if (argv[0] === 'crash') process.kill(process.pid, 'SIGKILL');
  if (argv[0] === 'read') for await (const chunk of process.stdin) process.stdout.write(chunk);
  return argv[0] === 'fail' ? 3 : 0;
}`;

let folder: string;
let bin: string;
let count = 0;
beforeEach(() => {
  count += 1;
  folder = join(base, `project-${count}`);
  put('package.json', '{"type":"module"}');
  bin = join(folder, 'bin', 'interlinear.js');
  mkdirSync(join(folder, 'bin'));
  cpSync(launcher, bin);
});

function put(path: string, content: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** The npm package `node`, with this Node as its executable. */
function putPackagedNode(version = '24.21.0', where = folder): void {
  const target = join(where, 'node_modules', 'node');
  mkdirSync(join(target, 'bin'), { recursive: true });
  writeFileSync(join(target, 'package.json'), JSON.stringify({ name: 'node', version }));
  symlinkSync(process.execPath, join(target, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'));
}

function run(args: string[], options: { old?: boolean; input?: string } = {}) {
  const before = options.old ? asOldNode : [];
  const done = spawnSync(process.execPath, [...before, bin, ...args], { encoding: 'utf8', input: options.input ?? '' });
  const [first = '', ...rest] = done.stdout.split('\n');
  return { ...done, told: first.startsWith('{') ? JSON.parse(first) : undefined, rest: rest.join('\n') };
}

describe('the command on Node 24', () => {
  it('runs the sources in a checkout, even beside an old build', () => {
    put('src/cli/main.ts', main('src'));
    put('dist/src/cli/main.js', main('dist'));
    expect(run(['a b', '--c']).told).toMatchObject({ tree: 'src', argv: ['a b', '--c'] });
  });

  it('runs the build where there are no sources', () => {
    put('dist/src/cli/main.js', main('dist'));
    expect(run([]).told).toMatchObject({ tree: 'dist' });
  });

  it('ends with the status of the command', () => {
    put('src/cli/main.ts', main('src'));
    expect(run(['fail']).status).toBe(3);
    expect(run([]).status).toBe(0);
  });
});

describe('the command on an older Node', () => {
  beforeEach(() => put('src/cli/main.ts', main('src')));

  it('starts itself with the packaged Node 24, with its arguments, its input and its status', () => {
    putPackagedNode();
    const done = run(['read', 'ü "x" $HOME'], { old: true, input: 'from the pipe' });
    expect(done.told).toMatchObject({ argv: ['read', 'ü "x" $HOME'], node: process.versions.node });
    expect(done.rest).toBe('from the pipe');
    expect(run(['fail'], { old: true }).status).toBe(3);
  });

  it('finds the packaged Node where npm has put it higher up', () => {
    putPackagedNode('24.21.0', base);
    try {
      expect(run([], { old: true }).told).toMatchObject({ tree: 'src' });
    } finally {
      rmSync(join(base, 'node_modules'), { recursive: true });
    }
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('passes %s on', async (signal) => {
    putPackagedNode();
    const child = spawn(process.execPath, [...asOldNode, bin, 'wait'], { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      // The first line tells that the command is running.
      if (said.endsWith('}\n')) child.kill(signal);
    });
    const [status] = await once(child, 'close');
    expect(said.split('\n')[1]).toBe(signal);
    expect(status).toBe(40);
  });

  it('ends by the signal that ended the command', () => {
    putPackagedNode();
    expect(run(['crash'], { old: true }).signal).toBe('SIGKILL');
  });

  it.each([
    ['is not installed', () => {}],
    ['was installed without its executable', () => put('node_modules/node/package.json', '{"version":"24.21.0"}')],
    ['is too old itself', () => putPackagedNode('20.1.0')],
  ])('says in one sentence what to do when the packaged Node %s', (_, prepare) => {
    prepare();
    const { status, stdout, stderr } = run([], { old: true });
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Interlinear needs Node 24, but this is Node 18\.19\.0 .*npm rebuild node.*\n$/);
  });
});
