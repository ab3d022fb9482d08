import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Limits of one run of a command. */
export interface CommandLimits {
  /** Milliseconds until the command and everything it started is killed. */
  timeoutMs: number;
  /** Bytes of output after which it is killed. */
  outputBytes: number;
  signal?: AbortSignal;
}

/** Why a command gave no usable output: `missing`, `timeout`, `output limit`, or its exit status and the first line it complained with. */
export class CommandFailure extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = 'CommandFailure';
    this.reason = reason;
  }
}

/** Most of the error output that is kept, in characters. */
const COMPLAINT = 2000;

/**
 * Runs a program without a shell, with text on its standard input, and returns what it printed.
 *
 * The program leads a process group of its own, because `apertium` is a script that starts a pipeline: ending only the script would
 * leave the pipeline running.
 *
 * @throws CommandFailure when it cannot start, fails, or exceeds a limit; the signal's reason when it is aborted
 */
export async function runCommand(
  command: string,
  parameters: string[],
  input: string,
  limits: CommandLimits,
): Promise<string> {
  limits.signal?.throwIfAborted();
  const file = await namelessFile(input);
  try {
    return await run(command, parameters, file.fd, limits);
  } finally {
    await file.close();
  }
}

/**
 * A file that holds the input and has no name any more, so that nothing of a text stays on the disk, however this process ends.
 * The `apertium` script reads `/dev/stdin` by name, and that fails on the sockets that Node gives to its children as pipes.
 */
async function namelessFile(input: string): Promise<FileHandle> {
  const path = join(tmpdir(), `interlinear-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  await file.write(input, 0, 'utf8');
  return file;
}

function run(command: string, parameters: string[], input: number, limits: CommandLimits): Promise<string> {
  return new Promise((resolve, reject) => {
    // LC_ALL would override the UTF-8 locale that the script looks for and sets in LC_CTYPE.
    const { LC_ALL: _, ...env } = process.env;
    const child = spawn(command, parameters, { detached: true, env, stdio: [input, 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    let bytes = 0;
    let complaint = '';

    const end = (error: unknown) => {
      clearTimeout(timer);
      limits.signal?.removeEventListener('abort', onAbort);
      if (child.pid !== undefined && child.exitCode === null) killGroup(child.pid);
      reject(error);
    };
    const onAbort = () => end(limits.signal?.reason);
    const timer = setTimeout(() => end(new CommandFailure('timeout')), limits.timeoutMs);
    limits.signal?.addEventListener('abort', onAbort, { once: true });

    child.on('error', (error: NodeJS.ErrnoException) => {
      end(new CommandFailure(error.code === 'ENOENT' ? 'missing' : (error.code ?? error.message)));
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limits.outputBytes) end(new CommandFailure('output limit'));
      else output.push(chunk);
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      if (complaint.length < COMPLAINT) complaint += chunk;
    });
    child.on('close', (status, killed) => {
      if (status !== 0) {
        const line = complaint.trim().split('\n', 1)[0]?.slice(0, 200) ?? '';
        end(new CommandFailure([killed ?? `exit ${status}`, line].filter(Boolean).join(': ')));
        return;
      }
      clearTimeout(timer);
      limits.signal?.removeEventListener('abort', onAbort);
      resolve(Buffer.concat(output).toString('utf8'));
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
