import { memo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { EditorSegment } from '../../api/segments.ts';
import type { Act } from '../../keys/acts.ts';
import { Changes } from './changes.tsx';
import { copy } from './clipboard.ts';
import type { CodedText } from './coded-text.ts';
import { type GivenBeside, GivenCell } from './given-column.tsx';
import { RowPeople } from './people.tsx';
import { type Mark, ReadOnlyText } from './read-only-text.tsx';
import { RowActs } from './row-acts.tsx';
import { type SegmentStore, useIsActive, usePeople, useSegment } from './segment-store.ts';
import { TargetField, type TargetHandle } from './target-field.tsx';
import { termMarks } from './terms.ts';

/** Signs of the states, so that colour is never all there is. */
const signs = { initial: '○', translated: '◐', reviewed: '◕', final: '●' } as const;

interface Properties {
  store: SegmentStore;
  id: string;
  language: string;
  readOnly: boolean;
  /** What the active row has buttons for. */
  acts: readonly Act[];
  /** The given translation, where the article came with it and its source. */
  beside: GivenBeside | undefined;
  onCorrect: ((ordinal: number) => void) | undefined;
  onActivate(id: string): void;
  onChange(id: string, content: CodedText): void;
  field: Ref<TargetHandle>;
}

/** One segment: its number and state, the source, the target. The active one can be typed in. */
export const SegmentRow = memo(function SegmentRow(properties: Properties) {
  const { store, id, language, readOnly, acts, beside, onCorrect, onActivate, onChange, field } = properties;
  const { t } = useTranslation();
  const segment = useSegment(store, id);
  const active = useIsActive(store, id);
  const people = usePeople(store, id);
  if (!segment) return null;
  const { source, target, findings, ordinal } = segment;
  // The text that came, beside what it is a translation of.
  const original = segment.original === null ? undefined : segment.original;
  const worst = (['error', 'warning', 'info'] as const).find((level) =>
    findings.some(({ severity }) => severity === level),
  );
  const state = t(`state.${target.state}`);
  const origin = originOf(segment);
  return (
    // The row itself only helps the mouse: with the keyboard one moves by keys, and inside the field.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above.
    <div
      className={`row state-${target.state}${active ? ' active' : ''}`}
      data-segment={id}
      aria-current={active ? 'true' : undefined}
      onClick={() => onActivate(id)}
    >
      <div className="row-number">
        <span>{(ordinal + 1).toLocaleString()}</span>
        <span className="state-sign" role="img" aria-label={state} title={state}>
          {signs[target.state]}
        </span>
        {origin ? (
          <span className={`origin origin-${origin.kind}`} title={t(`origin.${origin.kind}`)}>
            {origin.label}
          </span>
        ) : null}
        {worst ? (
          <span className={`finding-count level-${worst}`} title={t('editor.findings', { count: findings.length })}>
            {findings.length}
          </span>
        ) : null}
        {people.length > 0 ? <RowPeople people={people} /> : null}
      </div>
      {original !== undefined ? (
        <div className="row-source" lang={original?.language} dir={original ? direction(original.language) : undefined}>
          {original?.text}
        </div>
      ) : null}
      {original === undefined ? (
        <div
          className="row-source"
          lang={source.language}
          dir={direction(source.language)}
          onCopy={(event) => void copy(event, event.currentTarget, source)}
        >
          <ReadOnlyText content={source} marks={sourceMarks(segment)} />
        </div>
      ) : (
        <div className="row-given" lang={source.language} dir={direction(source.language)}>
          <Changes from={source.text} to={target.text ?? ''} language={source.language} />
        </div>
      )}
      {beside ? (
        <GivenCell
          rows={beside.get(ordinal) ?? []}
          onCorrect={active && onCorrect ? () => onCorrect(ordinal) : undefined}
        />
      ) : null}
      <div className="row-target">
        {active ? (
          <TargetField
            id={id}
            ref={field}
            content={{ text: target.text ?? '', codes: target.codes }}
            source={source}
            language={language}
            readOnly={readOnly}
            label={t('editor.target-of', { number: ordinal + 1 })}
            onChange={(content) => onChange(id, content)}
          />
        ) : null}
        {active && acts.length > 0 ? <RowActs acts={acts} /> : null}
        {active ? null : (
          <div className="target-text" lang={language} dir={direction(language)}>
            {target.text === null ? (
              <span className="nothing">{t('editor.untranslated')}</span>
            ) : (
              <ReadOnlyText
                content={{ text: target.text, codes: target.codes }}
                marks={foundMarks(segment, 'target')}
              />
            )}
          </div>
        )}
      </div>
    </div>
  );
});

/** Where the findings of a segment lie in one of its texts. */
function foundMarks({ findings }: EditorSegment, wanted: 'source' | 'target'): Mark[] {
  return findings
    .filter(({ side }) => side === wanted)
    .map(({ start, end, severity, detail }) => ({ start, end, title: detail, className: `found level-${severity}` }));
}

/** Terms and names of the source, and what was found in it. */
function sourceMarks(segment: EditorSegment): Mark[] {
  return [...termMarks(segment), ...foundMarks(segment, 'source')];
}

/** Where an unconfirmed target comes from, as the little label beside it says. */
export function originOf({ target }: EditorSegment): { kind: string; label: string } | undefined {
  const { origin, score } = target;
  if (target.confirmedBy && origin === 'human') return { kind: 'human', label: '✓' };
  if (origin === 'memory') {
    const kind = score === 101 ? 'in-context' : score === 100 ? 'exact' : 'fuzzy';
    return { kind, label: String(score ?? '') };
  }
  if (origin === 'mt') return { kind: 'mt', label: 'MT' };
  if (origin === 'given') return { kind: 'given', label: '▸' };
  if (origin === 'kept' || origin === 'table') return { kind: origin, label: '=' };
  return undefined;
}
