import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { EditorSegment } from '../../api/segments.ts';
import { correctionsOf } from './corrections.ts';

interface Properties {
  segment: EditorSegment;
  language: string;
  /** Puts words of the given text back; absent for who may not write. */
  onTakeBack: ((by: string, range: { start: number; end: number }) => void) | undefined;
}

/** Each correction of the given text with why it was made, and the way to take it back alone. */
export function CorrectionList({ segment, language, onTakeBack }: Properties) {
  const { t } = useTranslation();
  const { source, target, given } = segment;
  const corrections = useMemo(
    () => correctionsOf(source.text, target.text ?? '', given?.findings ?? [], language),
    [source.text, target.text, given, language],
  );
  if (corrections.length === 0) return <p className="empty">{t('side.no-changes')}</p>;
  return (
    <ul className="finding-list">
      {corrections.map(({ given: before, corrected: after, finding }) => (
        <li key={`${before.start} ${after.start}`} className={finding ? `level-${finding.severity}` : ''}>
          <p lang={language} dir={direction(language)}>
            {before.text.trim() ? <del>{before.text.trim()}</del> : null}{' '}
            {after.text.trim() ? <ins>{after.text.trim()}</ins> : null}
          </p>
          {finding ? (
            <p className="soft">
              <bdi>{finding.detail}</bdi>
            </p>
          ) : null}
          {onTakeBack ? (
            <button type="button" className="button small quiet" onClick={() => onTakeBack(before.text, after)}>
              {t('given.take-back')}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
