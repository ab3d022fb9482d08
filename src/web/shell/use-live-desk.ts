import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { follow } from '../api/follow.ts';

/** Many events come at once: what is shown is read once for all of them, and not more often than this, in milliseconds. */
const PAUSE_MS = 400;

/** Keeps lists up to date while something happens at the desk, whoever does it. @param keys what is read anew */
export function useLiveDesk(keys: QueryKey[]): void {
  const queries = useQueryClient();
  const wanted = useRef(keys);
  wanted.current = keys;
  useEffect(() => {
    const over = new AbortController();
    let planned: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      planned ??= setTimeout(() => {
        planned = undefined;
        for (const queryKey of wanted.current) void queries.invalidateQueries({ queryKey });
      }, PAUSE_MS);
    };
    void follow('/v1/events', changed, over.signal);
    return () => {
      over.abort();
      clearTimeout(planned);
    };
  }, [queries]);
}
