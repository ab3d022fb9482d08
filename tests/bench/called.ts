import { vi } from 'vitest';
import { bench } from '../../bench/bench.ts';

/** Calls a bench program in this process, as `npm run bench -- WORDS` would in its own. */
export async function called(...words: string[]): Promise<{ status: number; out: string; err: string }> {
  const result = { status: 0, out: '', err: '' };
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    result.err += text;
    return true;
  });
  try {
    result.status = await bench(words, (line) => {
      result.out += `${line}\n`;
    });
  } finally {
    stderr.mockRestore();
  }
  return result;
}
