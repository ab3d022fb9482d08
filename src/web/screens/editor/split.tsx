import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import { targetCut } from '../../../model/segment-cut.ts';
import type { EditorSegment } from '../../api/segments.ts';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import type { OverlayProperties } from './overlay-properties.ts';
import type { Segmentation } from './segmentation.ts';

/** How much is shown of a text on each side of the cut, in UTF-16 units. */
const AROUND = 600;

/** Splits a segment: source and target side by side, each with a cut that the arrow keys move from word to word. */
export function Split({
  segment,
  at,
  segmentation,
  version,
  onClose,
}: OverlayProperties & { segment: EditorSegment; at: number | undefined; segmentation: Segmentation }) {
  const { t } = useTranslation();
  const { source, target } = segment;
  const text = target.text ?? '';
  const places = useMemo(() => placesOf(source.text, source.language), [source]);
  const targetPlaces = useMemo(() => [0, ...placesOf(text, version.language), text.length], [text, version.language]);
  const [index, setIndex] = useState(() =>
    nearest(
      places,
      at ?? targetCut({ text: source.text, at: source.text.length / 2 }, source) ?? source.text.length / 2,
    ),
  );
  const cut = places[index] ?? 0;
  // Until somebody moves it, the cut of the target follows that of the source.
  const [own, setOwn] = useState<number>();
  const follows = useMemo(
    () => nearest(targetPlaces, targetCut({ text: source.text, at: cut }, target) ?? text.length),
    [targetPlaces, source, cut, target, text],
  );
  const targetIndex = own ?? follows;
  const targetAt = targetPlaces[targetIndex] ?? text.length;
  const [busy, setBusy] = useState(false);
  return (
    <Popup title={t('act.segment.split')} about={t('split.about')} onClose={onClose} wide>
      {places.length === 0 ? (
        <p className="empty">{t('split.nowhere')}</p>
      ) : (
        <form
          className="stacked"
          onSubmit={async (event) => {
            event.preventDefault();
            setBusy(true);
            const done = await segmentation.split(segment, { at: cut, targetAt });
            setBusy(false);
            if (done) onClose();
          }}
        >
          <Side
            label={t('split.source')}
            text={source.text}
            language={source.language}
            at={cut}
            index={index}
            last={places.length - 1}
            onMove={setIndex}
            onPoint={(offset) => setIndex(nearest(places, offset))}
          />
          {text ? (
            <Side
              label={t('split.target')}
              text={text}
              language={version.language}
              at={targetAt}
              index={targetIndex}
              last={targetPlaces.length - 1}
              onMove={setOwn}
              onPoint={(offset) => setOwn(nearest(targetPlaces, offset))}
            />
          ) : null}
          {segmentation.problem ? <ProblemNote error={segmentation.problem} /> : null}
          <button type="submit" className="button primary" disabled={busy}>
            {t('split.submit')}
          </button>
        </form>
      )}
    </Popup>
  );
}

interface SideProperties {
  label: string;
  text: string;
  language: string;
  at: number;
  index: number;
  last: number;
  onMove(index: number): void;
  onPoint(offset: number): void;
}

function Side({ label, text, language, at, index, last, onMove, onPoint }: SideProperties) {
  const { t } = useTranslation();
  // Of a very long text what is around the cut.
  const from = at > AROUND ? at - AROUND : 0;
  const [left, right] = [text.slice(from, at), text.slice(at, at + AROUND)];
  const dir = direction(language);
  return (
    <div className="split-side">
      <label>
        {label}
        <input
          type="range"
          min={0}
          max={last}
          value={index}
          dir={dir}
          aria-valuetext={t('split.place', { before: left.trim().slice(-40), behind: right.trim().slice(0, 40) })}
          onChange={(event) => onMove(Number(event.currentTarget.value))}
        />
      </label>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: with the keyboard the slider moves the cut. */}
      <p
        className="split-text"
        lang={language}
        dir={dir}
        onClick={() => {
          const selection = document.getSelection();
          const node = selection?.anchorNode;
          const half = node?.parentElement?.dataset.half;
          if (half) onPoint((half === 'right' ? at : from) + (selection?.anchorOffset ?? 0));
        }}
      >
        {from > 0 ? '…' : ''}
        <span data-half="left">{left}</span>
        <span className="split-cut" aria-hidden="true" />
        <span data-half="right">{right}</span>
        {at + AROUND < text.length ? '…' : ''}
      </p>
    </div>
  );
}

/** Where a text can be cut: before its words and signs but the first (no word begins within a character; the service looks at the chosen place). */
function placesOf(text: string, language: string): number[] {
  return [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)]
    .filter(({ segment }) => segment.trim())
    .map(({ index }) => index)
    .slice(1);
}

function nearest(places: readonly number[], wanted: number): number {
  let best = 0;
  for (const [index, place] of places.entries())
    if (Math.abs(place - wanted) < Math.abs((places[best] as number) - wanted)) best = index;
  return best;
}
