import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A file system that is soon full. */
export interface SmallDisk {
  path: string;
  grow(to: string): void;
  remove(): void;
}

/**
 * @param path of the folder to make for it
 * @param size such as `80m`
 * @returns undefined where this process may not mount one
 */
export function smallDisk(path: string, size: string): SmallDisk | undefined {
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return {
    path,
    grow: (to) => execFileSync('mount', ['-o', `remount,size=${to}`, path]),
    remove: () => execFileSync('umount', ['-l', path]),
  };
}
