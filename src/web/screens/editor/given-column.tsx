import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { Article } from '../../api/articles.ts';
import { type GivenAnswer, givenText } from '../../api/given.ts';
import type { Version } from '../../api/segments.ts';
import { Changes } from './changes.tsx';

/** Segments of the given translation by the ordinal of the source segment that they stand beside. */
export type GivenBeside = ReadonlyMap<number, readonly GivenAnswer[]>;

export const givenKey = (article: string) => ['given', article];

/** The given translation of the article, for a version that is made from its source; undefined where there is none. */
export function useGivenBeside(article: Article, version: Version): GivenBeside | undefined {
  const wanted = article.source !== null && version.kind === 'target';
  const { data } = useQuery({
    queryKey: givenKey(article.id),
    enabled: wanted,
    queryFn: ({ signal }) => givenText(article.id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => {
    if (!wanted || !data) return undefined;
    const beside = new Map<number, GivenAnswer[]>();
    // What stands beside several segments of the source is shown beside the first.
    for (const row of data) {
      const [first] = row.source?.ordinals ?? [];
      if (first !== undefined) beside.set(first, [...(beside.get(first) ?? []), row]);
    }
    return beside;
  }, [wanted, data]);
}

/** The given translation of one source segment, with what was corrected in it. */
export function GivenCell({ rows, onCorrect }: { rows: readonly GivenAnswer[]; onCorrect: (() => void) | undefined }) {
  const { t } = useTranslation();
  const [first] = rows;
  const language = first?.language ?? 'und';
  return (
    <div className="row-given" lang={language} dir={direction(language)}>
      {rows.map((row, index) => (
        <span key={row.id}>
          {index > 0 ? ' ' : ''}
          <Changes from={row.given} to={row.corrected ?? ''} language={language} />
        </span>
      ))}
      {onCorrect && first ? (
        <button type="button" className="button small quiet" onClick={onCorrect}>
          {t('given.correct')}
        </button>
      ) : null}
    </div>
  );
}
