import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Problem } from '../../src/web/api/client.ts';
import { type Draft, type DraftStore, Drafts, type Sent } from '../../src/web/screens/editor/drafts.ts';

function memoryStore(): DraftStore {
  const drafts = new Map<string, Draft>();
  return {
    all: () => [...drafts.values()].sort((a, b) => a.at - b.at),
    put: (draft) => void drafts.set(draft.address, draft),
    remove: (address) => void drafts.delete(address),
  };
}

let clock = 0;
const draft = (text: string, version = 1): Draft => ({
  address: 'one',
  content: { text, codes: [] },
  version,
  at: ++clock,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function desk(send: (draft: Draft) => Promise<Sent>, store = memoryStore()) {
  const states: string[] = [];
  const conflicts: Problem[] = [];
  const refusals: Problem[] = [];
  const drafts = new Drafts({
    store,
    send,
    onState: (state) => states.push(state),
    onConflict: (_draft, problem) => conflicts.push(problem),
    onRefused: (_draft, problem) => refusals.push(problem),
    pauseMs: 500,
  });
  return { drafts, states, conflicts, refusals, store };
}

describe('what a person types', () => {
  test('is in the browser at once, and in the service after a pause, once for many keys', async () => {
    const sent: string[] = [];
    const { drafts, store, states } = desk(async ({ content, version }) => {
      sent.push(content.text);
      return { version: version + 1 };
    });
    for (const text of ['a', 'ab', 'abc']) drafts.keep(draft(text));
    expect(store.all()).toHaveLength(1);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(600);
    expect(sent).toEqual(['abc']);
    expect(store.all()).toEqual([]);
    expect(states.at(-1)).toBe('saved');
  });

  test('while an answer is under way goes out after it, built on the version that the answer names', async () => {
    const seen: [string, number][] = [];
    const { drafts, store } = desk(async ({ content, version }) => {
      seen.push([content.text, version]);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return { version: version + 1 };
    });
    drafts.keep(draft('slow'));
    await vi.advanceTimersByTimeAsync(600);
    drafts.keep(draft('slow and more'));
    await vi.advanceTimersByTimeAsync(6000);
    expect(seen).toEqual([
      ['slow', 1],
      ['slow and more', 2],
    ]);
    expect(store.all()).toEqual([]);
  });

  test('outlives a line that is down and a page that is closed', async () => {
    let away = true;
    const sent: string[] = [];
    const send = async ({ content, version }: Draft) => {
      if (away) throw new Problem({}, 0);
      sent.push(content.text);
      return { version: version + 1 };
    };
    const { drafts, store, states } = desk(send);
    drafts.keep(draft('kept'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(states.at(-1)).toBe('offline');
    expect(store.all()).toHaveLength(1);
    away = false;
    desk(send, store);
    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toEqual(['kept']);
    expect(store.all()).toEqual([]);
  });

  test('is never put over somebody else’s text: the draft stays and the person is asked', async () => {
    let calls = 0;
    const { drafts, store, conflicts } = desk(async () => {
      calls++;
      throw new Problem({ code: 'request.changed' }, 412);
    });
    drafts.keep(draft('mine'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toBe(1);
    expect(conflicts).toHaveLength(1);
    expect(store.all()[0]?.content.text).toBe('mine');
    drafts.drop('one');
    expect(store.all()).toEqual([]);
  });

  test('waits here while the session is over, and goes out after the next sign-in', async () => {
    let signedIn = false;
    const { drafts, store, states } = desk(async ({ version }) => {
      if (!signedIn) throw new Problem({}, 401);
      return { version: version + 1 };
    });
    drafts.keep(draft('typed on'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(states.at(-1)).toBe('signed-out');
    expect(store.all()).toHaveLength(1);
    signedIn = true;
    drafts.resume();
    await vi.advanceTimersByTimeAsync(10);
    expect(store.all()).toEqual([]);
  });

  test('is taken for stored where the service has what was sent and only its answer got lost', async () => {
    let stored = { text: '', version: 1 };
    let lost = true;
    const { drafts, store, conflicts } = desk(async ({ content, version }) => {
      if (version !== stored.version)
        throw new Problem({ parameters: { version: stored.version, current: stored.text } }, 412);
      stored = { text: content.text, version: version + 1 };
      if (lost) {
        lost = false;
        throw new Problem({}, 0);
      }
      return { version: stored.version };
    });
    drafts.keep(draft('first'));
    await vi.advanceTimersByTimeAsync(600);
    drafts.keep(draft('first and second'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(stored.text).toBe('first and second');
    expect(conflicts).toEqual([]);
    expect(store.all()).toEqual([]);
  });

  test('is known again although the service went away in the middle of it and more was typed and tried meanwhile', async () => {
    let stored = { text: '', version: 1 };
    let answers: 'lost' | 'none' | 'yes' = 'lost';
    const { drafts, store, conflicts } = desk(async ({ content, version }) => {
      if (answers === 'none') throw new Problem({}, 0);
      if (version !== stored.version)
        throw new Problem({ parameters: { version: stored.version, current: stored.text } }, 412);
      stored = { text: content.text, version: version + 1 };
      if (answers === 'lost') throw new Problem({}, 0);
      return { version: stored.version };
    });
    drafts.keep(draft('one'));
    await vi.advanceTimersByTimeAsync(600);
    answers = 'none';
    for (const text of ['one two', 'one two three']) {
      drafts.keep(draft(text));
      await vi.advanceTimersByTimeAsync(3000);
    }
    answers = 'yes';
    await vi.advanceTimersByTimeAsync(60_000);
    expect(conflicts).toEqual([]);
    expect(stored.text).toBe('one two three');
    expect(store.all()).toEqual([]);
  });

  test('stays where a decision about it is refused; the decision is given up', async () => {
    const { drafts, store, refusals } = desk(async () => {
      throw new Problem({ code: 'review.errors' }, 409);
    });
    drafts.keep({ ...draft('not yet'), state: 'final', with: { acknowledge: true } });
    await vi.advanceTimersByTimeAsync(10);
    expect(refusals).toHaveLength(1);
    expect(store.all()).toEqual([expect.objectContaining({ content: { text: 'not yet', codes: [] } })]);
    expect(store.all()[0]).not.toHaveProperty('state');
  });
});
