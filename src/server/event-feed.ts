import type { Tables } from '../storage/database.ts';
import { type Cursor, compareCursors, endOfEvents, eventsAfter, type StoredEvent } from '../storage/events.ts';

/** How often the log is looked at while somebody listens, in milliseconds. */
const LOOK_MS = 150;
/** The same while the database is away. */
const TROUBLE_MS = 1000;
/** Events read at a time. */
const PAGE = 500;
/** Events that wait for one listener at most; one that is slower reads them from the log again. */
const WAITING = 2000;

/** Whose events somebody wants: a desk's, or those of one of its jobs or articles. */
export interface Wanted {
  desk: string;
  job?: string;
  article?: string;
}

/** Gets events in the order of the log, one after the other; the next one comes when this one is done with. */
export type Listener = (event: StoredEvent) => void | Promise<void>;

/** The events log as it grows, for any number of listeners of one process. */
export interface EventFeed {
  /**
   * Tells a listener of what is behind a cursor in the log, then of what comes, each event once. A listener that throws is told of nothing
   * more.
   *
   * @param after from where on; from the beginning of the log without it
   * @returns ends the subscription
   * @throws InterlinearError `event.cursor`, at once, for a cursor that no log has given
   */
  subscribe(wanted: Wanted, after: Cursor | undefined, listener: Listener): () => void;
  /** Ends all subscriptions, and resolves when the last look is over. */
  close(): Promise<void>;
}

/**
 * One poller for the whole process: it reads each new event once, whatever the number of listeners, and reads nothing while nobody
 * listens.
 */
export function eventFeed(tables: Tables, report: (error: unknown) => void = () => {}): EventFeed {
  const subscribers = new Set<Subscriber>();
  let polling: Promise<void> | undefined;
  let wake = () => {};
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const poll = async () => {
    let end: Cursor | undefined;
    while (subscribers.size > 0) {
      let troubled = false;
      try {
        end ??= await endOfEvents(tables);
        for (let more = true; more && subscribers.size > 0; ) {
          const events: StoredEvent[] = await eventsAfter(tables, { after: end, limit: PAGE });
          for (const event of events) for (const subscriber of subscribers) subscriber.offer(event);
          end = events.at(-1)?.cursor ?? end;
          more = events.length === PAGE;
        }
      } catch (error) {
        troubled = true;
        report(error);
      }
      // Only now: what comes after this look is in the next one, whatever the subscriber reads by itself.
      for (const subscriber of subscribers) subscriber.begin();
      await pause(troubled ? TROUBLE_MS : LOOK_MS);
    }
    polling = undefined;
  };

  return {
    subscribe(wanted, after, listener) {
      if (after !== undefined) compareCursors(after, after);
      const subscriber: Subscriber = subscriberOf(tables, wanted, after ?? '0.0', listener, (error) => {
        subscribers.delete(subscriber);
        if (error !== undefined) report(error);
      });
      subscribers.add(subscriber);
      polling ??= poll();
      wake();
      return () => {
        subscriber.end();
        subscribers.delete(subscriber);
      };
    },
    async close() {
      for (const subscriber of subscribers) subscriber.end();
      subscribers.clear();
      wake();
      await polling;
    },
  };
}

interface Subscriber {
  /** An event that is new in the log. */
  offer(event: StoredEvent): void;
  /** The poller has a place in the log: what is before it is the subscriber's to read. */
  begin(): void;
  end(): void;
}

function subscriberOf(
  tables: Tables,
  { desk, job, article }: Wanted,
  after: Cursor,
  listener: Listener,
  over: (error?: unknown) => void,
): Subscriber {
  let place = after;
  let ended = false;
  let running = false;
  /** Events may be in the log that were not offered: those from before, and those that were too many. */
  let behind = true;
  let waiting: StoredEvent[] = [];

  const tell = async (event: StoredEvent) => {
    // What was read from the log may be offered as well.
    if (ended || compareCursors(event.cursor, place) <= 0) return;
    await listener(event);
    place = event.cursor;
  };
  const of = { ...(job !== undefined ? { job } : {}), ...(article !== undefined ? { article } : {}) };
  const next = () => eventsAfter(tables, { after: place, desk, ...of, limit: PAGE });
  /** @returns false where the log cannot be read for now */
  const catchUp = async (): Promise<boolean> => {
    for (let more = true; more && !ended; ) {
      behind = false;
      const events = await next().catch(() => undefined);
      if (!events) {
        behind = true;
        return false;
      }
      for (const event of events) await tell(event);
      more = events.length === PAGE;
    }
    return true;
  };
  const run = async () => {
    running = true;
    try {
      while (!ended && (behind || waiting.length > 0)) {
        if (behind) {
          // The poller tells of the trouble, and begins anew when it is over.
          if (!(await catchUp())) return;
          continue;
        }
        const events = waiting;
        waiting = [];
        for (const event of events) await tell(event);
      }
    } catch (error) {
      ended = true;
      over(error);
    } finally {
      running = false;
    }
  };
  return {
    offer(event) {
      if (ended || event.desk !== desk || (job !== undefined && event.job !== job)) return;
      if (article !== undefined && event.article !== article) return;
      if (waiting.length >= WAITING) {
        waiting = [];
        behind = true;
      } else waiting.push(event);
    },
    begin() {
      if (!running && !ended) void run();
    },
    end() {
      ended = true;
      waiting = [];
    },
  };
}
