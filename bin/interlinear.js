#!/usr/bin/env node
/*
 * The entry point of the command. It is plain JavaScript because it has to run on whatever Node the caller has (18 or newer); everything
 * behind it needs Node 24. On an older Node it starts itself again with the Node 24 that comes as the npm package `node`.
 *
 * No locale can be loaded on an old Node, so the two sentences below are the only ones outside locales/.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import * as modules from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const NEEDED = 24;

/** The executable of the npm package `node`, wherever npm has put it (beside this package or hoisted above it), when it is new enough. */
function packagedNode() {
  try {
    const description = modules.createRequire(import.meta.url).resolve('node/package.json');
    if (major(JSON.parse(readFileSync(description, 'utf8')).version) < NEEDED) return undefined;
    const executable = join(dirname(description), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

function major(version) {
  return Number.parseInt(version, 10);
}

/** Runs this file again with another Node, as if the caller had started that one: same arguments, streams, signals and end. */
function runWith(executable) {
  const child = spawn(executable, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C and hang-ups to both processes; passing them on would make the child think that the user pressed twice.
  const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal === 'SIGTERM' || !terminal) child.kill(signal);
    });
  }
  child.on('error', (error) => fail(`Interlinear could not start ${executable}: ${error.message}.`));
  child.on('exit', (status, signal) => {
    if (signal === null) {
      process.exitCode = status ?? 1;
      return;
    }
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Where the signal does not end this process (Windows, an ignored SIGHUP), the shell's convention does.
    setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 500);
  });
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

/** An installed package holds dist/ alone; a checkout holds src/, and a dist/ left over from a build must not hide it. */
function entryPoint() {
  const source = new URL('../src/cli/main.ts', import.meta.url);
  const compiled = new URL('../dist/src/cli/main.js', import.meta.url);
  return existsSync(compiled) && !existsSync(source) ? compiled : source;
}

if (major(process.versions.node) >= NEEDED) {
  // Compiled code is kept in the system's temporary folder: from the second start on a command is there in half the time.
  modules.enableCompileCache?.();
  // The embedded database is WebAssembly. A command that runs for seconds is over before optimising it would pay; one that runs longer still gets it.
  setFlagsFromString('--wasm-tiering-budget=100000000');
  const { main } = await import(entryPoint().href);
  process.exitCode = await main(process.argv.slice(2));
  // A connection that still tries to reach a server which is away must not keep a finished command alive.
  setTimeout(() => process.exit(), 1000).unref();
} else {
  const executable = packagedNode();
  if (executable) runWith(executable);
  else
    fail(
      `Interlinear needs Node ${NEEDED}, but this is Node ${process.versions.node} and the install script that fetches the packaged ` +
        `Node ${NEEDED} did not run: run "npm install-scripts approve node" and then "npm rebuild node", or install Node ${NEEDED}.`,
    );
}
