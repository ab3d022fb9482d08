import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { GivenAnswer } from '../../api/given.ts';
import type { EditorSegment, SegmentFinding } from '../../api/segments.ts';
import { type Handler, useActs } from '../../keys/key-board.tsx';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { selectionIn } from './field.ts';
import type { GivenBeside } from './given-column.tsx';
import type { Saving } from './saving.ts';
import { isOpen, isUntranslated, type SegmentStore, type Step } from './segment-store.ts';
import { COMMENT, HISTORY } from './segment-talk.tsx';
import type { Segmentation } from './segmentation.ts';
import type { TargetHandle } from './target-field.tsx';
import { nextTerm, offers, wholeText } from './terms.ts';

/** What opens over the table, or beside it. */
export type Opened =
  | { kind: 'dismiss'; finding: SegmentFinding }
  | { kind: 'reject' | 'approve' | 'publish' | 'withdraw' | 'findings' | 'preview' | 'replace' }
  | { kind: 'concordance'; phrase: string }
  | { kind: 'given'; rows: readonly GivenAnswer[] }
  | { kind: 'split'; segment: EditorSegment; at: number | undefined };

export interface Work {
  store: SegmentStore;
  saving: Saving;
  segmentation: Segmentation;
  step: Step;
  language: string;
  /** The text that came with the article: corrected, and never confirmed. */
  given: boolean;
  /** Whether the person may write here. */
  writes: boolean;
  reviews: boolean;
  publishes: boolean;
  /** The given translation beside the segments of its source. */
  beside: GivenBeside | undefined;
  field: RefObject<TargetHandle | null>;
  /** Where in the source somebody clicked last, if it was in this segment. */
  clicked(id: string): number | undefined;
  go(segment: EditorSegment | undefined): void;
  open(what: Opened): void;
}

/** What can be done to the active segment, from the keys, the palette and the panel alike. */
export interface SegmentActs {
  confirm(more?: Record<string, unknown>): void;
  /** Puts in what has this number in the match list, counted from 1: a match in the place of the text, a term at the caret. */
  insertMatch(n: number): boolean;
  /** Puts words in at the caret. */
  insertWords(wording: string): void;
  fix(finding?: SegmentFinding): boolean;
  /** Puts other words in the place of those in a half-open range of the target. */
  put(by: string, range: { start: number; end: number }): void;
}

