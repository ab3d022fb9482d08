import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { InlineCode } from '../../../model/article.ts';
import { direction } from '../../../model/language.ts';
import { type CodedText, piecesOf, replaceRange, sameText, withCode } from './coded-text.ts';
import { fill, read, select, selectionIn } from './field.ts';

/** What the editor does to the text under the caret. */
export interface TargetHandle {
  focus(): void;
  content(): CodedText;
  /** Replaces the selection, or a half-open range of the text, by a text; the caret goes behind it. */
  insert(text: string, range?: { start: number; end: number }): void;
  insertCode(code: InlineCode): void;
  /** Replaces everything; can be undone. */
  replace(content: CodedText): void;
  undo(): boolean;
  /** Where the caret is, in UTF-16 units of the text. */
  caret(): number;
}

interface Properties {
  id: string;
  content: CodedText;
  language: string;
  label: string;
  describedBy?: string;
  readOnly?: boolean;
  onChange(content: CodedText): void;
  ref?: Ref<TargetHandle>;
}

/** Longer texts are not spelled by the browser, which would take its time at every key. In UTF-16 units. */
const SPELLED = 20_000;

/** How many steps back one can go. */
const STEPS = 200;

/** The editable target of the active row. The browser keeps the text while somebody types: nothing is drawn anew at a key. */
export function TargetField({ id, content, language, label, describedBy, readOnly, onChange, ref }: Properties) {
  const { t } = useTranslation();
  const field = useRef<HTMLDivElement>(null);
  const past = useRef<{ content: CodedText; caret: number }[]>([]);
  const now = useRef(content);
  const titles = (code: InlineCode) => t('editor.code', { code: code.data });
  const latestTitles = useRef(titles);
  latestTitles.current = titles;

  const changed = (next: CodedText) => {
    if (sameText(next, now.current)) return;
    past.current.push({ content: now.current, caret: now.current.text.length });
    if (past.current.length > STEPS) past.current.shift();
    now.current = next;
    onChange(next);
  };
  const put = (next: CodedText, caret: number) => {
    if (!field.current) return;
    fill(field.current, next, titles);
    changed(next);
    field.current.focus();
    select(field.current, caret);
  };
  const range = () =>
    (field.current && selectionIn(field.current)) ?? { start: now.current.text.length, end: now.current.text.length };

  // The text of another segment, or one that came from elsewhere; never what was typed here.
  useLayoutEffect(() => {
    if (!field.current) return;
    if (sameText(content, read(field.current)) && field.current.childNodes.length > 0) return;
    const place = document.activeElement === field.current ? selectionIn(field.current) : undefined;
    now.current = content;
    fill(field.current, content, latestTitles.current);
    if (place)
      select(field.current, Math.min(place.start, content.text.length), Math.min(place.end, content.text.length));
  }, [content]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another segment has another past.
  useEffect(() => {
    past.current = [];
  }, [id]);

  useImperativeHandle(ref, () => ({
    focus() {
      if (!field.current) return;
      field.current.focus({ preventScroll: true });
      select(field.current, now.current.text.length);
    },
    content: () => now.current,
    insert(text, given) {
      const { start, end } = given ?? range();
      put(replaceRange(now.current, start, end, text), start + text.length);
    },
    insertCode(code) {
      const { start } = range();
      put(withCode(now.current, code, start), start);
    },
    replace: (next) => put(next, next.text.length),
    undo() {
      const last = past.current.pop();
      if (!last || !field.current) return false;
      now.current = last.content;
      fill(field.current, last.content, titles);
      select(field.current, Math.min(last.caret, last.content.text.length));
      onChange(last.content);
      return true;
    },
    caret: () => range().start,
  }));

  return (
    // biome-ignore lint/a11y/useSemanticElements: chips of codes stand inside the text, which a textarea cannot hold.
    <div
      ref={field}
      id={`target-${id}`}
      className="target-field"
      role="textbox"
      tabIndex={0}
      aria-multiline="true"
      aria-label={label}
      aria-describedby={describedBy}
      aria-readonly={readOnly ? 'true' : undefined}
      contentEditable={readOnly ? false : 'plaintext-only'}
      suppressContentEditableWarning
      spellCheck={content.text.length < SPELLED}
      lang={language}
      dir={direction(language)}
      onInput={(event) => changed(read(event.currentTarget))}
      onPaste={(event) => {
        event.preventDefault();
        const text = event.clipboardData.getData('text/plain').replaceAll('\r\n', '\n');
        const { start, end } = range();
        put(replaceRange(now.current, start, end, text), start + text.length);
      }}
      onDrop={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        // A segment is one paragraph.
        if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.altKey) event.preventDefault();
      }}
    />
  );
}

/** A text with its codes, to be read. */
export function ReadOnlyText({ content, marks = [] }: { content: CodedText; marks?: readonly Mark[] }) {
  const { t } = useTranslation();
  let at = 0;
  return piecesOf(content).map((piece) => {
    if ('code' in piece)
      return (
        <span
          key={`${at}-${piece.code.id}`}
          className={`chip chip-${piece.code.kind}`}
          dir="ltr"
          title={t('editor.code', { code: piece.code.data })}
        >
          {piece.code.data.replace(/^<|>$/g, '').split(/\s/)[0] ?? piece.code.id}
        </span>
      );
    const start = at;
    at += piece.text.length;
    return <Marked key={`${start}-text`} text={piece.text} start={start} marks={marks} />;
  });
}

/** A stretch of a text that something is said about. */
export interface Mark {
  start: number;
  end: number;
  className: string;
  title: string;
}

function Marked({ text, start, marks }: { text: string; start: number; marks: readonly Mark[] }) {
  const end = start + text.length;
  const inside = marks.filter((mark) => mark.start < end && mark.end > start && mark.end > mark.start);
  if (inside.length === 0) return text;
  const cuts = [
    ...new Set([start, end, ...inside.flatMap((mark) => [Math.max(mark.start, start), Math.min(mark.end, end)])]),
  ].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] as number;
    const over = inside.filter((mark) => mark.start <= from && mark.end >= to);
    const part = text.slice(from - start, to - start);
    if (over.length === 0) return part;
    return (
      <mark
        key={from}
        className={over.map(({ className }) => className).join(' ')}
        title={over.map(({ title }) => title).join('\n')}
      >
        {part}
      </mark>
    );
  });
}
