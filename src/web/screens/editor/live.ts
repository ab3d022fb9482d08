import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { thisWindow } from '../../api/browser-window.ts';
import { request } from '../../api/client.ts';
import { follow } from '../../api/follow.ts';
import type { Version } from '../../api/segments.ts';
import { SIGNED_IN } from '../../api/session.ts';
import { givenKey } from './given-column.tsx';
import type { Saving } from './saving.ts';
import type { SegmentStore } from './segment-store.ts';

/** Somebody who has the article open, in one window. */
export interface Present {
  window: string;
  actor: string;
  name: string;
  language: string | null;
  segment: string | null;
  /** Of the person at this page, in another window. */
  own?: boolean;
}

/** Changes that come together are read together, after so many milliseconds; more than so many are read at once. */
const TOGETHER_MS = 150;
const ONE_BY_ONE = 15;
/** How often the page says that it is there, and how long it waits after a move, in milliseconds. */
const BEAT_MS = 15_000;
const MOVED_MS = 400;

interface ChangedSegment {
  segment?: string;
  version?: number;
  language?: string;
}

/**
 * Keeps the open article as others make it: rows that somebody changes are read anew, unless something typed here still waits for them, and
 * who else is where is shown. @param who the person at this page @returns who is there, and the revision that came meanwhile
 */
export function useLive(
  store: SegmentStore,
  saving: Saving,
  article: string,
  version: Version,
  who: string,
): { present: Present[]; revision: number | undefined } {
  const [others, setOthers] = useState<Present[]>([]);
  const [revision, setRevision] = useState<number>();
  const [window_] = useState(() => thisWindow().id);
  const queries = useQueryClient();
  const latest = useRef(saving);
  latest.current = saving;
  const { language, sourceLanguage } = version;

  useEffect(() => {
    const changed = new Set<string>();
    let reading: ReturnType<typeof setTimeout> | undefined;
    const readSoon = () => {
      clearTimeout(reading);
      reading = setTimeout(() => {
        const ids = [...changed];
        changed.clear();
        if (ids.length > ONE_BY_ONE) void latest.current.refresh();
        else for (const id of ids) void latest.current.renew(id);
      }, TOGETHER_MS);
    };
    const hear = (kind: string, data: unknown) => {
      if (kind === 'presence') {
        const { items } = data as { items: Present[] };
        const there = items.filter((one) => one.window !== window_);
        setOthers(there);
        store.seePeople(there.filter((one) => one.language === language));
      } else if (kind === 'article.segmented') {
        // Its segments are others now: what is shown here is the text of before.
        setRevision((data as { revision?: number }).revision);
      } else if (kind.startsWith('publication.')) {
        void queries.invalidateQueries({ queryKey: ['publications', article] });
      } else if (kind === 'segments.changed') {
        void latest.current.reread();
        void queries.invalidateQueries({ queryKey: givenKey(article) });
      } else if (kind === 'segment.changed') {
        const said = data as ChangedSegment;
        // The given translation beside the source was corrected.
        if (said.language !== language) void queries.invalidateQueries({ queryKey: givenKey(article) });
        const known = said.segment === undefined ? undefined : store.get(said.segment);
        const ours = said.language === language || said.language === sourceLanguage;
        if (!known || !ours) return;
        // What was saved from here is there already.
        if (said.language === language && (said.version ?? 0) <= known.target.version) return;
        changed.add(known.id);
        readSoon();
      }
    };
    let stop = new AbortController();
    const start = () => {
      stop.abort();
      stop = new AbortController();
      void follow(`/v1/articles/${article}/events`, hear, stop.signal);
    };
    start();
    window.addEventListener(SIGNED_IN, start);
    return () => {
      window.removeEventListener(SIGNED_IN, start);
      clearTimeout(reading);
      stop.abort();
    };
  }, [store, article, language, sourceLanguage, window_, queries]);

  useEffect(() => {
    let told: string | undefined;
    const path = `/v1/articles/${article}/presence`;
    const beat = () => {
      const segment = store.active?.id;
      told = segment;
      const own = segment !== undefined && !segment.startsWith('given-') ? { segment } : {};
      // Nobody misses a beat that does not arrive: the next one comes soon.
      void request('POST', path, { body: { window: window_, language, ...own }, quiet: true }).catch(() => {});
    };
    beat();
    const beating = setInterval(beat, BEAT_MS);
    let moved: ReturnType<typeof setTimeout> | undefined;
    const unlisten = store.listen(undefined, () => {
      if (store.active?.id === told) return;
      clearTimeout(moved);
      moved = setTimeout(beat, MOVED_MS);
    });
    const leave = () => void request('DELETE', path, { query: { window: window_ }, quiet: true }).catch(() => {});
    window.addEventListener('pagehide', leave);
    return () => {
      clearInterval(beating);
      clearTimeout(moved);
      unlisten();
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [store, article, language, window_]);

  return { present: others.map((one) => ({ ...one, own: one.actor === who })), revision };
}
