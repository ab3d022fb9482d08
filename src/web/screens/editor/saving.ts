import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { thisWindow } from '../../api/browser-window.ts';
import { Problem, request } from '../../api/client.ts';
import { type GivenAnswer, givenAddress, givenPage, rowOfGiven } from '../../api/given.ts';
import {
  type EditorSegment,
  rowOf,
  type SegmentAnswer,
  segmentAddress,
  type Version,
  versionPage,
  wholeOf,
} from '../../api/segments.ts';
import { SIGNED_IN } from '../../api/session.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { ActiveTime } from './active-time.ts';
import { draftsOf } from './browser-drafts.ts';
import type { CodedText } from './coded-text.ts';
import { type Draft, Drafts, type SavingState } from './drafts.ts';
import type { SegmentStore, Step } from './segment-store.ts';

/** How what a person does reaches the service. */
export interface Saving {
  state: SavingState;
  /** Somebody else changed the segment. */
  conflict: { draft: Draft; problem: Problem } | undefined;
  /** What the service did not take, and why. */
  refusal: { draft: Draft; problem: Problem } | undefined;
  /** Segments that the last confirmation filled, too. */
  propagated: { from: string; count: number } | undefined;
  forget(): void;
  typed(id: string, content: CodedText): void;
  decide(segment: EditorSegment, content: CodedText, state: Step, more?: Record<string, unknown>): void;
  /** Goes back to initial with what the request says. */
  send(segment: EditorSegment, more: Record<string, unknown>): void;
  keepMine(): void;
  takeTheirs(): Promise<void>;
  /** Reads what changed elsewhere; what is typed here stays. */
  refresh(): Promise<void>;
  /** Reads one segment that somebody else changed. */
  renew(id: string): Promise<void>;
  /** Reads the list anew: segments were split or merged. */
  reread(): Promise<void>;
  /** Takes back what the last confirmation filled into repetitions. */
  undoPropagation(): Promise<void>;
  /** Sends what waits of a segment, now. */
  flush(id: string): Promise<void>;
  /** A sign of life of the person, at the active segment. */
  touch(): void;
}

