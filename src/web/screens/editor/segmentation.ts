import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, request } from '../../api/client.ts';
import { type EditorSegment, type SegmentAnswer, segmentAddress } from '../../api/segments.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import type { Saving } from './saving.ts';
import type { SegmentStore } from './segment-store.ts';

/** Where a segment is to be split: UTF-16 offsets in its source and in its target. */
export interface Cut {
  at: number;
  targetAt: number;
}

/** Splitting, merging, and taking that back. */
export interface Segmentation {
  /** What was done last from here, which can be taken back. */
  last: { act: 'split' | 'merge'; segment: string; reopened: string[] } | undefined;
  /** Why it was not done. */
  problem: Problem | undefined;
  split(segment: EditorSegment, cut: Cut): Promise<boolean>;
  merge(segment: EditorSegment): Promise<boolean>;
  undo(): Promise<boolean>;
  forget(): void;
}

export function useSegmentation(
  store: SegmentStore,
  saving: Saving,
  article: string,
  language: string,
  go: (segment: EditorSegment | undefined) => void,
): Segmentation {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const [last, setLast] = useState<Segmentation['last']>();
  const [problem, setProblem] = useState<Problem>();
  const address = (id: string) => segmentAddress(article, language, id);

  /** Does it, reads the list anew, and goes to where it was done. */
  async function change(id: string, act: () => Promise<void>): Promise<boolean> {
    setProblem(undefined);
    try {
      await act();
      await saving.reread();
      go(store.get(id));
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
      return false;
    }
  }
  return {
    last,
    problem,
    split: (segment, cut) =>
      change(segment.id, async () => {
        // What was typed goes along.
        await saving.flush(segment.id);
        const { version } = store.get(segment.id)?.target ?? segment.target;
        const body = { source: segment.source.text, version, ...cut };
        const { reopened } = await request<Answer>('POST', `${address(segment.id)}/split`, { body });
        setLast({ act: 'split', segment: segment.id, reopened });
        say(t('segmentation.split', { number: segment.ordinal + 1 }));
      }),
    merge: (segment) =>
      change(segment.id, async () => {
        const next = store.all[store.place(segment.id) + 1];
        if (next) await Promise.all([saving.flush(segment.id), saving.flush(next.id)]);
        // That nothing follows in its paragraph, the service says in its own words.
        const body = { next: next?.id ?? segment.id };
        const { reopened } = await request<Answer>('POST', `${address(segment.id)}/merge`, { body });
        setLast({ act: 'merge', segment: segment.id, reopened });
        say(t('segmentation.merge', { number: segment.ordinal + 1 }));
      }),
    async undo() {
      if (!last) return false;
      return change(last.segment, async () => {
        await request('POST', `${address(last.segment)}/segmentation/undo`);
        setLast(undefined);
        say(t('segmentation.undone'));
      });
    },
    forget() {
      setLast(undefined);
      setProblem(undefined);
    },
  };
}

interface Answer {
  segments: SegmentAnswer[];
  reopened: string[];
}
