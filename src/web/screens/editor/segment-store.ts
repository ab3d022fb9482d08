import { useCallback, useSyncExternalStore } from 'react';
import type { SegmentState } from '../../../model/translation.ts';
import type { EditorSegment } from '../../api/segments.ts';
import type { CodedText } from './coded-text.ts';

/**
 * The segments of the open article. Each row listens to its own segment, so that typing in one of 20,000 paints one row.
 */
export class SegmentStore {
  #segments: EditorSegment[];
  readonly #places = new Map<string, number>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #anyListeners = new Set<() => void>();
  #active: string | undefined;
  /** Counts the changes, for whoever sums up over all segments, and those of the list itself. */
  #turn = 0;
  #shape = 0;
  #people = new Map<string, readonly Person[]>();

  constructor(segments: readonly EditorSegment[], step: Step = 'translated') {
    this.#segments = [...segments];
    this.#place();
    this.#active = (segments.find((segment) => isOpen(segment, step)) ?? segments[0])?.id;
  }

  get all(): readonly EditorSegment[] {
    return this.#segments;
  }

  get turn(): number {
    return this.#turn;
  }

  /** Another number once there are other segments, or others in other places. */
  get shape(): number {
    return this.#shape;
  }

  get active(): EditorSegment | undefined {
    return this.#active === undefined ? undefined : this.get(this.#active);
  }

  get(id: string): EditorSegment | undefined {
    return this.#segments[this.#places.get(id) ?? -1];
  }

  place(id: string): number {
    return this.#places.get(id) ?? -1;
  }

  /** Puts a newer state of a segment in; what is older than what is there is left out: answers may come out of order. */
  put(segment: EditorSegment): void {
    const place = this.#places.get(segment.id);
    if (place === undefined) return;
    const known = this.#segments[place];
    if (known && known.target.version > segment.target.version) return;
    this.#segments[place] = segment;
    this.#turn++;
    this.#tell(segment.id);
  }

