import { expect, it, vi } from 'vitest';
import type { Call } from '../../src/cli/command.ts';
import { progressView } from '../../src/cli/progress.ts';
import { messagesIn } from '../../src/i18n.ts';
import type { ArticleProgress } from '../../src/storage/jobs.ts';

const article = (segmentsDone: number) =>
  ({ id: '1', fileName: 'a.txt', status: 'segmented', segments: 10, segmentsDone }) as ArticleProgress;

/** What stands on a terminal after escape sequences that go up and clear what is below. */
function screen(written: string): string[] {
  const lines = [''];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for.
  for (const part of written.split(/(\x1b\[\d+A\x1b\[0J|\n)/)) {
    const up = /\[(\d+)A/.exec(part);
    if (up) lines.splice(lines.length - 1 - Number(up[1]), Number.POSITIVE_INFINITY, '');
    else if (part === '\n') lines.push('');
    else lines[lines.length - 1] += part;
  }
  return lines.filter(Boolean);
}

it('a note stays on the terminal above the view, however often the view is painted again', () => {
  let written = '';
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
  const call = { messages: messagesIn('en'), note: (text: string) => void process.stderr.write(`${text}\n`) } as Call;
  const view = progressView(call, { isTTY: true, columns: 80 });
  view.note('before');
  for (const done of [1, 2]) view.show([article(done)]);
  view.note('one');
  view.note('two');
  for (const done of [3, 4]) view.show([article(done)]);
  view.end();
  stderr.mockRestore();
  expect(screen(written)).toEqual(['before', 'one', 'two', expect.stringContaining('4 of 10')]);
});
