import type { EventKind } from '../storage/event.ts';
import type { StoredEvent } from '../storage/events.ts';

/** Where the work stands of which an event tells. */
export type Stage = 'accepted' | 'intake' | 'translation' | 'done';

/** What is known of a language when it is taken up. */
export interface LanguageStart {
  /** Words of its source. */
  words: number;
  startedAt: Date | null;
}

/** How fast a language goes, and how long it will still take. */
export interface Pace {
  wordsPerSecond: number | null;
  secondsLeft: number | null;
}

/**
 * The pace of a language from its start to an event, by what it has done on the way. Unknown at its very beginning.
 *
 * @param done segments of `of`
 */
export function paceOf(done: number, of: number, at: Date, { words, startedAt }: LanguageStart): Pace {
  const seconds = startedAt === null ? 0 : (at.getTime() - startedAt.getTime()) / 1000;
  if (seconds <= 0 || done <= 0 || of <= 0) return { wordsPerSecond: null, secondsLeft: null };
  return {
    wordsPerSecond: Math.round(((words * done) / of / seconds) * 10) / 10,
    secondsLeft: Math.ceil(((of - done) / done) * seconds),
  };
}

export function stageOf(kind: EventKind): Stage {
  if (/^(job|article)\.(accepted|resumed)$/.test(kind)) return 'accepted';
  if (kind === 'article.segmented') return 'intake';
  return /^language\.(started|progress)$/.test(kind) ? 'translation' : 'done';
}

/** Whether a job has nothing more to tell after an event. */
export function endsJob({ kind }: Pick<StoredEvent, 'kind'>): boolean {
  return /^job\.(done|partial|failed|canceled)$/.test(kind);
}
