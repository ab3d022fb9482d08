import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, request, requestWithHeaders } from '../../api/client.ts';
import { type EditorSegment, segmentAddress } from '../../api/segments.ts';
import { useMay } from '../../api/session.ts';
import { useActs } from '../../keys/key-board.tsx';
import { languageName } from '../../language/names.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { type CodedText, missingCodes } from './coded-text.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { browserDrafts, type Draft, Drafts, type SavingState } from './drafts.ts';
import type { OpenArticle } from './open-article.ts';
import { SegmentRow } from './segment-row.tsx';
import { isOpen, isUntranslated, SegmentStore, useActive, useCount } from './segment-store.ts';
import { SidePanel } from './side-panel.tsx';
import type { Mark, TargetHandle } from './target-field.tsx';

interface Properties {
  article: OpenArticle;
  language: string;
  segments: EditorSegment[];
  onReload(): void;
}

const none: readonly Mark[] = [];

/** The table of segments with the panel of the active one beside it; every act of the editor is done here. */
export function Worktable({ article, language, segments, onReload }: Properties) {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const mayTranslate = useMay('translate');
  const mayReview = useMay('review');
  const store = useMemo(() => new SegmentStore(segments), [segments]);
  const [saving, setSaving] = useState<SavingState>('saved');
  const [conflict, setConflict] = useState<{ draft: Draft; problem: Problem }>();
  const [refusal, setRefusal] = useState<Problem>();
  const field = useRef<TargetHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);

  const drafts = useMemo(
    () =>
      new Drafts({
        store: browserDrafts(`${article.id}.${language}`),
        send: async ({ address, content, version }) => {
          const body = { text: content.text, codes: content.codes };
          const answer = await requestWithHeaders<EditorSegment>('PUT', address, {
            body,
            headers: { 'if-match': `"${version}"` },
          });
          store.put(answer.body);
          return { version: answer.body.target.version };
        },
        onState: setSaving,
        onConflict: (draft, problem) => setConflict({ draft, problem }),
        onSent: () => {},
      }),
    [article.id, language, store],
  );
  // The line is back.
  useEffect(() => {
    const online = () => drafts.resume();
    window.addEventListener('online', online);
    return () => window.removeEventListener('online', online);
  }, [drafts]);

  const rows = useVirtualizer({
    count: store.all.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 84,
    overscan: 8,
    getItemKey: (index) => store.all[index]?.id ?? index,
  });
  const address = useCallback((id: string) => segmentAddress(article.id, language, id), [article.id, language]);

  const go = useCallback(
    (segment: EditorSegment | undefined) => {
      if (!segment) return;
      store.activate(segment.id);
      rows.scrollToIndex(store.place(segment.id), { align: 'auto' });
      // After the row was drawn: only then is there a field to write in.
      requestAnimationFrame(() => field.current?.focus());
    },
    [rows, store],
  );
  const changed = useCallback(
    (id: string, content: CodedText) => {
      const segment = store.get(id);
      if (!segment) return;
      drafts.keep({ address: address(id), content, version: segment.target.version, at: Date.now() });
    },
    [address, drafts, store],
  );

  const confirm = async (next: (segment: EditorSegment) => boolean) => {
    const segment = store.active;
    if (!segment || !mayTranslate) return;
    const content = field.current?.content() ?? { text: segment.target.text ?? '', codes: segment.target.codes };
    if (!content.text.trim()) {
      say(t('editor.empty'));
      return;
    }
    const state = mayReview && segment.target.state !== 'initial' ? 'reviewed' : 'translated';
    // The next one is there at once; what the service has to say comes after.
    const before = segment;
    store.put({
      ...segment,
      target: { ...segment.target, text: content.text, codes: [...content.codes], state, origin: 'human' },
    });
    const following = store.next(next);
    say(t('editor.confirmed', { number: segment.ordinal + 1 }));
    go(following);
    try {
      await drafts.flush(address(segment.id));
      const version = store.get(segment.id)?.target.version ?? segment.target.version;
      const { body } = await requestWithHeaders<EditorSegment & { propagated?: number }>('PUT', address(segment.id), {
        body: { text: content.text, codes: content.codes, state },
        headers: { 'if-match': `"${version}"` },
      });
      store.put(body);
      drafts.drop(address(segment.id));
      setRefusal(undefined);
      if (body.propagated) {
        say(t('editor.propagated', { count: body.propagated }));
        onReload();
      }
    } catch (error) {
      store.put({ ...before, target: { ...before.target, text: content.text, codes: [...content.codes] } });
      setRefusal(error as Problem);
    }
  };

  const insertMatch = (n: number) => {
    const match = store.active?.target.matches[n - 1];
    if (!match || !mayTranslate) return false;
    field.current?.replace({ text: match.target, codes: [] });
    say(t('editor.inserted', { score: match.score }));
  };
  const fix = () => {
    const segment = store.active;
    const finding = segment?.findings.find(
      ({ side, suggestions, dismissed }) => side === 'target' && suggestions[0] !== undefined && !dismissed,
    );
    if (!finding || !mayTranslate) return false;
    const text = field.current?.content().text ?? '';
    // The text may have moved on since it was checked: the very words have to stand there.
    const start = text.slice(finding.start, finding.end) === finding.text ? finding.start : text.indexOf(finding.text);
    if (start < 0) return false;
    field.current?.insert(finding.suggestions[0] as string, { start, end: start + finding.text.length });
    say(t('editor.fixed', { before: finding.text, after: finding.suggestions[0] ?? '' }));
  };
  useActs({
    'segment.confirm': () => void confirm(isOpen),
    'segment.confirm-next-untranslated': () => void confirm(isUntranslated),
    'segment.next': () => go(store.beside(1)),
    'segment.previous': () => go(store.beside(-1)),
    'segment.next-open': () => go(store.next(isOpen)),
    'segment.next-finding': () => go(store.next(({ findings }) => findings.some(({ dismissed }) => !dismissed))),
    'segment.copy-source': () => {
      const source = store.active?.source;
      if (!source || !mayTranslate) return false;
      field.current?.replace({ text: source.text, codes: source.codes });
    },
    'segment.clear': () => field.current?.replace({ text: '', codes: [] }),
    'segment.undo': () => field.current?.undo() ?? false,
    'segment.no-break-space': () => field.current?.insert(noBreakSpace(language)),
    'segment.fix': fix,
    'code.1': () => {
      const segment = store.active;
      const [code] = segment && field.current ? missingCodes(segment.source, field.current.content()) : [];
      if (!code) return false;
      field.current?.insertCode(code);
    },
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [`match.${n}`, () => insertMatch(n)])),
  });

  const active = useActive(store);
  const done = useCount(store, (all) => all.filter((segment) => !isOpen(segment)).length);
  const total = store.all.length;
  return (
    <div className="editor">
      <header className="editor-head">
        <h1>
          <bdi>{article.name}</bdi>
        </h1>
        <p>
          {languageName(article.source?.language ?? article.language ?? 'und', i18n.language)} →{' '}
          {languageName(language, i18n.language)}
        </p>
        <progress value={done} max={total} aria-label={t('editor.progress')} />
        <span>{t('editor.done', { done, total })}</span>
        <span className={`saving saving-${saving}`}>{t(`saving.${saving}`)}</span>
      </header>
      {article.source === null && article.original?.evidence !== 'unknown' ? (
        <p className="note note-warning">{t('editor.no-source')}</p>
      ) : null}
      {refusal ? (
        <div className="note note-error" role="alert">
          <strong>{refusal.message || t('problem.offline')}</strong> {refusal.detail}
        </div>
      ) : null}
      <div className="editor-body">
        <div className="rows" ref={scroller}>
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
                  readOnly={!mayTranslate}
                  marks={() => none}
                  onActivate={(id) => go(store.get(id))}
                  onChange={changed}
                  field={field}
                />
              </div>
            ))}
          </div>
        </div>
        {active ? (
          <SidePanel
            segment={active}
            language={language}
            article={article}
            onInsert={(text) => field.current?.insert(text)}
            onMatch={insertMatch}
            onFix={fix}
            onChanged={(segment) => store.put(segment)}
          />
        ) : null}
      </div>
      {conflict ? (
        <ConflictDialog
          draft={conflict.draft}
          problem={conflict.problem}
          language={language}
          onMine={async () => {
            const theirs = await request<EditorSegment>('GET', conflict.draft.address);
            store.put(theirs);
            drafts.keep({ ...conflict.draft, version: theirs.target.version, at: Date.now() });
            setConflict(undefined);
          }}
          onTheirs={async () => {
            store.put(await request<EditorSegment>('GET', conflict.draft.address));
            drafts.drop(conflict.draft.address);
            setConflict(undefined);
          }}
        />
      ) : null}
    </div>
  );
}

/** French sets the narrow no-break space before its high punctuation; elsewhere the usual one is meant. */
function noBreakSpace(language: string): string {
  return language.startsWith('fr') ? '\u202F' : '\u00A0';
}
