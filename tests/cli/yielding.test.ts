import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../../src/cli/yielding.ts', import.meta.url));

/** The priority of a process that gives way, and was started with one. */
function priorityOf(started: number): number {
  const script = `
    import { getPriority, setPriority } from 'node:os';
    setPriority(${started});
    const { giveWay } = await import(${JSON.stringify(source)});
    giveWay();
    process.stdout.write(String(getPriority()));`;
  return Number(spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }).stdout);
}

test.skipIf(process.platform === 'win32')(
  'a worker gives way to others, unless whoever started it said how much',
  () => {
    expect(priorityOf(0)).toBe(10);
    expect(priorityOf(12)).toBe(12);
  },
);