/** @param owner whose drafts: the person, the article and the language */
export function useSaving(store: SegmentStore, owner: string, article: string, version: Version): Saving {
  const { language, kind } = version;
  const given = kind === 'given';
  const readPage = given ? givenPage : versionPage;
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const [state, setState] = useState<SavingState>('saved');
  const [conflict, setConflict] = useState<Saving['conflict']>();
  const [refusal, setRefusal] = useState<Saving['refusal']>();
  const [propagated, setPropagated] = useState<Saving['propagated']>();
  /** Segments as they were before a decision that is under way. */
  const before = useRef(new Map<string, EditorSegment>());
  const drafts = useRef<Drafts>(undefined);
  const address = useCallback((id: string) => addressOf(article, version, id), [article, version]);
  const box = useMemo(() => draftsOf(owner, thisWindow()), [owner]);
  const time = useRef(new ActiveTime());

  const refresh = useCallback(async () => {
    const waiting = new Set(box.all().map((draft) => draft.address));
    const { segments } = await wholeOf((cursor) => readPage(article, language, cursor));
    for (const segment of segments) if (!waiting.has(address(segment.id))) store.put(segment);
  }, [address, article, box, language, readPage, store]);
  const renew = useCallback(
    async (id: string) => {
      if (given) return refresh();
      const waits = () => box.all().some((draft) => draft.address === address(id));
      if (waits()) return;
      try {
        const row = rowOf(
          await request<SegmentAnswer>('GET', address(id), { query: { dismissed: true }, quiet: true }),
        );
        if (!waits()) store.put(row);
      } catch (error) {
        // It was merged into another one meanwhile, or the line is down: the next event tells.
        if (!(error instanceof Problem)) throw error;
      }
    },
    [address, box, given, refresh, store],
  );
  const reread = useCallback(async () => {
    const read = await wholeOf((cursor) => readPage(article, language, cursor));
    store.replaceAll(withDrafts(read, owner, article));
  }, [article, language, owner, readPage, store]);

  const send = useCallback(
    async ({ address: to, content, version, state: wanted = 'initial', with: more, at }: Draft) => {
      const taken = (row: EditorSegment, propagated: number) => {
        before.current.delete(row.id);
        const newer = box.all().find((draft) => draft.address === to && draft.at !== at);
        const typed = newer ? { text: newer.content.text, codes: [...newer.content.codes] } : {};
        const state = newer && !given ? { state: newer.state ?? ('initial' as const) } : {};
        store.put({ ...row, target: { ...row.target, ...typed, ...state } });
        if (propagated > 0) {
          setPropagated({ from: row.id, count: propagated });
          say(t('editor.propagated', { count: propagated }));
          void refresh();
        }
        return { version: row.target.version };
      };
      const codes = content.codes.map((code) => ({ id: code.id, at: code.at }));
      const id = to.split('/').at(-1) ?? '';
      if (given) {
        const answer = await request<{ segment: GivenAnswer; reopened: string[] }>('PUT', to, {
          body: { text: content.text, codes, version },
        });
        return taken(rowOfGiven(answer.segment), 0);
      }
      const milliseconds = time.current.take(id);
      const spent = milliseconds > 0 ? { milliseconds } : {};
      const body = { ...spent, ...more, text: content.text, codes, state: wanted };
      const headers = { 'if-match': `"${version}"` };
      try {
        const answer = await request<{ segment: SegmentAnswer; propagated: number }>('PUT', to, { body, headers });
        return taken(rowOf(answer.segment), answer.propagated);
      } catch (error) {
        time.current.give(id, milliseconds);
        throw error;
      }
    },
    [box, given, refresh, say, store, t],
  );
  const refused = useCallback(
    (draft: Draft, problem: Problem) => {
      const id = draft.address.split('/').at(-1) ?? '';
      const was = before.current.get(id);
      before.current.delete(id);
      if (was) {
        const unchanged = was.target.text === draft.content.text;
        if (unchanged) drafts.current?.drop(draft.address);
        const now = unchanged ? was.target : { ...was.target, text: draft.content.text, state: 'initial' as const };
        store.put({ ...was, target: now });
      }
      setRefusal({ draft, problem });
    },
    [store],
  );
  const latest = useRef({ send, refused });
  latest.current = { send, refused };

  useEffect(() => {
    const made = new Drafts({
      store: box,
      send: (draft) => latest.current.send(draft),
      onState: setState,
      onConflict: (draft, problem) => setConflict({ draft, problem }),
      onRefused: (draft, problem) => latest.current.refused(draft, problem),
    });
    drafts.current = made;
    const again = () => made.resume();
    for (const name of ['online', SIGNED_IN]) window.addEventListener(name, again);
    return () => {
      for (const name of ['online', SIGNED_IN]) window.removeEventListener(name, again);
      made.close();
    };
  }, [box]);

  const keep = (segment: EditorSegment, content: CodedText, more: Partial<Draft>) => {
    const { version } = segment.target;
    drafts.current?.keep({ address: address(segment.id), content, version, at: Date.now(), ...more });
  };
  return {
    ...{ state, conflict, refusal, propagated, refresh, renew, reread },
    touch() {
      const id = store.active?.id;
      if (id !== undefined) time.current.touch(id, performance.now());
    },
    flush: async (id) => drafts.current?.flush(address(id)),
    async undoPropagation() {
      if (!propagated) return;
      const { segments } = await request<{ segments: string[] }>(
        'POST',
        `${address(propagated.from)}/propagation/undo`,
      );
      setPropagated(undefined);
      say(t('editor.propagation-undone', { count: segments.length }));
      await refresh();
    },
    forget() {
      setRefusal(undefined);
      setPropagated(undefined);
    },
    typed(id, content) {
      const segment = store.get(id);
      if (!segment) return;
      keep(segment, content, {});
      store.type(id, content);
    },
    decide(segment, content, wanted, more) {
      setRefusal(undefined);
      before.current.set(segment.id, segment);
      const target = { ...segment.target, text: content.text, codes: [...content.codes], state: wanted };
      store.put({ ...segment, target: { ...target, origin: 'human' } });
      keep(segment, content, { state: wanted, ...(more ? { with: more } : {}) });
    },
    send(segment, more) {
      setRefusal(undefined);
      before.current.set(segment.id, segment);
      const content = { text: segment.target.text ?? '', codes: segment.target.codes };
      keep(segment, content, { state: 'initial', with: more });
    },
    keepMine() {
      if (!conflict) return;
      const { draft, problem } = conflict;
      const version = Number(problem.parameters.version ?? draft.version);
      setConflict(undefined);
      drafts.current?.keep({ ...draft, version, at: Date.now() });
    },
    async takeTheirs() {
      if (!conflict) return;
      drafts.current?.drop(conflict.draft.address);
      setConflict(undefined);
      await refresh();
    },
  };
}

/** Puts what an earlier page could not send over what the service has. */
export function withDrafts(version: Version, owner: string, article: string): EditorSegment[] {
  const waiting = new Map(
    draftsOf(owner, thisWindow())
      .all()
      .map((draft) => [draft.address, draft]),
  );
  return version.segments.map((segment) => {
    const draft = waiting.get(addressOf(article, version, segment.id));
    if (!draft) return segment;
    const { content, state = 'initial' } = draft;
    return { ...segment, target: { ...segment.target, text: content.text, codes: [...content.codes], state } };
  });
}

function addressOf(article: string, { kind, language }: Version, id: string): string {
  return kind === 'given' ? givenAddress(article, id) : segmentAddress(article, language, id);
}
