import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../api/articles.ts';
import type { EditorSegment, VersionPage } from '../../api/segments.ts';
import { useMay, useWho } from '../../api/session.ts';
import type { Act } from '../../keys/acts.ts';
import { useAlignedWords } from './aligned-words.ts';
import { Banners } from './banners.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { EditorHead } from './editor-head.tsx';
import { useGivenBeside } from './given-column.tsx';
import { useLive } from './live.ts';
import { Overlay } from './overlay.tsx';
import { useReadingOn } from './reading-on.ts';
import { focusRow } from './row-acts.tsx';
import { type Saving, useSaving, withDrafts } from './saving.ts';
import { type Opened, placeInSource, useSegmentActs } from './segment-acts.ts';
import { SegmentRow } from './segment-row.tsx';
import { firstStep, SegmentStore, type Step, useActive, useShape } from './segment-store.ts';
import { useSegmentation } from './segmentation.ts';
import { SidePanel } from './side-panel.tsx';
import type { TargetHandle } from './target-field.tsx';

interface Properties {
  article: Article;
  version: VersionPage;
}

/** What the active row has buttons for. */
const none: readonly Act[] = [];
const translating: readonly Act[] = ['segment.confirm'];
const reviewing: readonly Act[] = ['segment.confirm', 'segment.reject'];

/** The table of segments with the panel of the active one beside it. */
export function Worktable({ article, version }: Properties) {
  const { t } = useTranslation();
  const { language, kind } = version;
  const reviews = useMay('review');
  const writes = useMay('translate');
  const publishes = useMay('publish');
  const given = kind === 'given';
  const who = useWho();
  const owner = `${who}.${article.id}.${language}`;
  const [step, setStep] = useState<Step>(() => firstStep(version.segments, reviews));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store lives as long as the page; what is read later goes into it.
  const store = useMemo(
    () => new SegmentStore(withDrafts(version, owner, article.id), step),
    [article.id, language, owner],
  );
  const saving = useSaving(store, owner, article.id, version);
  const { present: others, revision } = useLive(store, saving, article.id, version, who);
  useShape(store);
  const complete = useReadingOn(store, owner, article.id, version);
  useActiveTime(saving);
  useAlignedWords(store);
  const [opened, open] = useState<Opened>();
  const field = useRef<TargetHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);

  const rows = useVirtualizer({
    count: store.all.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 84,
    overscan: 8,
    getItemKey: (index) => store.all[index]?.id ?? index,
  });
  const go = useCallback(
    (segment: EditorSegment | undefined) => {
      if (!segment) return;
      // At once, so that a key that follows at once goes into the new field.
      flushSync(() => {
        store.activate(segment.id);
        rows.scrollToIndex(store.place(segment.id), { align: 'auto' });
      });
      const row = () => document.querySelector(`[data-segment="${CSS.escape(segment.id)}"]`);
      focusRow(row(), field.current);
      // A row that was far away is drawn only after it was scrolled to.
      requestAnimationFrame(() => {
        if (!row()?.contains(document.activeElement)) focusRow(row(), field.current);
        // Its height was guessed until it was drawn, and so were those above it: the whole row is to be seen.
        row()?.scrollIntoView({ block: 'nearest' });
        requestAnimationFrame(() => row()?.scrollIntoView({ block: 'nearest' }));
      });
    },
    [rows, store],
  );
  const first = useRef(go);
  // Whoever opens an article goes on where the work is.
  useEffect(() => {
    const frame = requestAnimationFrame(() => first.current(store.active));
    return () => cancelAnimationFrame(frame);
  }, [store]);
  const segmentation = useSegmentation(store, saving, article.id, language, go);
  const click = useRef<{ id: string; at: number | undefined }>(undefined);
  const clicked = (id: string) => (click.current?.id === id ? click.current.at : undefined);
  const beside = useGivenBeside(article, version);
  const columns = beside !== undefined || (given && article.source !== null) ? 'rows three' : 'rows';
  const work = {
    beside,
    store,
    saving,
    segmentation,
    step,
    language,
    given,
    writes,
    reviews,
    publishes,
    field,
    clicked,
    go,
    open,
  };
  const acts = useSegmentActs(work);
  const typed = useRef(saving.typed);
  typed.current = saving.typed;
  const onChange = useCallback<typeof saving.typed>((id, content) => typed.current(id, content), []);
  const onActivate = useCallback(
    (id: string) => {
      // The caret goes to the target now; where it was in the source is where a split is wanted.
      click.current = { id, at: placeInSource(id) };
      if (store.active?.id !== id) go(store.get(id));
    },
    [go, store],
  );

  const latestBeside = useRef(beside);
  latestBeside.current = beside;
  const onCorrect = useCallback((ordinal: number) => {
    const rows = latestBeside.current?.get(ordinal);
    if (rows) open({ kind: 'given', rows });
  }, []);
  const active = useActive(store);
  const buttons = given || !writes ? none : reviews ? reviewing : translating;
  return (
    <div className="editor">
      <EditorHead
        article={article}
        version={version}
        store={store}
        step={step}
        onStep={setStep}
        saving={saving}
        others={others}
        complete={complete}
      />
      <Banners
        revision={revision}
        article={article}
        version={version}
        saving={saving}
        segmentation={segmentation}
        onConfirm={acts.confirm}
        go={(id) => go(store.get(id))}
      />
      <div className="editor-body">
        {/* Rows scroll under the keys of the table; with the keyboard one moves from row to row. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard (WCAG 2.1.1). */}
        <section className={columns} ref={scroller} aria-label={t('editor.segments')} tabIndex={0}>
          <div className="rows-whole" style={{ blockSize: rows.getTotalSize() }}>
            {rows.getVirtualItems().map((item) => (
              <div
                key={item.key}
                data-index={item.index}
                ref={rows.measureElement}
                className="rows-place"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <SegmentRow
                  store={store}
                  id={String(item.key)}
                  language={language}
                  readOnly={!writes}
                  acts={buttons}
                  beside={beside}
                  onCorrect={writes ? onCorrect : undefined}
                  onActivate={onActivate}
                  onChange={onChange}
                  field={field}
                />
              </div>
            ))}
          </div>
        </section>
        {active ? (
          <SidePanel
            segment={active}
            article={article}
            version={version}
            acts={acts}
            writes={writes}
            reviews={reviews}
            open={open}
            renew={saving.renew}
          />
        ) : null}
      </div>
      {opened ? (
        <Overlay
          opened={opened}
          article={article}
          version={version}
          store={store}
          saving={saving}
          segmentation={segmentation}
          acts={acts}
          onGo={(segment) => {
            open(undefined);
            // Once the dialog has given the focus back.
            setTimeout(() => go(segment), 0);
          }}
          onClose={() => open(undefined)}
        />
      ) : null}
      {saving.conflict ? (
        <ConflictDialog
          {...saving.conflict}
          language={language}
          onMine={saving.keepMine}
          onTheirs={() => void saving.takeTheirs()}
        />
      ) : null}
    </div>
  );
}

/** Counts the time that is spent on the active segment: whoever types, clicks or scrolls is at work. */
function useActiveTime(saving: Saving): void {
  const touch = useRef(saving.touch);
  touch.current = saving.touch;
  useEffect(() => {
    const alive = () => touch.current();
    const signs = ['keydown', 'pointerdown', 'wheel'] as const;
    for (const sign of signs) window.addEventListener(sign, alive, { passive: true, capture: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, alive, { capture: true });
    };
  }, []);
}
