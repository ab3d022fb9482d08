import { useTranslation } from 'react-i18next';
import { type CodedText, chipLabel, piecesOf } from './coded-text.ts';

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
          data-code={piece.code.id}
          title={t('editor.code', { code: piece.code.data })}
        >
          {chipLabel(piece.code)}
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
