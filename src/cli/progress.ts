import type { ArticleProgress } from '../storage/jobs.ts';
import type { Call } from './command.ts';

/** What is shown of an article. */
export type Shown = Pick<ArticleProgress, 'id' | 'fileName' | 'status' | 'segments' | 'segmentsDone'>;

/** Shows how far articles are: a view that repaints itself on a terminal, a line for each change elsewhere. */
export interface ProgressView {
  show(articles: Shown[]): void;
  /** A line that stays, above what is repainted. */
  note(text: string): void;
  end(): void;
}

/** Articles with a line of their own; what is more is summed up. */
const LINES = 8;

export function progressView(
  call: Call,
  terminal: { isTTY?: boolean; columns?: number } = process.stderr,
): ProgressView {
  return terminal.isTTY ? liveView(call, terminal) : plainView(call);
}

/** The stage that an article is in: key of its name. */
export function stageOf({ status, segments, segmentsDone }: Shown): string {
  if (status === 'accepted') return 'reading';
  if (status !== 'segmented') return status;
  return segmentsDone < segments ? 'translating' : 'checking';
}

/** 0..100: reading is the first tenth, translating most of it, checking and writing the last tenth. */
export function percentOf(article: Shown): number {
  const { status, segments, segmentsDone } = article;
  if (status === 'accepted') return 0;
  if (status !== 'segmented') return 100;
  if (segments === 0) return 90;
  return Math.floor(10 + (80 * segmentsDone) / segments);
}

function line(call: Call, article: Shown): string {
  const { segments, segmentsDone, fileName } = article;
  const stage = call.messages(`cli:stage.${stageOf(article)}`);
  const counts =
    segments > 0 ? `  ${call.messages('cli:progress.segments', { done: segmentsDone, of: segments })}` : '';
  return `${fileName}  ${stage}  ${percentOf(article)} %${counts}`;
}

function plainView(call: Call): ProgressView {
  const shown = new Map<string, string>();
  let twentieths = 0;
  return {
    show(articles) {
      if (articles.length > LINES) {
        const done = articles.filter((article) => percentOf(article) === 100).length;
        const mark = Math.floor((20 * done) / articles.length);
        if (mark > twentieths) call.note(call.messages('cli:progress.articles', { done, of: articles.length }));
        twentieths = mark;
        return;
      }
      for (const article of articles) {
        // A quarter is news; a segment is not.
        const mark = `${stageOf(article)} ${Math.floor(percentOf(article) / 25)}`;
        if (shown.get(article.id) !== mark) call.note(line(call, article));
        shown.set(article.id, mark);
      }
    },
    note: call.note,
    end() {},
  };
}

function liveView(call: Call, terminal: { columns?: number }): ProgressView {
  let painted = 0;
  let last = '';
  const clear = () => {
    if (painted > 0) process.stderr.write(`\x1b[${painted}A\x1b[0J`);
    painted = 0;
  };
  const paint = () => {
    process.stderr.write(`${last}\n`);
    painted = last.split('\n').length;
  };
  return {
    show(articles) {
      const open = articles.filter((article) => percentOf(article) < 100);
      const lines = (articles.length <= LINES ? articles : open.slice(0, LINES)).map(
        (article) => `${bar(percentOf(article))} ${line(call, article)}`,
      );
      if (articles.length > LINES)
        lines.push(
          call.messages('cli:progress.articles', { done: articles.length - open.length, of: articles.length }),
        );
      const text = lines.map((one) => one.slice(0, (terminal.columns ?? 80) - 1)).join('\n');
      if (text === last) return;
      last = text;
      clear();
      paint();
    },
    note(text) {
      clear();
      call.note(text);
      if (last !== '') paint();
    },
    end() {},
  };
}

function bar(percent: number): string {
  const full = Math.round(percent / 5);
  return `[${'#'.repeat(full)}${'-'.repeat(20 - full)}]`;
}
