import type { Call } from '../command.ts';
import { type ProgressView, progressView, type Shown } from '../progress.ts';
import type { JobEvent } from './events.ts';

/** How often a view is painted at most. */
const PAINT_MS = 100;

/** An article as its events have told of it so far. */
interface Told extends Shown {
  languages: Map<string, number>;
}

/** What the events of a job add up to: each of its articles, in the order in which they were heard of. */
export class Progress {
  readonly #articles = new Map<string, Told>();

  get articles(): Shown[] {
    return [...this.#articles.values()];
  }

  take({ event, data }: JobEvent): void {
    const { article: id, fileName, language, segments, done } = data;
    if (id === undefined) return;
    const known = this.#articles.get(id);
    const article: Told = known ?? {
      ...{ id, fileName: fileName ?? id, status: 'accepted', segments: 0, segmentsDone: 0 },
      languages: new Map(),
    };
    this.#articles.set(id, article);
    if (fileName !== undefined) article.fileName = fileName;
    const [about, what = ''] = event.split('.');
    if (about === 'article') {
      const again = what === 'accepted' || what === 'resumed';
      article.status = (again ? 'accepted' : what) as Shown['status'];
      if (segments !== undefined) article.segments = segments;
      if (again) article.languages.clear();
    }
    if (about === 'language' && language !== undefined && done !== undefined) article.languages.set(language, done);
    article.segmentsDone = [...article.languages.values()].reduce((sum, one) => sum + one, 0);
  }
}

/** Shows a job as its events come. */
export class FollowView {
  readonly #progress = new Progress();
  readonly #view: ProgressView;
  #painted = 0;

  constructor(call: Call) {
    this.#view = progressView(call);
  }

  take(event: JobEvent): void {
    this.#progress.take(event);
    const now = Date.now();
    if (now - this.#painted < PAINT_MS) return;
    this.#painted = now;
    this.#view.show(this.#progress.articles);
  }

  note(text: string): void {
    this.#view.note(text);
  }

  end(): void {
    this.#view.show(this.#progress.articles);
    this.#view.end();
  }
}
