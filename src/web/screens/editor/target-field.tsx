import {
  type ClipboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { InlineCode } from '../../../model/article.ts';
import { direction } from '../../../model/language.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { copy, pasted } from './clipboard.ts';
import { behindChange, withLost, withMissing, withoutPart, withPart } from './code-edits.ts';
import { brokenCodes, type CodedText, missingCodes, replaceRange, sameText } from './coded-text.ts';
import { deletes } from './deleting.ts';
import { chooseBeside, codesIn, fill, read, select, selectBehind, selectionIn, showChosen } from './field.ts';
import { MissingCodes } from './missing-codes.tsx';
import { Past } from './past.ts';

/** What the editor does to the text under the caret. */
export interface TargetHandle {
  focus(): void;
  content(): CodedText;
  /** Replaces the selection, or a half-open range of the text, by a text; the caret goes behind it. */
  insert(text: string, range?: { start: number; end: number }): void;
  /** Puts a code in that the text lacks, the first where none is named. @returns whether one was missing */
  insertCode(id?: string): boolean;
  /** Replaces everything; can be undone. */
  replace(content: CodedText): void;
  undo(): boolean;
  redo(): boolean;
}

interface Properties {
  id: string;
  content: CodedText;
  /** What it is a translation of, with its codes. */
  source: CodedText;
  language: string;
  label: string;
  describedBy?: string;
  readOnly?: boolean;
  onChange(content: CodedText): void;
  ref?: Ref<TargetHandle>;
}

/** Longer texts are not spelled by the browser, which would take its time at every key. In UTF-16 units. */
const SPELLED = 20_000;

/** The editable target of the active row. The browser keeps the text while somebody types: nothing is drawn anew at a key. */
export function TargetField(properties: Properties) {
  const { id, content, source, language, label, describedBy, readOnly = false, onChange, ref } = properties;
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const field = useRef<HTMLDivElement>(null);
  const past = useRef(new Past());
  const now = useRef(content);
  const offered = useRef('');
  /** Whether the last key repeats, being held down. */
  const held = useRef(false);
  const [missing, setMissing] = useState<readonly InlineCode[]>([]);

  const show = (next: CodedText, start = next.text.length, end = start) => {
    if (!field.current) return;
    const lone = loneCodes(next, source);
    fill(field.current, next, (code) => ({
      title: t(lone.has(code.id) ? 'code.lone' : 'editor.code', { code: code.data }),
      lone: lone.has(code.id),
    }));
    if (document.activeElement === field.current) select(field.current, start, end);
  };
  const take = (next: CodedText) => {
    now.current = next;
    const lack = missingCodes(source, next);
    if (idsOf(lack) === offered.current) return;
    offered.current = idsOf(lack);
    setMissing(lack);
  };
  const changed = (next: CodedText, typedAt?: number) => {
    if (sameText(next, now.current)) return;
    past.current.leave(now.current, typedAt);
    take(next);
    onChange(next);
  };
  const put = (next: CodedText, caret: number) => {
    changed(next);
    field.current?.focus();
    show(next, caret);
  };
  const range = () =>
    (field.current && selectionIn(field.current)) ?? { start: now.current.text.length, end: now.current.text.length };
  const typed = (typedAt: number, composing: boolean) => {
    if (!field.current) return;
    const shown = read(field.current);
    // The browser deletes chips with the text around them: they come back, once nothing is being composed.
    const next = withLost(now.current, shown);
    const was = now.current;
    changed(next, typedAt);
    if (!composing && !sameText(shown, next)) show(next, behindChange(was, next));
  };
  const step = (to: CodedText | undefined) => {
    if (!to) return false;
    const caret = behindChange(now.current, to);
    take(to);
    show(to, caret);
    onChange(to);
    return true;
  };
  const undo = () => step(past.current.undo(now.current));
  const redo = () => step(past.current.redo(now.current));
  /** Chooses the chip beside the caret, or removes what is chosen. @returns whether the key did that, or is to do nothing */
  const removeCode = (forward: boolean) => {
    if (!field.current) return false;
    const beside = chooseBeside(field.current, forward ? 1 : -1);
    const ids = codesIn(field.current);
    const { start, end } = range();
    // With text around them, the text goes and they stay.
    const what = deletes({ beside: beside !== undefined, chosen: ids.size > 0 && start === end }, held.current);
    if (beside) say(t('code.chosen', { code: beside.data }));
    if (what !== 'remove') return what !== 'text';
    const gone = now.current.codes.filter((code) => ids.has(code.id));
    const before = loneCodes(now.current, source);
    const next = withoutPart(now.current, start, end, ids);
    const lone = [...loneCodes(next, source)].filter((one) => !before.has(one));
    put(next, start);
    say(
      [
        t('code.removed', { codes: gone.map(({ data }) => data).join(' ') }),
        ...next.codes.filter((code) => lone.includes(code.id)).map(({ data }) => t('code.lone', { code: data })),
      ].join(' '),
    );
    return true;
  };
  const insertCode = (wanted?: string) => {
    const place = range();
    const had = now.current;
    const next = withMissing(had, source, place, wanted);
    if (!next) return false;
    put(next, place.start);
    const [first] = missingCodes(next, had);
    if (first && field.current) selectBehind(field.current, first.id);
    return true;
  };

  // The text of another segment, or one that came from elsewhere; never what was typed here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about the text alone.
  useLayoutEffect(() => {
    if (!field.current) return;
    if (!sameText(content, read(field.current)) || field.current.childNodes.length === 0) {
      const place = document.activeElement === field.current ? selectionIn(field.current) : undefined;
      const [start, end] = [place?.start, place?.end].map((at) => Math.min(at ?? Infinity, content.text.length));
      show(content, start, end);
    }
    take(content);
  }, [content]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another segment has another past.
  useEffect(() => {
    past.current = new Past();
  }, [id]);
  const before = useRef((_: InputEvent) => {});
  before.current = (event) => {
    const { inputType } = event;
    if (inputType === 'historyUndo' || inputType === 'historyRedo') {
      event.preventDefault();
      inputType === 'historyUndo' ? undo() : redo();
    } else if (inputType.startsWith('delete') && removeCode(inputType.endsWith('Forward'))) event.preventDefault();
  };
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    // React's own event of this name says nothing of what is deleted.
    const beforeInput = (event: InputEvent) => before.current(event);
    const chosen = () => showChosen(element);
    element.addEventListener('beforeinput', beforeInput);
    document.addEventListener('selectionchange', chosen);
    return () => {
      element.removeEventListener('beforeinput', beforeInput);
      document.removeEventListener('selectionchange', chosen);
    };
  }, []);

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
    insertCode,
    replace: (next) => put(next, next.text.length),
    undo,
    redo,
  }));

  const clip = (event: ClipboardEvent<HTMLDivElement>) => {
    const copied = copy(event, event.currentTarget, now.current);
    if (!copied || event.type !== 'cut' || readOnly) return;
    const { start, end, ids } = copied;
    put(withoutPart(now.current, start, end, ids), start);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: chips of codes stand inside the text, which a textarea cannot hold. */}
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
        onInput={(event) => typed(event.timeStamp, (event.nativeEvent as InputEvent).isComposing)}
        onCompositionEnd={(event) => typed(event.timeStamp, false)}
        onCopy={clip}
        onCut={clip}
        onPaste={(event) => {
          event.preventDefault();
          const part = pasted(event.clipboardData);
          const place = range();
          put(withPart(now.current, place, part, source), place.start + part.text.length);
        }}
        onDrop={(event) => event.preventDefault()}
        onKeyUp={() => {
          held.current = false;
        }}
        onKeyDown={(event) => {
          held.current = event.repeat;
          // A segment is one paragraph.
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.altKey) event.preventDefault();
        }}
      />
      {missing.length > 0 && !readOnly ? <MissingCodes codes={missing} onInsert={insertCode} /> : null}
    </>
  );
}

/** Ends of pairs whose other end is missing here, while the source has both. */
function loneCodes(content: CodedText, source: CodedText): Set<string> {
  const also = new Set(brokenCodes(source));
  return new Set(brokenCodes(content).filter((id) => !also.has(id)));
}

function idsOf(codes: readonly InlineCode[]): string {
  return codes.map(({ id }) => id).join();
}