export function useSegmentActs(work: Work): SegmentActs {
  const { store, saving, segmentation, step, language, given, writes, reviews, field, go, open } = work;
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const contentOf = (segment: EditorSegment) =>
    field.current?.content() ?? { text: segment.target.text ?? '', codes: segment.target.codes };
  const openHere = (segment: EditorSegment) => isOpen(segment, step);

  const confirmThen = (next: (segment: EditorSegment) => boolean, more?: Record<string, unknown>) => {
    const segment = store.active;
    if (!segment || !writes) return false;
    if (given) {
      go(store.next(hasFindings) ?? store.beside(1));
      return true;
    }
    const content = contentOf(segment);
    if (!content.text.trim() && segment.source.text.trim()) {
      say(t('editor.empty'));
      return true;
    }
    // The next one is there at once; what the service has to say comes after.
    saving.decide(segment, content, step, more);
    const following = store.next(next);
    say(t(following ? 'editor.confirmed' : 'editor.confirmed-last', { number: segment.ordinal + 1 }));
    go(following ?? store.get(segment.id));
    return true;
  };
  const insertMatch = (n: number) => {
    const segment = writes ? store.active : undefined;
    const offer = segment && offers(segment)[n - 1];
    if (!offer) return false;
    if (offer.kind === 'term') insertWords(offer.term.target);
    else {
      field.current?.replace(wholeText(offer, segment.source));
      say(offer.kind === 'machine' ? t('editor.inserted-machine') : t('editor.inserted', { score: offer.match.score }));
    }
    return true;
  };
  const insertWords = (wording: string) => {
    field.current?.insert(wording);
    say(t('editor.inserted-term', { wording }));
  };
  const fix = (chosen?: SegmentFinding) => {
    const finding =
      chosen ??
      store.active?.findings.find(({ side, suggestions }) => side === 'target' && suggestions[0] !== undefined);
    const [by] = finding?.suggestions ?? [];
    if (!finding || by === undefined || !writes) return false;
    const text = field.current?.content().text ?? '';
    // The text may have moved on since it was checked: the very words have to stand there.
    const start = text.slice(finding.start, finding.end) === finding.text ? finding.start : text.indexOf(finding.text);
    if (start < 0) return false;
    field.current?.insert(by, { start, end: start + finding.text.length });
    say(t('editor.fixed', { before: finding.text, after: by }));
    return true;
  };
  const correctGiven = ({ ordinal }: EditorSegment) => {
    const rows = work.beside?.get(ordinal);
    if (!rows) return false;
    open({ kind: 'given', rows });
  };
  const onActive = (act: (segment: EditorSegment) => ReturnType<Handler>): Handler => {
    return () => (store.active && writes ? act(store.active) : false);
  };

  useActs({
    'segment.confirm': () => confirmThen(openHere),
    'segment.confirm-next-untranslated': () => confirmThen(isUntranslated),
    ...(given
      ? {}
      : {
          'segment.split': onActive((segment) =>
            open({ kind: 'split', segment, at: placeInSource(segment.id) ?? work.clicked(segment.id) }),
          ),
          'segment.merge': onActive((segment) => void segmentation.merge(segment)),
        }),
    ...(given ? {} : { 'segment.unconfirm': onActive((segment) => saving.send(segment, {})) }),
    ...(reviews && !given
      ? {
          'segment.reject': onActive(() => open({ kind: 'reject' })),
          'article.approve': () => open({ kind: 'approve' }),
        }
      : {}),
    ...(work.publishes && !given
      ? {
          'article.publish': () => open({ kind: 'publish' }),
          'article.withdraw': () => open({ kind: 'withdraw' }),
        }
      : {}),
    ...(given ? {} : { 'segment.comment': () => focusOn(COMMENT), 'segment.history': () => unfold(HISTORY) }),
    'segment.next': () => go(store.beside(1)),
    'segment.previous': () => go(store.beside(-1)),
    'segment.next-open': () => go(store.next(openHere)),
    'segment.next-finding': () => go(store.next(hasFindings)),
    'segment.copy-source': onActive(({ source }) => {
      field.current?.replace({ text: source.text, codes: source.codes });
    }),
    'segment.clear': onActive(() => field.current?.replace({ text: '', codes: [] })),
    'segment.undo': onActive(() => !writesElsewhere() && (field.current?.undo() ?? false)),
    'segment.redo': onActive(() => !writesElsewhere() && (field.current?.redo() ?? false)),
    'segment.no-break-space': onActive(() => field.current?.insert(noBreakSpace(language))),
    'segment.fix': () => fix(),
    'segment.dismiss': () => {
      const [finding] = store.active?.findings ?? [];
      if (!finding || !reviews) return false;
      open({ kind: 'dismiss', finding });
    },
    'segment.term': onActive((segment) => {
      const term = nextTerm(segment.terms, contentOf(segment).text, language);
      if (!term) return false;
      insertWords(term.target);
    }),
    'code.1': onActive(() => field.current?.insertCode() ?? false),
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [`match.${n}`, () => insertMatch(n)])),
    concordance: () => open({ kind: 'concordance', phrase: document.getSelection()?.toString().trim() ?? '' }),
    ...(work.beside && writes ? { 'given.correct': onActive(correctGiven) } : {}),
    preview: () => open({ kind: 'preview' }),
    'article.findings': () => open({ kind: 'findings' }),
    ...(writes ? { find: () => open({ kind: 'replace' }) } : {}),
  });
  return {
    confirm: (more) => void confirmThen(openHere, more),
    ...{ insertMatch, insertWords, fix },
    put: (by, range) => field.current?.insert(by, range),
  };
}

/** Where the caret stands in the source of the active row, if somebody put it there. */
export function placeInSource(id: string): number | undefined {
  const cell = document.querySelector<HTMLElement>(`[data-segment="${CSS.escape(id)}"] .row-source`);
  return cell ? (selectionIn(cell)?.start ?? undefined) : undefined;
}

/** French sets the narrow no-break space before its high punctuation; elsewhere the usual one is meant. */
function noBreakSpace(language: string): string {
  return language.startsWith('fr') ? '\u202F' : '\u00A0';
}

function hasFindings({ findings }: EditorSegment): boolean {
  return findings.length > 0;
}

/** Whether somebody writes in another field, such as that of a comment, which has an undo of its own. */
function writesElsewhere(): boolean {
  return document.activeElement?.matches('input, textarea') ?? false;
}

/** Goes to a field of the panel. @returns whether it is there */
function focusOn(className: string): boolean {
  const found = document.querySelector<HTMLElement>(`.${className}`);
  found?.focus();
  return found !== null;
}

function unfold(className: string): boolean {
  const found = document.querySelector<HTMLDetailsElement>(`details.${className}`);
  if (found) found.open = !found.open;
  found?.querySelector('summary')?.focus();
  return found !== null;
}
