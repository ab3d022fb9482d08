/** An article of a job, as far as its bar goes. */
export interface WorkedOn {
  status: string;
  /** Segments to translate over all languages, and those at which machines are no more, with or without a translation. */
  segments: number;
  segmentsDone: number;
  languages: { kind: 'given' | 'target'; translated: number; of: number }[];
}

/**
 * How far an article is, in segments over all its languages: what machines have been at while they are at work, then what was translated.
 * A version that failed, or was canceled, has nothing to show for it.
 */
export function workDone({ status, segments, segmentsDone, languages }: WorkedOn): { done: number; of: number } {
  if (status === 'accepted' || status === 'segmented') return { done: segmentsDone, of: segments };
  const made = languages.filter(({ kind }) => kind === 'target');
  return {
    done: made.reduce((sum, { translated }) => sum + translated, 0),
    of: made.reduce((sum, { of }) => sum + of, 0),
  };
}