  /** Takes over a list that was split, merged or read further; who was active stays so, or who stands in that place now. */
  replaceAll(segments: readonly EditorSegment[]): void {
    const place = this.#active === undefined ? 0 : this.place(this.#active);
    const known = new Map(this.#segments.map((segment) => [segment.id, segment]));
    this.#segments = segments.map((segment) => {
      const before = known.get(segment.id);
      return before && before.target.version > segment.target.version ? before : segment;
    });
    this.#place();
    if (this.#active === undefined || !this.#places.has(this.#active))
      this.#active = this.#segments[Math.min(place, this.#segments.length - 1)]?.id;
    this.#turn++;
    this.#shape++;
    for (const id of this.#listeners.keys()) this.#tell(id);
    for (const listener of this.#anyListeners) listener();
  }

  /** Takes in segments that were read later; those that are there stay. */
  append(segments: readonly EditorSegment[]): void {
    for (const segment of segments) {
      if (this.#places.has(segment.id)) continue;
      this.#places.set(segment.id, this.#segments.length);
      this.#segments.push(segment);
    }
    this.#turn++;
    this.#shape++;
    for (const listener of this.#anyListeners) listener();
  }

  /** Who else is at a segment. */
  peopleAt(id: string): readonly Person[] {
    return this.#people.get(id) ?? nobody;
  }

  /** Takes over who else is where; only rows where somebody came or went are painted. */
  seePeople(people: readonly (Person & { segment: string | null })[]): void {
    const now = new Map<string, Person[]>();
    for (const { actor, name, segment } of people)
      if (segment !== null) now.set(segment, [...(now.get(segment) ?? []), { actor, name }]);
    const before = this.#people;
    const same = (a: readonly Person[] = nobody, b: readonly Person[] = nobody) =>
      a.map(({ actor }) => actor).join() === b.map(({ actor }) => actor).join();
    const changed = [...new Set([...before.keys(), ...now.keys()])].filter((id) => !same(before.get(id), now.get(id)));
    this.#people = new Map(
      [...now].map(([id, list]) => [id, same(before.get(id), list) ? (before.get(id) ?? list) : list]),
    );
    for (const id of changed) this.#tell(id);
  }

  /**
   * Takes over what is being typed. The field shows it already: nothing is painted at a key, except for the first one in a segment that
   * was confirmed, which no longer is.
   */
  type(id: string, { text, codes }: CodedText): void {
    const place = this.#places.get(id);
    const known = place === undefined ? undefined : this.#segments[place];
    if (place === undefined || !known) return;
    const { state, confirmedBy } = known.target;
    // Which words stand for which is known of the engine's own text alone.
    const alignment = text === known.target.text ? (known.target.alignment ?? []) : [];
    const target = {
      ...known.target,
      text,
      codes: [...codes],
      state: 'initial' as const,
      confirmedBy: null,
      alignment,
    };
    this.#segments[place] = { ...known, target };
    if (state === 'initial' && confirmedBy === null) return;
    this.#turn++;
    this.#tell(id);
  }

  activate(id: string): void {
    const before = this.#active;
    if (before === id || !this.#places.has(id)) return;
    this.#active = id;
    if (before !== undefined) this.#tell(before);
    this.#tell(id);
  }

  /** The segment `steps` rows further, within the article. */
  beside(steps: number): EditorSegment | undefined {
    const place = this.active ? this.place(this.active.id) + steps : 0;
    return this.#segments[Math.min(Math.max(place, 0), this.#segments.length - 1)];
  }

  /** The next segment after the active one of which something is true, from the start again after the end. */
  next(is: (segment: EditorSegment) => boolean): EditorSegment | undefined {
    const from = this.active ? this.place(this.active.id) + 1 : 0;
    const count = this.#segments.length;
    for (let step = 0; step < count - 1; step++) {
      const segment = this.#segments[(from + step) % count];
      if (segment && is(segment)) return segment;
    }
    return undefined;
  }

  listen(id: string | undefined, listener: () => void): () => void {
    const listeners = id === undefined ? this.#anyListeners : (this.#listeners.get(id) ?? new Set());
    if (id !== undefined) this.#listeners.set(id, listeners);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  #place(): void {
    this.#places.clear();
    for (const [index, { id }] of this.#segments.entries()) this.#places.set(id, index);
  }

  #tell(id: string): void {
    for (const listener of this.#listeners.get(id) ?? []) listener();
    for (const listener of this.#anyListeners) listener();
  }
}

/** Somebody else who has the article open. */
export interface Person {
  actor: string;
  name: string;
}

const nobody: readonly Person[] = [];

/** What a person makes of segments: a translator's word, a reviewer's, the last one. */
export type Step = Exclude<SegmentState, 'initial'>;

const order: readonly SegmentState[] = ['initial', 'translated', 'reviewed', 'final'];

/** Whether a segment has not come as far as the step leads. */
export function isOpen({ target }: EditorSegment, step: Step): boolean {
  return order.indexOf(target.state) < order.indexOf(step);
}

/** Where there is work: translating comes before reviewing, reviewing before the last word. */
export function firstStep(segments: readonly EditorSegment[], mayReview: boolean): Step {
  if (!mayReview) return 'translated';
  const steps: Step[] = ['translated', 'reviewed'];
  return steps.find((step) => segments.some((segment) => isOpen(segment, step))) ?? 'final';
}

/** There is no text in it yet. */
export function isUntranslated({ target }: EditorSegment): boolean {
  return target.state === 'initial' && !target.text;
}

/** One segment, as it is now. */
export function useSegment(store: SegmentStore, id: string): EditorSegment | undefined {
  const listen = useCallback((listener: () => void) => store.listen(id, listener), [store, id]);
  return useSyncExternalStore(listen, () => store.get(id));
}

/** Whether a segment is the active one. */
export function useIsActive(store: SegmentStore, id: string): boolean {
  const listen = useCallback((listener: () => void) => store.listen(id, listener), [store, id]);
  return useSyncExternalStore(listen, () => store.active?.id === id);
}

/** The active segment. */
export function useActive(store: SegmentStore): EditorSegment | undefined {
  const listen = useCallback((listener: () => void) => store.listen(undefined, listener), [store]);
  return useSyncExternalStore(listen, () => store.active);
}

/** Something counted over all segments; counted anew after every change. */
export function useCount(store: SegmentStore, count: (segments: readonly EditorSegment[]) => number): number {
  const listen = useCallback((listener: () => void) => store.listen(undefined, listener), [store]);
  return useSyncExternalStore(listen, () => count(store.all));
}

/** Who else is at a segment. */
export function usePeople(store: SegmentStore, id: string): readonly Person[] {
  const listen = useCallback((listener: () => void) => store.listen(id, listener), [store, id]);
  return useSyncExternalStore(listen, () => store.peopleAt(id));
}

/** A number that changes with the list of segments itself. */
export function useShape(store: SegmentStore): number {
  const listen = useCallback((listener: () => void) => store.listen(undefined, listener), [store]);
  return useSyncExternalStore(listen, () => store.shape);
}
