import type { PullProgress } from '../engines/bergamot/pull.ts';
import type { Call } from './command.ts';
import { megabytes } from './models-pair.ts';

/** Shows how far a download is: a bar that repaints itself on a terminal, a line a file and half elsewhere. */
export interface DownloadView {
  show(progress: PullProgress): void;
  end(): void;
}

/** Cells of the bar. */
const CELLS = 20;

export function downloadView(
  call: Call,
  terminal: { isTTY?: boolean; columns?: number; write?: (text: string) => unknown } = process.stderr,
): DownloadView {
  const line = ({ pair, file, received, total }: PullProgress) => {
    const sizes = total === undefined ? megabytes(received) : `${megabytes(received)} / ${megabytes(total)}`;
    return `${pair}  ${file}  ${call.messages('cli:models.megabytes', { sizes })}`;
  };
  return terminal.isTTY ? liveView(terminal, line) : plainView(call, line);
}

function plainView(call: Call, line: (progress: PullProgress) => string): DownloadView {
  const shown = new Map<string, number>();
  return {
    show(progress) {
      const half = progress.total ? Math.floor((2 * progress.received) / progress.total) : 0;
      if ((shown.get(progress.file) ?? -1) >= half) return;
      shown.set(progress.file, half);
      call.note(line(progress));
    },
    end() {},
  };
}

function liveView(
  terminal: { columns?: number; write?: (text: string) => unknown },
  line: (progress: PullProgress) => string,
): DownloadView {
  let last = '';
  let file: string | undefined;
  const write = (text: string) => terminal.write?.(text);
  return {
    show(progress) {
      const share = progress.total ? progress.received / progress.total : 0;
      const full = Math.round(share * CELLS);
      const text = `[${'#'.repeat(full)}${'-'.repeat(CELLS - full)}] ${line(progress)}`.slice(
        0,
        (terminal.columns ?? 80) - 1,
      );
      if (text === last) return;
      // A finished file keeps its line.
      if (file !== undefined && file !== progress.file) write('\n');
      write(`\r\x1b[K${text}`);
      file = progress.file;
      last = text;
    },
    end() {
      if (file !== undefined) write('\n');
    },
  };
}
