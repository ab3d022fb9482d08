import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'bin/interlinear.js');

/** What a command did. */
export interface Outcome {
  status: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

export interface Running {
  child: ChildProcess;
  /** What it has written to standard error so far. */
  err(): string;
  ended: Promise<Outcome>;
}

export interface Place {
  environment?: Record<string, string>;
  cwd?: string;
}

/** Starts `interlinear` as a user would, in an environment in which nothing of this machine's settings counts. */
export function start(args: string[], { environment = {}, cwd = root }: Place = {}): Running {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH, HOME, LANG: 'C.UTF-8', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Outcome>((resolve) => {
    child.on('close', (status, signal) => resolve({ status, signal, out, err }));
  });
  return { child, err: () => err, ended };
}

/** Runs `interlinear` to its end. */
export function run(args: string[], place?: Place): Promise<Outcome> {
  return start(args, place).ended;
}

/**
 * Runs `interlinear` in this process, one call after the other: the same program without the cost of a process. Signals, kills and
 * streams that close need `run`.
 *
 * @param heard is told of what it has written to standard error so far
 */
export async function runHere(
  args: string[],
  { environment = {}, cwd }: Place = {},
  heard: (err: string) => void = () => {},
): Promise<Outcome> {
  const { main } = await import('../../src/cli/main.ts');
  const outcome: Outcome = { status: null, signal: null, out: '', err: '' };
  const before = { ...process.env };
  const folder = process.cwd();
  const streams = { out: process.stdout, err: process.stderr } as const;
  const writers = { out: streams.out.write, err: streams.err.write };
  const { PATH, HOME } = process.env;
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, { PATH, HOME, LANG: 'C.UTF-8', ...environment });
  if (cwd) process.chdir(cwd);
  for (const name of ['out', 'err'] as const)
    streams[name].write = ((chunk: string | Uint8Array, ...more: unknown[]) => {
      outcome[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      if (name === 'err') heard(outcome.err);
      const done = more.find((one) => typeof one === 'function') as (() => void) | undefined;
      done?.();
      return true;
    }) as typeof process.stdout.write;
  const listeners = { out: streams.out.listeners('error'), err: streams.err.listeners('error') };
  try {
    outcome.status = await main(args);
  } finally {
    for (const name of ['out', 'err'] as const) {
      streams[name].write = writers[name];
      for (const listener of streams[name].listeners('error'))
        if (!listeners[name].includes(listener)) streams[name].off('error', listener as () => void);
    }
    process.chdir(folder);
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, before);
  }
  return outcome;
}

/** A folder that goes when the test is over. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'interlinear-journey-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Why nothing can be translated on this machine; undefined where Apertium is there. */
export const noApertium: string | undefined = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'apertium')))
  ? undefined
  : 'apertium is not installed';

/** The files of a folder by name, as text. */
export function filesIn(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

/** An apertium command that writes down what each call was asked, takes its time, and then lets the real one work. */
export function watchedApertium(folder: string, seconds: number): { path: string; calls(): string[] } {
  const path = join(folder, 'apertium');
  writeFileSync(
    path,
    `#!/bin/sh
case "$1" in -l|-V|-v|--version) exec apertium "$@";; esac
stamp="${folder}/$(date +%s%N)"
cat > "$stamp.input"
{ echo "$*"; cat "$stamp.input"; } > "$stamp.part"
mv "$stamp.part" "$stamp.call"
sleep ${seconds}
exec apertium "$@" < "$stamp.input"
`,
  );
  chmodSync(path, 0o755);
  return {
    path,
    calls: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.call'))
        .sort()
        .map((name) => readFileSync(join(folder, name), 'utf8')),
  };
}

export async function until(what: () => boolean | Promise<boolean>, milliseconds = 100_000): Promise<void> {
  const late = Date.now() + milliseconds;
  while (!(await what())) {
    if (Date.now() > late) throw new Error(`waited ${milliseconds} ms in vain`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
