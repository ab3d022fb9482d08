import { spawn } from 'node:child_process';

/**
 * Ends a server when this process ends, however it ends: a tiny shell waits on a pipe that only this process holds open, then kills the
 * server and removes its folder. An `exit` handler alone would not run when a test process is itself killed.
 *
 * @param signal what ends the server at once and cleanly: `KILL`, or `QUIT` for PostgreSQL, which then frees its shared memory
 * @returns ends the watch, for a server that was stopped in the ordinary way
 */
export function watch(pid: number, signal: 'KILL' | 'QUIT', folder: string): () => void {
  const script = 'cat; kill -s "$1" "$2" 2>/dev/null; sleep 0.5; kill -s KILL "$2" 2>/dev/null; rm -rf "$3"';
  const shell = spawn('sh', ['-c', script, 'sh', signal, String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  const held = shell.stdin as typeof shell.stdin & { unref?: () => void };
  held.unref?.();
  return () => {
    // The shell and its `cat` are one process group, because the shell is detached.
    if (shell.pid === undefined || shell.exitCode !== null) return;
    try {
      process.kill(-shell.pid, 'SIGKILL');
    } catch {
      // It has ended between the two lines.
    }
  };
}
