import { useEffect, useState } from 'react';
import { Problem } from '../../api/client.ts';
import { givenPage } from '../../api/given.ts';
import { type VersionPage, versionPage } from '../../api/segments.ts';
import { withDrafts } from './saving.ts';
import type { SegmentStore } from './segment-store.ts';

/** Pause before a page is asked for again that did not come, in milliseconds. */
const AGAIN_MS = 3000;

/** Reads the rest of a long article while its beginning is worked on. @returns whether all of it is there */
export function useReadingOn(store: SegmentStore, owner: string, article: string, begun: VersionPage): boolean {
  const [next, setNext] = useState(begun.next);
  const { language, kind } = begun;
  useEffect(() => {
    if (next === null) return;
    const stop = new AbortController();
    const read = async () => {
      while (!stop.signal.aborted) {
        try {
          const page = await (kind === 'given' ? givenPage : versionPage)(article, language, next, stop.signal);
          store.append(withDrafts(page, owner, article));
          setNext(page.next);
          return;
        } catch (error) {
          if (stop.signal.aborted) return;
          // Nothing that another try could mend: what is there can be worked on.
          if (!(error instanceof Problem) || (!error.away && error.status !== 401 && error.status !== 429)) return;
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        }
      }
    };
    void read();
    return () => stop.abort();
  }, [next, store, owner, article, language, kind]);
  return next === null;
}
